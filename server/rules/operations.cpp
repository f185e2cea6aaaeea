#include "server/rules/operations.h"

#include "server/rules/effects.h"
#include "server/rules/faults.h"
#include "server/rules/jobs.h"
#include "server/rules/operation_form.h"
#include "server/rules/running.h"
#include "server/store/keys.h"
#include "server/store/rows.h"

#include <QJsonDocument>

#include <algorithm>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Fault;
using store::FaultKind;
using store::Result;

namespace
{

/// PostgreSQL: another process may be executing it now; waiting for its row would tie up this thread.
bool lockUuid(sql::Connection& sql, const QString& uuid)
{
    if (sql.engine() == sql::Engine::Sqlite)
        return true;
    return sql.value<bool>(u"SELECT pg_try_advisory_xact_lock(hashtextextended(?, 7215))"_s, uuid).value_or(false);
}

/// False when the uuid is written down already. An answer is kept as long as its operation is taken: one that a
/// client's clock has dated ahead counts from there.
bool insertRow(sql::Connection& sql, const QString& uuid, const desk::AgentId& agent, const QString& digest,
               desk::Instant at, desk::Instant now)
{
    return sql.execute(u"INSERT INTO operations (id, agent, digest, status, answer, seq, created) "
                       "VALUES (?, ?, ?, 0, '', 0, ?) ON CONFLICT (id) DO NOTHING"_s,
                       uuid, store::keyOf(agent), digest, std::max(now, at).ms) == 1;
}

/// What is written down of a uuid.
struct Stored {
    qint64 agent = 0;
    QString digest;
    OperationAnswer answer;
};

std::optional<Stored> findStored(sql::Connection& sql, const QString& uuid)
{
    auto rows = sql.query(u"SELECT agent, digest, status, answer, seq FROM operations WHERE id = ?"_s, uuid);
    if (!rows.next())
        return std::nullopt;
    return Stored{rows.integer(0), rows.text(1),
                  OperationAnswer{static_cast<int>(rows.integer(2)), QJsonDocument::fromJson(rows.bytes(3)).object(),
                                  true, rows.integer(4)}};
}

Fault busy()
{
    return fault(FaultKind::Unavailable, "busy", "The database is busy. Nothing was changed; try again.");
}

/// A cancelled uuid has no digest: nobody has seen its body.
const QString kCancelled;

Result<OperationAnswer> storedAnswer(sql::Connection& sql, const Wanted& wanted)
{
    const auto stored = findStored(sql, wanted.operation.id.value());
    if (!stored)
        return busy();
    if (stored->agent != store::keyOf(wanted.operation.by) ||
        (stored->digest != kCancelled && stored->digest != wanted.digest))
        return fault(FaultKind::Refused, "other-body",
                     "This operation was already executed with other contents. Send the new one under a new id.");
    return stored->answer;
}

/// What a late PUT of a cancelled uuid gets.
OperationAnswer cancelledAnswer()
{
    const QString detail = tr("This action was taken back before it reached the desk, so it was not done.");
    return {410,
            {{u"type"_s, u"about:blank"_s},
             {u"title"_s, u"Gone"_s},
             {u"status"_s, 410},
             {u"code"_s, u"cancelled"_s},
             {u"detail"_s, detail}},
            false,
            0};
}

void storeAnswer(sql::Connection& sql, const QString& uuid, const OperationAnswer& answer)
{
    sql.execute(u"UPDATE operations SET status = ?, answer = ?, seq = ? WHERE id = ?"_s, answer.status,
                sql::Utf8{QJsonDocument(answer.body).toJson(QJsonDocument::Compact)}, answer.seq, uuid);
}

/// What is answered must be there: pages that a disk lost are no error before they are read. PostgreSQL has answered
/// for its own by its commit.
Result<store::Done> readBack(store::Store& store, const Wanted& wanted, const OperationAnswer& answer)
{
    if (store.engine() == sql::Engine::Postgres)
        return store::Done{};
    return store.read([&](sql::Connection& sql) -> Result<store::Done> {
        const auto kept = storedAnswer(sql, wanted);
        bool isThere = kept && kept->status == answer.status;
        if (answer.status == 200) {
            const QString message = answer.body[u"message"_s][u"id"_s].toString();
            isThere = isThere && store::findTicket(sql, store::keyOf(wanted.operation.ticket)) &&
                      (message.isEmpty() || store::findMessage(sql, store::numberOf(message)));
        }
        if (!isThere)
            throw sql::Failure(sql::ErrorKind::Corrupt, u"what was committed cannot be read back"_s);
        return store::Done{};
    });
}

Fault running()
{
    return fault(FaultKind::Conflict, "running", "This operation is being executed. Ask again in a second.", 1);
}

bool isOld(desk::Instant at, desk::Instant now)
{
    return at.isSet() && now - at > kKept;
}

Result<Settled> settledAs(const std::optional<Stored>& stored, const desk::AgentId& agent)
{
    if (!stored)
        return busy();
    if (stored->agent != store::keyOf(agent))
        return fault(FaultKind::NotAllowed, "not-own-operation",
                     "This action was made by somebody else. Only its author can take it back.");
    if (stored->digest == kCancelled)
        return Settled{Settled::Outcome::Cancelled, {}};
    const bool done = stored->answer.status < 400;
    return Settled{done ? Settled::Outcome::Executed : Settled::Outcome::Refused, stored->answer};
}

} // namespace

