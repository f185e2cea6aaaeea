#pragma once
// The order of a thread (TKT-13): by (place, id), for every agent and the customer, whatever any clock says. A place is
// given once and never changes. Internal to the server; every call may throw sql::Failure.

#include "sql/connection.h"

#include "desk/instant.h"
#include "desk/message.h"

#include <limits>
#include <optional>

namespace server::store
{

/// Where a message stands; the greatest of all where a page begins at the newest.
struct Standing {
    qint64 place = std::numeric_limits<qint64>::max();
    qint64 id = std::numeric_limits<qint64>::max();
};

/// `place:id`, the word of page keys, and back; nullopt for anything else.
QString wordOf(const Standing& standing);
std::optional<Standing> standingFrom(const QString& word);
Standing standingOf(const desk::Message& message);
/// Of a message of this ticket; nullopt where there is none such.
std::optional<Standing> standingIn(sql::Connection& sql, qint64 ticket, qint64 message);

/// The next place at the end of a thread: max(last + 1, the clock in ms). The ticket's row must be locked (lockTicket),
/// so that two processes never give the same one.
qint64 nextPlace(sql::Connection& sql, qint64 ticket, desk::Instant now);

} // namespace server::store
