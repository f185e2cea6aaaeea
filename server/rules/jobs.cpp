#include "server/rules/jobs.h"

#include "server/rules/auth.h"
#include "server/store/epochs.h"
#include "server/store/feed.h"
#include "server/store/files.h"
#include "server/store/writing.h"

#include <algorithm>
#include <optional>

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
        return desk::Instant{sql.value<qint64>(u"SELECT min(due) FROM jobs WHERE kind = 'wake'"_s).value_or(0)};
    });
}

/// When the desk is pruned next; unset = never yet.
std::optional<desk::Instant> nextPrune(sql::Connection& sql)
{
    const auto due = sql.value<qint64>(u"SELECT due FROM jobs WHERE kind = 'prune' AND subject = 0"_s);
    return due ? std::optional(desk::Instant{*due}) : std::nullopt;
}

/// Whether this transaction may prune. A day that lies further ahead than one was planned before the clock was set
/// back.
bool claimPrune(sql::Connection& sql, desk::Instant now)
{
    if (!nextPrune(sql))
        sql.execute(u"INSERT INTO jobs (kind, subject, due) VALUES ('prune', 0, ?) ON CONFLICT (kind, subject) "
                    "DO NOTHING"_s,
                    now.ms);
    return sql
        .value<qint64>(u"SELECT due FROM jobs WHERE kind = 'prune' AND subject = 0 AND (due <= ? OR due > ?) "
                       "{skip locked}"_s,
                       now.ms, (now + desk::kDay).ms)
        .has_value();
}

/// Whoever holds an access token this old holds no refresh token that could still be used: only then may its row go,
/// because until then it must be answered that it has expired and not that its agent is signed out.
int pruneTokens(sql::Connection& sql, desk::Instant now)
{
    return static_cast<int>(
        sql.execute(u"DELETE FROM tokens WHERE hash IN (SELECT hash FROM tokens WHERE (expires > 0 AND expires < ? AND "
                    "(kind <> 'access' OR expires < ?)) OR (expires = 0 AND family IN "
                    "(SELECT id FROM token_families WHERE revoked = 1)) LIMIT ? {skip locked})"_s,
                    (now - desk::kDay).ms, (now - kRefreshLife).ms, kPruneBatch));
}

int pruneFamilies(sql::Connection& sql, desk::Instant now)
{
    return static_cast<int>(sql.execute(
        u"DELETE FROM token_families WHERE id IN (SELECT f.id FROM token_families AS f WHERE f.created < ? AND "
        "NOT EXISTS (SELECT 1 FROM tokens AS t WHERE t.family = f.id) LIMIT ? {skip locked})"_s,
        (now - desk::kDay).ms, kPruneBatch));
}

int pruneChats(sql::Connection& sql, desk::Instant now)
{
    const qint64 dayAgo = (now - desk::kDay).ms;
    return static_cast<int>(sql.execute(
        u"DELETE FROM chat_sessions WHERE id IN (SELECT s.id FROM chat_sessions AS s WHERE (s.ticket = 0 AND "
        "s.created < ? AND NOT EXISTS (SELECT 1 FROM attachments AS a WHERE a.message = 0 AND a.session = s.id AND "
        "a.created >= ?)) OR EXISTS (SELECT 1 FROM tickets AS t WHERE t.id = s.ticket AND t.status = 'closed' AND "
        "t.updated < ?) LIMIT ? {skip locked})"_s,
        dayAgo, dayAgo, (now - kKept).ms, kPruneBatch));
}

int pruneTombstones(sql::Connection& sql, desk::Instant limit)
{
    const auto floor = sql.value<qint64>(u"SELECT max(seq) FROM tombstones WHERE at < ?"_s, limit.ms);
    if (!floor)
        return 0;
    sql.execute(u"UPDATE desk_counter SET floor = {greatest}(floor, ?)"_s, *floor);
    return static_cast<int>(sql.execute(
        u"DELETE FROM tombstones WHERE at < ? AND seq IN (SELECT seq FROM tombstones WHERE at < ? LIMIT ?)"_s, limit.ms,
        limit.ms, kPruneBatch));
}

int pruneOperations(sql::Connection& sql, desk::Instant limit)
{
    return static_cast<int>(
        sql.execute(u"DELETE FROM operations WHERE id IN (SELECT id FROM operations WHERE created < ? LIMIT ?)"_s,
                    limit.ms, kPruneBatch));
}

/// One part of the rows; `next` unset = the claim was not given, `now` = there may be more.
Pruned pruneRows(sql::Connection& sql, desk::Instant now)
{
    Pruned result;
    if (!claimPrune(sql, now))
        return result;
    result.tombstones = pruneTombstones(sql, now - kKept);
    result.operations = pruneOperations(sql, now - kKept);
    result.epochs = store::pruneEpochs(sql, now - kKept);
    result.tokens = pruneTokens(sql, now);
    result.families = pruneFamilies(sql, now);
    result.chats = pruneChats(sql, now);
    const int most = std::max({result.tombstones, result.operations, result.tokens, result.families, result.chats});
    result.next = most < kPruneBatch ? now + desk::kDay : now;
    return result;
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
    auto pruned = store.write([&](store::FeedTransaction& transaction) { return pruneRows(transaction.sql(), now); });
    if (!pruned || pruned->next == now)
        return pruned;
    if (!pruned->next.isSet()) {
        const auto next = store.read([](sql::Connection& sql) { return nextPrune(sql).value_or(desk::Instant()); });
        if (!next)
            return next.fault();
        pruned->next = std::max(*next, now + desk::kMinute); // the one who is at it may not come to its end
        return pruned;
    }
    const auto uploads = store::pruneUploads(store, now - desk::kDay);
    if (!uploads)
        return uploads.fault();
    pruned->uploads = *uploads;
    const auto planned = store.write([&](store::FeedTransaction& transaction) {
        transaction.sql().execute(u"UPDATE jobs SET due = ? WHERE kind = 'prune' AND subject = 0"_s, pruned->next.ms);
        return store::Done{};
    });
    return planned ? pruned : planned.fault();
}

} // namespace server::rules
