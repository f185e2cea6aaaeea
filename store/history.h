#pragma once
// How much of the past is here: the background history, what part of a thread is complete, what was deleted. Stored,
// never inferred.

#include "desk/message.h"
#include "sql/connection.h"
#include "store/keys.h"
#include "store/writer.h"

namespace store
{

HistoryState readHistory(sql::Connection& db);
void writeHistory(sql::Connection& db, const HistoryState& state);

/// From which key on a thread is whole; `complete` = from its beginning. An unset floor = nothing is known.
struct ThreadFloor {
    std::optional<MessageKey> floor;
    bool complete = false;
};
/// Of one thread, by its own pages and by the background history.
ThreadFloor threadFloor(sql::Connection& db, const desk::TicketId& ticket);
/// A page of the thread came, newest first or joining the floor; `older` = the server has more.
void extendThread(sql::Connection& db, const desk::TicketId& ticket, const QList<desk::Message>& page, bool older);
/// A page of the background history of messages came: everything newer than all of it is here.
void lowerMessagesFloor(sql::Connection& db, qint64 newestKeyOfPage);
/// A snapshot begins: the feed has a gap, so no thread is known to be whole.
void forgetRanges(sql::Connection& db);

/// Tombstones keep rows of the past from coming back.
void bury(sql::Connection& db, desk::EntityKind kind, const QString& id, qint64 seq, desk::Instant now);
/// Whether an entity of this revision was deleted since; a newer one lifts the tombstone.
bool isBuried(sql::Connection& db, desk::EntityKind kind, const QString& id, qint64 rev);
void dropOldTombstones(sql::Connection& db, desk::Instant now);

} // namespace store
