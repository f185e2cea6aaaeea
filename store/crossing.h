#pragma once
// Tickets that time alone moves into or out of a view: those that reach one of the ages in its filter.

#include "desk/filter.h"
#include "sql/connection.h"
#include "store/ticket_rows.h"

#include <QList>

namespace store
{

/// The tickets that reached one of the filter's ages after `since`, up to `now`: each once, at most `most` for each
/// age; perhaps one that lies a millisecond beside.
QList<TicketRow> crossedTickets(sql::Connection& db, const desk::Filter& filter, desk::Instant since, desk::Instant now,
                                int most);

/// When the first ticket reaches one of the filter's ages after `now`; unset = none does as things are.
desk::Instant firstCrossing(sql::Connection& db, const desk::Filter& filter, desk::Instant now);

/// The earlier of two moments of which either may be unset.
desk::Instant earlier(desk::Instant a, desk::Instant b);

} // namespace store
