#pragma once
// Messages that were stored before they had places (TKT-13) get the keys that belong to them, a part at a time when
// idle.

#include "store/commit.h"

namespace store
{

bool isPlaced(sql::Connection& db);
/// Looks at the next two thousand rows; false after the last one.
bool placeSome(Commit& commit);

} // namespace store
