#pragma once
// From one file to two: older versions kept the agent's work in the cache.

#include "sql/sqlite_connection.h"

namespace store
{

/// Whether the open cache still holds outbox and drafts.
bool holdsWork(sql::Connection& cache);

/// Copies them into the attached work file, in one durable transaction together with a mark. The cache's own tables go
/// in the migration behind this, by a transaction of the cache alone; moveIsDone() takes the mark away. Killed at any
/// point, the next start repeats or skips what it must: under the mark nothing else was ever written to the work file,
/// so it is filled anew; without it what is there stays, and what comes is added by its uuid.
void moveWork(sql::Connection& db);
void moveIsDone(sql::Connection& db);

} // namespace store
