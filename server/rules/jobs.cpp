#include "server/rules/jobs.h"

#include "server/store/feed.h"
#include "server/store/files.h"
#include "server/store/writing.h"

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Result;

namespace
{

/// Wakes one ticket; 0 when none is due (or other processes hold the rest).
Result<qint64> wakeOne(store::Store& store, desk::Instant now)
{
    return store.write([&](store::FeedTransaction& transaction) -> qint64 {
        sql::Connection& sql = transaction.sql();
        // The claim lives as long as the transaction: a process that dies gives it back. It is the ticket that is
        // claimed, because operations lock the ticket first and its job after that.
        const auto id = sql.value<qint64>(
            u"SELECT id FROM tickets WHERE id IN (SELECT subject FROM jobs WHERE kind = 'wake' AND due <= ? "
            "ORDER BY due, subject LIMIT 100) LIMIT 1 {skip locked}"_s,
            now.ms);
        if (!id)
            return 0;
        // Planned anew between the two queries: then it is not due.
        if (sql.execute(u"DELETE FROM jobs WHERE kind = 'wake' AND subject = ? AND due <= ?"_s, *id, now.ms) == 0)
            return 0;
        if (const auto before = store::lockTicket(sql, *id)) {
            const desk::Ticket after = desk::afterSnoozeDue(*before, now);
            if (after != *before) {
                store::insertEventLines(transaction, *before, after, {}, {}, now);
                store::updateTicket(transaction, *before, after);
            }
        }
        transaction.stamp();
        return *id;
    });
}

/// Asked outside a write: most calls find nothing and should not queue behind writers.
Result<desk::Instant> nextDue(store::Store& store)
{
    return store.read([](sql::Connection& sql) {
        return desk::Instant{sql.value<qint64>(u"SELECT min(due) FROM jobs"_s).value_or(0)};
    });
}

} // namespace

Result<JobsDone> runDueJobs(store::Store& store, desk::Instant now)
{
    JobsDone done;
    for (;;) {
        const auto due = nextDue(store);
        if (!due)
            return due.fault();
        done.nextDue = *due;
        if (!due->isSet() || *due > now)
            return done;
        const auto woken = wakeOne(store, now);
        if (!woken)
            return woken.fault();
        if (*woken == 0)
            return done; // another process is at the rest
        done.woken += 1;
        if (const auto newest = store::newestSeq(store))
            done.newest = *newest;
    }
}

Result<Pruned> prune(store::Store& store, desk::Instant now)
{
    auto pruned = store.write([&](store::FeedTransaction& transaction) -> Pruned {
        sql::Connection& sql = transaction.sql();
        const desk::Instant limit = now - kKept;
        Pruned result;
        const auto floor = sql.value<qint64>(u"SELECT max(seq) FROM tombstones WHERE at < ?"_s, limit.ms);
        if (floor)
            sql.execute(u"UPDATE desk_counter SET floor = {greatest}(floor, ?)"_s, *floor);
        result.tombstones = static_cast<int>(sql.execute(u"DELETE FROM tombstones WHERE at < ?"_s, limit.ms));
        result.operations = static_cast<int>(sql.execute(u"DELETE FROM operations WHERE created < ?"_s, limit.ms));
        result.tokens = static_cast<int>(
            sql.execute(u"DELETE FROM tokens WHERE expires > 0 AND expires < ?"_s, (now - desk::kDay).ms));
        result.chats = static_cast<int>(sql.execute(
            u"DELETE FROM chat_sessions WHERE (ticket = 0 AND created < ?) OR EXISTS (SELECT 1 FROM tickets "
            "AS t WHERE t.id = chat_sessions.ticket AND t.status = 'closed' AND t.updated < ?)"_s,
            (now - desk::kDay).ms, limit.ms));
        return result;
    });
    if (!pruned)
        return pruned;
    const auto uploads = store::pruneUploads(store, now - desk::kDay);
    if (!uploads)
        return uploads.fault();
    pruned->uploads = *uploads;
    return pruned;
}

} // namespace server::rules
