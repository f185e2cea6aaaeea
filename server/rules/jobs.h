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

/// How many rows of each sort one call of prune() removed.
struct Pruned {
    int tombstones = 0;
    int operations = 0;
    int uploads = 0;    ///< unfinished or never attached for a day
    int tokens = 0;     ///< that can open nothing and renew nothing any more
    int families = 0;   ///< sign-ins of which no token is left
    int epochs = 0;     ///< words of cursors that are older than the tombstones
    int chats = 0;      ///< sessions without a word or file for a day, or whose conversation was closed 90 days ago
    desk::Instant next; ///< when to call again; `now` while there is more, the next day once all is done
};
inline constexpr qint64 kKept = 90 * desk::kDay;
/// At most so many rows of a sort are removed in one transaction: nobody waits long behind it.
inline constexpr int kPruneBatch = 500;
/// Once a day for all processes of the desk, whichever comes first: removes tombstones, answers and ended web chats
/// older than 90 days, dead sign-ins and lost uploads, and raises the cursor floor. Each call does a part; nothing
/// while another process is at it or the day is not over.
store::Result<Pruned> prune(store::Store& store, desk::Instant now);

} // namespace server::rules
