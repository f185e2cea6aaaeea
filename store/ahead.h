#pragma once
// What is here of the desk beyond the feed: the effects of answers and fetched pages. A desk that begins another epoch
// may have lost them with a past into which the cursor does not reach (DESK-6).

#include "desk/entity.h"
#include "sql/connection.h"

#include <QList>

namespace store
{

/// Keeps what was told beyond the cursor, until the feed tells it too.
void noteAhead(sql::Connection& db, const QList<desk::Entity>& told);
/// A number is another ticket's than here, which only a way back in time brings about: it stays in question until a
/// snapshot begins.
void noteAnotherTicket(sql::Connection& db);
/// The feed came to `cursor` and told `changes` on its way. What was told ahead under another word is in question from
/// then on, until one of its pages has the same or a newer version.
void feedTold(sql::Connection& db, const QList<desk::Change>& changes, bool isOtherEpoch, qint64 cursor);
/// Whether anything is in question: after the last page of a pull it is of a time that is lost.
bool isInQuestion(sql::Connection& db);
/// A snapshot begins, which sorts it out.
void forgetAhead(sql::Connection& db);

} // namespace store
