#pragma once
// The desk's epochs (docs/protocol.md "Feed", DESK-6): whoever holds a cursor can tell whether the desk went back in
// time since. Internal to the server; calls may throw sql::Failure.

#include "sql/connection.h"

#include "desk/cursor.h"
#include "desk/instant.h"

#include <optional>

namespace server::store
{

/// Where the feed stands, with the word under which it does; both from the snapshot of the caller's transaction.
desk::Cursor newestCursor(sql::Connection& sql);

/// Whether what lies up to the cursor is what its holder was given: its word is known here, and the feed had not gone
/// on otherwise when its seq was handed out. Says nothing of the floor.
bool isOfThisDesk(sql::Connection& sql, const desk::Cursor& cursor);

/// Adds a word, in a transaction of its own under the counter's lock: from here on cursors are given under it.
/// Each start of a process that may write begins one, each new line to PostgreSQL (it may lead to another server), and
/// each restore. It costs nobody anything: who is up to date stays so.
/// `handedOut`: the highest seq that this desk is known to have given away; where the counter is behind it the desk
/// went back and is held (see heldSince). Returns true then.
bool beginEpoch(sql::Connection& sql, desk::Instant now, qint64 handedOut = 0);

/// The same inside a transaction of the caller; the seq at which it begins.
qint64 addEpoch(sql::Connection& sql, desk::Instant now);

/// DESK-6: since when this desk, which went back in time, does nothing outside by itself; unset = it is not held.
desk::Instant heldSince(sql::Connection& sql);
/// Inside a transaction of the caller; a desk that is held stays so since then.
void hold(sql::Connection& sql, desk::Instant now);
/// Inside a transaction of the caller; false when it was not held.
bool release(sql::Connection& sql);

/// Removes words that nobody can hold a cursor of that is younger than `limit`: an epoch ends when the next begins.
int pruneEpochs(sql::Connection& sql, desk::Instant limit);

} // namespace server::store
