// The fake desk's way out: operations, uploads, tokens.
#include "tests/sync/fake_desk.h"

#include "desk/json.h"
#include "desk/lifecycle.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

FakeAnswer problem(int status, const QString& code, const QJsonObject& more)
{
    QJsonObject object = more;
    object.insert(u"status"_s, status);
    object.insert(u"code"_s, code);
    object.insert(u"detail"_s, u"The desk says: %1."_s.arg(code));
    return {status, QJsonDocument(object).toJson(), QByteArrayLiteral("application/problem+json"), {}};
}

void FakeDesk::revoke()
{
    m_revoked = true;
    say({{u"type"_s, u"signed-out"_s}});
}

std::optional<FakeAnswer> FakeDesk::checkToken(const FakeRequest& request)
{
    const QByteArray token = request.headers.value("authorization");
    if (m_revoked)
        return problem(401, u"signed-out"_s);
    if (token == "Bearer " + access.toUtf8())
        return std::nullopt;
    return problem(401, refreshing ? u"token-expired"_s : u"signed-out"_s);
}

FakeAnswer FakeDesk::refreshToken(const FakeRequest& request)
{
    const auto body = desk::parseObject(request.body);
    const QString given = body ? body->value(u"refresh"_s).toString() : QString();
    const bool isRetry = given == m_spentRefresh && m_clock.now() - m_spentAt <= desk::kMinute;
    if (m_revoked || (given != refresh && !isRetry)) {
        m_revoked = true; // a spent one: the family is revoked
        return problem(401, u"signed-out"_s);
    }
    if (!isRetry)
        m_spentAt = m_clock.now();
    m_spentRefresh = given;
    ++refreshes;
    access = u"token-%1"_s.arg(refreshes);
    refresh = u"refresh-%1"_s.arg(refreshes);
    const QJsonObject answer{{u"access"_s, access}, {u"refresh"_s, refresh}, {u"accessExpires"_s, 0}};
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}

FakeAnswer FakeDesk::handle(const FakeRequest& request)
{
    if (request.path == u"/v1/refresh")
        return refreshToken(request);
    if (const auto refused = checkToken(request))
        return *refused;
    if (instead) {
        if (const auto answer = instead(request))
            return *answer;
    }
    if (request.path == u"/v1/changes")
        return changes(request);
    if (request.path == u"/v1/bootstrap")
        return bootstrap();
    if (request.path == u"/v1/history/tickets")
        return historyTickets(request);
    if (request.path == u"/v1/history/messages")
        return historyMessages(request);
    if (request.path.startsWith(u"/v1/tickets/"))
        return thread(request);
    if (request.path.startsWith(u"/v1/profiles/"))
        return profile(request.path.section(u'/', 3, 3));
    if (request.path == u"/v1/search")
        return search(request);
    if (request.path.startsWith(u"/v1/attachments"))
        return attachment(request);
    if (request.path.startsWith(u"/v1/operations/"))
        return operation(request);
    return problem(404, u"no-such-path"_s);
}

FakeAnswer FakeDesk::attachment(const FakeRequest& request)
{
    const QString id = request.path.section(u'/', 3, 3);
    if (request.verb == "POST") {
        const auto body = desk::parseObject(request.body);
        const QString made = u"a%1"_s.arg(m_files.size() + 1);
        m_files.insert(made, {body->value(u"name"_s).toString(),
                              body->value(u"mime"_s).toString(),
                              body->value(u"size"_s).toInteger(),
                              body->value(u"sha256"_s).toString(),
                              {}});
        const QJsonObject answer{{u"attachment"_s, made}, {u"offset"_s, 0}};
        return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
    }
    const auto file = m_files.find(id);
    if (file == m_files.end())
        return problem(404, u"no-such-attachment"_s);
    const auto offset = [&] { return qMakePair(QByteArray("Upload-Offset"), QByteArray::number(file->bytes.size())); };
    if (request.verb == "HEAD")
        return {200, {}, {}, {offset()}};
    if (request.verb == "PATCH") {
        if (request.headers.value("upload-offset").toLongLong() != file->bytes.size()) {
            FakeAnswer wrong = problem(409, u"wrong-offset"_s);
            wrong.headers.append(offset());
            return wrong;
        }
        file->bytes += request.body;
        const QByteArray digest = QCryptographicHash::hash(file->bytes, QCryptographicHash::Sha256).toHex();
        if (file->bytes.size() == file->size && digest != file->sha256.toUtf8())
            return problem(422, u"digest"_s);
        return {204, {}, {}, {offset()}};
    }
    const QByteArray range = request.headers.value("range");
    const qint64 from = range.startsWith("bytes=") ? range.mid(6).chopped(1).toLongLong() : 0;
    FakeAnswer answer{from > 0 ? 206 : 200, file->bytes.mid(from), QByteArrayLiteral("application/octet-stream"), {}};
    if (from > 0)
        answer.headers.append({"Content-Range", "bytes " + QByteArray::number(from) + '-' +
                                                    QByteArray::number(file->bytes.size() - 1) + '/' +
                                                    QByteArray::number(file->bytes.size())});
    return answer;
}

