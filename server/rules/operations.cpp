#include "server/rules/operations.h"

#include "server/rules/effects.h"
#include "server/rules/faults.h"
#include "server/rules/jobs.h"
#include "server/rules/running.h"
#include "server/store/keys.h"
#include "server/store/plain_text.h"
#include "server/store/rows.h"

#include "desk/json.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUuid>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::Fault;
using store::FaultKind;
using store::Result;

namespace
{

/// An operation as it came, checked for form.
struct Wanted {
    desk::Operation operation;
    QString digest;
};

bool isUuid(const QString& text)
{
    const QUuid uuid = QUuid::fromString(text);
    return !uuid.isNull() && uuid.toString(QUuid::WithoutBraces) == text;
}

/// The digest of what the body says, not of its spaces and order.
QString digestOf(const QJsonObject& body)
{
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

Fault badOperation(const QString& why)
{
    return {FaultKind::Invalid, u"bad-operation"_s, tr("The operation cannot be read: %1").arg(why), 0};
}

constexpr qsizetype kLongestText = 100'000;
constexpr qsizetype kLongestHtml = 500'000;
constexpr qsizetype kLongestId = 20;
constexpr qsizetype kMostFiles = 20;
constexpr qint64 kFarthestSnooze = 10 * 366 * desk::kDay;

/// What no client of ours makes like this; empty = nothing.
QString oddity(const desk::Operation& operation, desk::Instant now)
{
    if (operation.text.size() > kLongestText)
        return tr("its text has more than %1 characters.").arg(kLongestText);
    if (operation.html.size() > kLongestHtml)
        return tr("its HTML has more than %1 characters.").arg(kLongestHtml);
    if (operation.attachments.size() > kMostFiles)
        return tr("it has more than %1 files.").arg(kMostFiles);
    for (const QString& id : {operation.ticket.value(), operation.seen.value(), operation.assignee.value(),
                              operation.team.value(), operation.label.value()}) {
        if (id.size() > kLongestId)
            return tr("one of its ids is none of this desk.");
    }
    if (store::hasForbidden(operation.text) || store::hasForbidden(operation.html))
        return tr("it holds a control character. Take it out, then send it again.");
    if (operation.at.ms < 0 || operation.until.ms < 0 || operation.until - now > kFarthestSnooze)
        return tr("one of its times makes no sense.");
    return {};
}

Result<Wanted> parse(const QString& uuid, const QByteArray& body, const desk::AgentId& agent, desk::Instant now)
{
    if (!isUuid(uuid))
        return badOperation(tr("its id is no lower-case UUID."));
    const auto object = desk::parseObject(body);
    if (!object)
        return badOperation(object.error().toString());
    auto operation = desk::fromJson<desk::Operation>(*object);
    if (!operation)
        return badOperation(operation.error().toString());
    if (operation->id.value() != uuid)
        return badOperation(tr("its id is not the one of the address."));
    if (const QString odd = oddity(*operation, now); !odd.isEmpty())
        return badOperation(odd);
    operation.value().by = agent;
    return Wanted{std::move(operation.value()), digestOf(*object)};
}

/// PostgreSQL: another process may be executing it now; waiting for its row would tie up this thread.
bool lockUuid(sql::Connection& sql, const QString& uuid)
{
    if (sql.engine() == sql::Engine::Sqlite)
        return true;
    return sql.value<bool>(u"SELECT pg_try_advisory_xact_lock(hashtextextended(?, 7215))"_s, uuid).value_or(false);
}

bool insertRow(sql::Connection& sql, const Wanted& wanted, desk::Instant now)
{
    return sql.execute(u"INSERT INTO operations (id, agent, digest, status, answer, seq, created) "
                       "VALUES (?, ?, ?, 0, '', 0, ?) ON CONFLICT (id) DO NOTHING"_s,
                       wanted.operation.id.value(), store::keyOf(wanted.operation.by), wanted.digest, now.ms) == 1;
}

Result<OperationAnswer> storedAnswer(sql::Connection& sql, const Wanted& wanted)
{
    auto rows = sql.query(u"SELECT agent, digest, status, answer, seq FROM operations WHERE id = ?"_s,
                          wanted.operation.id.value());
    if (!rows.next())
        return fault(FaultKind::Unavailable, "busy", "The database is busy. Nothing was changed; try again.");
    if (rows.integer(0) != store::keyOf(wanted.operation.by) || rows.text(1) != wanted.digest)
        return fault(FaultKind::Refused, "other-body",
                     "This operation was already executed with other contents. Send the new one under a new id.");
    return OperationAnswer{static_cast<int>(rows.integer(2)), QJsonDocument::fromJson(rows.bytes(3)).object(), true,
                           rows.integer(4)};
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

bool isOld(const desk::Operation& operation, desk::Instant now)
{
    return operation.at.isSet() && now - operation.at > kKept;
}

} // namespace

Result<OperationAnswer> execute(store::Store& store, const Channels& channels, const desk::AgentId& agent,
                                const QString& uuid, const QByteArray& body, desk::Instant now)
{
    auto wanted = parse(uuid, body, agent, now);
    if (!wanted)
        return wanted.fault();
    if (isOld(wanted->operation, now))
        return fault(FaultKind::Gone, "operation-old",
                     "This action is more than 90 days old and was not executed. Do it anew if it is still wanted.");
    const store::RunningOperation guard(store.database(), uuid);
    if (!guard.isFirst())
        return running();
    const auto executed = store.write([&](store::FeedTransaction& transaction) -> Result<OperationAnswer> {
        sql::Connection& sql = transaction.sql();
        if (!lockUuid(sql, uuid))
            return running();
        if (!insertRow(sql, *wanted, now))
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

} // namespace server::rules
