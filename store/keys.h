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

/// `place << 20 | counter` (TKT-13): newest first is key order, whatever order history arrives in and whatever this
/// computer's clock says; what waits in the outbox stands behind everything (store/free_key.h).
struct MessageKey {
    qint64 value = 0;
    friend auto operator<=>(const MessageKey&, const MessageKey&) = default;
    friend size_t qHash(MessageKey key, size_t seed = 0) { return ::qHash(key.value, seed); }
};

/// One line of a ticket list; the greatest `sort` stands on top, and longest waiting and oldest negate it. Their order
/// is that of store/list_order.h, which knows how equals stand.
struct ListKey {
    qint64 sort = 0;
    TicketKey key;
    friend bool operator==(const ListKey&, const ListKey&) = default;
};

} // namespace store
