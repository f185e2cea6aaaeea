#pragma once
// Messages that were stored before they had places (TKT-13) get the keys that belong to them.

#include "sql/connection.h"

namespace store
{

/// Inside the schema's step. The places that the desk gives to what it had (server/store/schema.cpp), as far as each
/// thread is here: in the order of the ids, whatever any clock said. Reads the table once and moves only rows that
/// stand elsewhere; what waits goes to the end.
void placeMessages(sql::Connection& db);

} // namespace store
