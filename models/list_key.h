#pragma once
// The order of a ticket list in memory; the same as the store's (store/list_order.h).

#include "store/keys.h"
#include "store/list_order.h"

namespace models
{

/// Compares for std::sort and its like: true if `a` stands above `b`.
inline auto above(desk::Sort sort)
{
    return [sort](const store::ListKey& a, const store::ListKey& b) { return store::standsAbove(a, b, sort); };
}

inline store::ListKey listKey(const desk::Ticket& ticket, store::TicketKey key, desk::Sort sort)
{
    return {store::sortValue(ticket, sort), key};
}

} // namespace models
