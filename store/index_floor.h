#pragma once
// After an upgrade that changes how words are folded, what is here is indexed anew, newest first, in steps of idle
// time. Rows below a floor are not in their index yet, and are left alone by it until their turn comes.

#include "sql/connection.h"
#include "store/text_index.h"

namespace store
{

/// Where the indexes of this file begin.
IndexFloors readFloors(sql::Connection& db);
/// Everything that is here shall be indexed anew: for a step of the schema that has emptied the indexes.
void raiseFloors(sql::Connection& db);
/// Indexes some hundred rows more, inside the transaction of `index`; true while there are more. Some 30 ms.
bool reindexStep(sql::Connection& db, TextIndex& index);

} // namespace store
