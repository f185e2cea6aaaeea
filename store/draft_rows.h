#pragma once
// Drafts and their history (BEY-7): at most one reply and one note a ticket, and what they said before.

#include "desk/draft.h"
#include "sql/connection.h"

#include <QList>

#include <optional>

namespace store
{

/// Versions that are kept of each draft.
inline constexpr int kDraftVersions = 20;

QList<desk::Draft> draftRows(sql::Connection& db);
std::optional<desk::Draft> findDraft(sql::Connection& db, const desk::TicketId& ticket, bool note);

/// Newest first.
QList<desk::Draft> draftVersions(sql::Connection& db, const desk::TicketId& ticket, bool note);

/// Puts it into the history, unless the newest version there says the same.
void keepVersion(sql::Connection& db, const desk::Draft& draft);

/// Stores the draft; an empty one removes it. What it replaces goes to the history when it is half a minute older than
/// the last version there, or when much of it would be lost. True when words for another ticket of that number, these
/// or those before, were set aside (store/set_aside.h).
bool putDraft(sql::Connection& db, const desk::Draft& draft);
/// Removes the draft; its last words stay in the history.
void clearDraft(sql::Connection& db, const desk::TicketId& ticket, bool note);

} // namespace store
