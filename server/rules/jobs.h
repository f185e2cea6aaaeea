#pragma once
// Work that becomes due: snoozes that wake (TKT-2), old rows that go. Safe with several processes on one database: each
// job is done once.

#include "server/store/store.h"

namespace server::rules
{

struct JobsDone {
    int woken = 0;         ///< tickets that returned from a snooze
    qint64 newest = 0;     ///< newest seq when something changed, else 0
    desk::Instant nextDue; ///< when to call again; unset = nothing is planned (call again after a change of the feed)
};
/// Does what is due at `now`, in small transactions.
store::Result<JobsDone> runDueJobs(store::Store& store, desk::Instant now);

struct Pruned {
    int tombstones = 0;
    int operations = 0;
    int uploads = 0; ///< unfinished or never attached for a day
    int tokens = 0;
    int chats = 0; ///< sessions without a message for a day, or whose conversation was closed 90 days ago
};
inline constexpr qint64 kKept = 90 * desk::kDay;
/// Removes tombstones, answers and ended web chats older than 90 days and raises the cursor floor; daily.
store::Result<Pruned> prune(store::Store& store, desk::Instant now);

} // namespace server::rules
