#pragma once
// The four sort orders of a ticket list (VIEW-4) as one number a ticket: in memory and as a column of the same value.

#include "desk/ticket.h"
#include "desk/view.h"
#include "store/keys.h"

#include <QString>

namespace store
{

/// `waiting_order` of a ticket for which nobody waits: after all that do.
inline constexpr qint64 kNobodyWaits = qint64(1) << 62;

/// Longest first by waiting, the unset ones last.
qint64 waitingOrder(const desk::Ticket& ticket);

/// Priority first, then the newest change.
qint64 urgency(const desk::Ticket& ticket);

/// ListKey::sort of the ticket. Newest and Oldest go by `updated`.
qint64 sortValue(const desk::Ticket& ticket, desk::Sort sort);

/// The column that carries the order, and whether ListKey::sort is its negative.
struct SortColumn {
    const char* column = "updated";
    bool negated = false;
};
SortColumn sortColumn(desk::Sort sort);

/// Whether `a` stands above `b` in a list of this order. Equals go by their keys in the direction of the column,
/// because then an index holds them as they stand: a desk where nobody waits is all equals.
bool standsAbove(const ListKey& a, const ListKey& b, desk::Sort sort);

} // namespace store
