#pragma once
// Local keys: they order and join inside one desk's file and never leave the client.

#include "desk/ids.h"

#include <QHashFunctions>

#include <compare>

namespace store
{

/// Row of a ticket in the local file. Zero = none.
struct TicketKey {
    qint64 value = 0;
    friend auto operator<=>(const TicketKey&, const TicketKey&) = default;
    friend size_t qHash(TicketKey key, size_t seed = 0) { return ::qHash(key.value, seed); }
};

/// `received milliseconds << 20 | counter`: newest first is key order, whatever order history arrives in.
struct MessageKey {
    qint64 value = 0;
    friend auto operator<=>(const MessageKey&, const MessageKey&) = default;
    friend size_t qHash(MessageKey key, size_t seed = 0) { return ::qHash(key.value, seed); }
};

/// One line of a ticket list: rows are ordered by (`sort`, `key`), descending. Longest waiting and oldest negate
/// `sort`.
struct ListKey {
    qint64 sort = 0;
    TicketKey key;
    friend auto operator<=>(const ListKey&, const ListKey&) = default;
};

} // namespace store