Result<OperationAnswer> execute(store::Store& store, const Channels& channels, const desk::AgentId& agent,
                                const QString& uuid, const QByteArray& body, desk::Instant now)
{
    auto wanted = readOperation(uuid, body, agent, now);
    if (!wanted)
        return wanted.fault();
    if (isOld(wanted->operation.at, now))
        return fault(
            FaultKind::Gone, "operation-old",
            "This action is dated more than 90 days back and is not executed any more. Look into the ticket whether "
            "it was done before; if not, do it anew. If it is not that old, set the clock right of the computer that "
            "it was done on.");
    const store::RunningOperation guard(store.database(), uuid);
    if (!guard.isFirst())
        return running();
    const auto executed = store.write([&](store::FeedTransaction& transaction) -> Result<OperationAnswer> {
        sql::Connection& sql = transaction.sql();
        if (!lockUuid(sql, uuid))
            return running();
        if (!insertRow(sql, uuid, agent, wanted->digest, wanted->operation.at, now))
            return storedAnswer(sql, *wanted);
        const auto answer = applyOperation(transaction, channels, wanted->operation, now);
        if (answer)
            storeAnswer(sql, uuid, *answer);
        return answer;
    });
    if (!executed)
        return executed.fault();
    const auto there = readBack(store, *wanted, *executed);
    return there ? executed : there.fault();
}

Result<Settled> cancel(store::Store& store, const desk::AgentId& agent, const QString& uuid, desk::Instant at,
                       desk::Instant now)
{
    if (const auto wrong = checkUuid(uuid))
        return *wrong;
    if (isOld(at, now))
        return fault(FaultKind::Gone, "operation-old",
                     "This action is more than 90 days old: the desk no longer knows whether it was done. Look into "
                     "the ticket.");
    const store::RunningOperation guard(store.database(), uuid);
    if (!guard.isFirst())
        return running();
    return store.write([&](store::FeedTransaction& transaction) -> Result<Settled> {
        sql::Connection& sql = transaction.sql();
        if (!lockUuid(sql, uuid))
            return running();
        if (!insertRow(sql, uuid, agent, kCancelled, at, now))
            return settledAs(findStored(sql, uuid), agent);
        storeAnswer(sql, uuid, cancelledAnswer());
        return Settled{Settled::Outcome::Cancelled, {}};
    });
}

} // namespace server::rules
