#pragma once
// The order of a ticket list in memory; the same as the store's (store/list_order.h).

#include "store/keys.h"
#include "store/list_order.h"

namespace models
{

/// True if `a` stands above `b`: descending.
inline bool before(const store::ListKey& a, const store::ListKey& b)
{
    return a > b;
}

inline store::ListKey listKey(const desk::Ticket& ticket, store::TicketKey key, desk::Sort sort)
{
    return {store::sortValue(ticket, sort), key};
}

} // namespace models
