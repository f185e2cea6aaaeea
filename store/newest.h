#pragma once
// How far the desk is known here: answers and fetched pages come ahead of the feed, of which the cursor tells (DESK-6).

#include "sql/connection.h"

namespace store
{

/// Keeps `seq` where it is beyond the cursor and all that was told before.
void noteNewest(sql::Connection& db, qint64 seq);
/// The highest seq that was told ahead of the feed; 0 = none yet. The feed may have come there since.
qint64 newestTold(sql::Connection& db);
/// A snapshot begins: what was told may be of a time that the desk has lost.
void forgetNewest(sql::Connection& db);

} // namespace store