QList<desk::Message> FakeDesk::newerThan(const desk::Operation& operation) const
{
    QList<desk::Message> newer;
    const qint64 seen = messages().value(operation.seen).place;
    for (const desk::Message& message : messages()) {
        const bool counts = message.ticket == operation.ticket && message.kind == desk::MessageKind::Message;
        if (counts && message.place > seen)
            newer.append(message);
    }
    return newer;
}

/// The uuid is written down as cancelled, or what was answered is told.
FakeAnswer FakeDesk::cancel(const QString& id)
{
    if (!capabilities.contains(u"take-back"_s))
        return problem(405, u"method-not-allowed"_s);
    QJsonObject answer{{u"id"_s, id}, {u"outcome"_s, u"cancelled"_s}};
    const auto stored = m_operations.constFind(id);
    if (stored == m_operations.constEnd()) {
        m_operations.insert(id, {QByteArray(), problem(410, u"cancelled"_s)});
    } else if (!stored->body.isEmpty()) {
        answer[u"outcome"_s] = stored->answer.status < 400 ? u"executed"_s : u"refused"_s;
        answer[u"status"_s] = stored->answer.status;
        answer[u"answer"_s] = *desk::parseObject(stored->answer.body);
    }
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}

FakeAnswer FakeDesk::operation(const FakeRequest& request)
{
    const QString id = request.path.section(u'/', 3, 3);
    if (request.verb == "DELETE")
        return cancel(id);
    const auto stored = m_operations.constFind(id);
    if (stored != m_operations.constEnd() && stored->body.isEmpty())
        return stored->answer;
    if (stored != m_operations.constEnd())
        return stored->body == request.body ? stored->answer : problem(422, u"other-body"_s);
    const auto body = desk::parseObject(request.body);
    const auto operation =
        body ? desk::fromJson<desk::Operation>(*body) : desk::Parsed<desk::Operation>(desk::JsonError());
    if (!operation)
        return problem(422, u"broken-body"_s);
    if (m_clock.now() - operation->at > 90 * desk::kDay)
        return problem(410, u"operation-old"_s);
    const FakeAnswer answer = execute(*operation);
    m_operations.insert(id, {request.body, answer});
    return answer;
}

FakeAnswer FakeDesk::execute(const desk::Operation& operation)
{
    const auto all = tickets();
    if (!all.contains(operation.ticket))
        return problem(404, u"no-such-ticket"_s);
    desk::Ticket ticket = all.value(operation.ticket);
    if (operation.ticketCreated.isSet() && operation.ticketCreated != ticket.created)
        return problem(409, u"other-ticket"_s);
    if (const auto refusal = desk::mayApply(ticket, operation, m_clock.now()))
        return problem(422, refusal->code);
    const bool reply = operation.kind == desk::OperationKind::Reply;
    if (reply && operation.seen && !operation.sendAnyway) {
        QJsonArray newer;
        for (const desk::Message& message : newerThan(operation))
            newer.append(desk::toJson(message));
        if (!newer.isEmpty())
            return problem(409, u"stale"_s, {{u"messages"_s, newer}});
    }
    m_executed[operation.id.value()] += 1;
    ticket = desk::apply(ticket, operation, m_clock.now());
    QList<desk::Entity> effects;
    if (reply || operation.kind == desk::OperationKind::Note) {
        desk::Message message;
        message.id = desk::MessageId(QString::number(100000 + ++m_ids));
        message.ticket = ticket.id;
        message.kind = reply ? desk::MessageKind::Message : desk::MessageKind::Note;
        message.direction = desk::Direction::Outbound;
        message.authorKind = desk::AuthorKind::Agent;
        message.author = desk::AgentId(u"1"_s);
        message.authorName = u"Ada Example"_s;
        message.at = m_clock.now() + clockOfNext;
        message.place = nextPlace(ticket.id);
        message.text = operation.text;
        message.attachments = operation.attachments;
        message.delivery = reply ? desk::Delivery::Sent : desk::Delivery::None;
        message.operation = operation.id;
        ticket.messageCount += 1;
        if (reply)
            ticket.lastMessage = message.id;
        effects.append(message);
    }
    effects.append(ticket);
    commit(effects);
    QJsonObject answer{{u"id"_s, operation.id.value()}, {u"seq"_s, m_seq}};
    for (const desk::Entity& effect : effects) {
        const QString key = desk::toString(desk::kindOf(effect));
        answer.insert(key, jsonOf(*m_rows.value(key + u'/' + desk::idOf(effect)).entity));
    }
    return {200, QJsonDocument(answer).toJson(), QByteArrayLiteral("application/json"), {}};
}
