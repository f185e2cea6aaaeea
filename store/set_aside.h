#pragma once
// What was written for a ticket whose number is another customer's since the desk went back in time (DESK-6): it is
// shown under no ticket, and stands among what needs the agent until it is copied or discarded.

#include "desk/draft.h"
#include "sql/connection.h"
#include "store/outbox_row.h"

namespace store
{

/// The `reasonCode` of such a row; also what the desk refuses it with.
inline constexpr QLatin1StringView kOtherTicket{"other-ticket"};

/// Whether the draft was written for the ticket of that number which is here now, or none is here.
bool isForThisTicket(sql::Connection& db, const desk::Draft& draft);
/// Makes a parked row of the draft. Inside a WorkChange.
void park(sql::Connection& db, const desk::Draft& draft);
/// Removes what was parked from its ticket, with its earlier versions. Inside a WorkChange.
void forgetDraft(sql::Connection& db, const desk::Draft& draft);
/// All that are for another ticket; true when there was one. A change of the work file of its own.
bool setDraftsAside(sql::Connection& db);

} // namespace store
