#pragma once
// A view's filter over the table `ticket` (VIEW-2).

#include "desk/filter.h"
#include "sql/filter_sql.h"

namespace store
{

/// The filter as a condition for a WHERE clause.
sql::Where whereOf(const desk::Filter& filter, desk::Instant now);

/// True when every matching ticket is surely open or snoozed: such a view is whole once the active tickets are here.
bool onlyActive(const desk::Filter& filter);

} // namespace store
