#pragma once
// The desk's clock as this computer knows it. What is sent carries the desk's time, so that a wrong clock here neither
// ages an action nor moves a snooze (docs/decisions/0016-places-and-clocks.md).

#include "desk/operation.h"
#include "sql/connection.h"

namespace store
{

struct DeskTime {
    qint64 offset = 0;   ///< ms; the desk's clock minus this one
    desk::Instant heard; ///< the latest that the desk has said: it is not earlier than that

    /// What the desk's clock shows when this one shows `now`, as far as is known.
    desk::Instant at(desk::Instant now) const;
};

DeskTime readDeskTime(sql::Connection& db);
void writeDeskTime(sql::Connection& db, const DeskTime& time);

/// An action of this moment in the desk's time: when it was done, and what is waited for. A picked time is what this
/// computer's clock will show then; where that clock is on another day, or what was picked is past at the desk, the
/// wait counts.
desk::Operation inDeskTime(desk::Operation operation, const DeskTime& time, desk::Instant now);

} // namespace store
