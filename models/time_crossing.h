#pragma once
// Membership that changes by time alone ("waiting for more than two hours"): who has crossed, and when the next one
// does.

#include "desk/filter.h"
#include "store/change_set.h"

#include <QList>

namespace store
{
class Reader;
}

namespace models
{

/// The tickets that reached one of the filter's ages after `since`, up to `now`; `before` and `after` are equal.
/// Indexed reads of what crossed only. Throws sql::Failure.
QList<store::TicketChange> crossed(store::Reader& reader, const desk::Filter& filter, desk::Instant since,
                                   desk::Instant now);

/// No ticket crosses before this moment; unset = none ever does as things are. Throws sql::Failure.
desk::Instant nextCrossing(store::Reader& reader, const desk::Filter& filter, desk::Instant now);

} // namespace models
