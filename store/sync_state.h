#pragma once
// What the screens show of synchronisation (BEY-4). Written by sync/, carried to the screens by value.

#include "desk/instant.h"

#include <QString>

namespace store
{

enum class Link { Offline, Connecting, CatchingUp, Live, SignedOut, Refused };

struct SyncState {
    Link link = Link::Offline;
    desk::Instant caughtUp;  ///< end of the last complete pull; unset = never
    desk::Instant nextTry;   ///< while Offline
    QString trouble;         ///< for people: what happened, what was kept, what to do; empty = none
    qint64 historyDone = 0;  ///< messages here
    qint64 historyTotal = 0; ///< messages of the desk; 0 = not known
    bool historyComplete = false;
    desk::Instant heldSince; ///< the desk was restored and does nothing outside by itself (DESK-6); unset = it does

    bool operator==(const SyncState&) const = default;
};

} // namespace store
