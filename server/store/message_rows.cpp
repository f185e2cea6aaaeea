#include "server/store/rows.h"

#include "desk/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

const QStringList& messageFields()
{
    static const QStringList names{u"id"_s,          u"seq"_s,        u"ticket"_s,      u"kind"_s,
                                   u"outbound"_s,    u"channel"_s,    u"author_kind"_s, u"author"_s,
                                   u"author_name"_s, u"at"_s,         u"text"_s,        u"html"_s,
                                   u"delivery"_s,    u"failure"_s,    u"attachments"_s, u"operation"_s,
                                   u"event_kind"_s,  u"event_from"_s, u"event_to"_s,    u"place"_s};
    return names;
}

QList<desk::Attachment> readAttachments(const QByteArray& json)
{
    QList<desk::Attachment> attachments;
    if (json.isEmpty())
        return attachments;
    for (const auto& each : QJsonDocument::fromJson(json).array())
        if (auto attachment = desk::fromJson<desk::Attachment>(each.toObject()))
            attachments.append(*attachment);
    return attachments;
}

sql::Utf8 attachmentsBody(const QList<desk::Attachment>& attachments)
{
    if (attachments.isEmpty())
        return {};
    QJsonArray array;
    for (const desk::Attachment& attachment : attachments)
        array.append(desk::toJson(attachment));
    return {QJsonDocument(array).toJson(QJsonDocument::Compact)};
}

} // namespace

QString messageColumns()
{
    static const QString joined = messageFields().join(u", "_s);
    return joined;
}

QStringList messageInsertColumns()
{
    return messageFields();
}

desk::Message readMessage(const sql::Statement& row)
{
    desk::Message message;
    message.id = idOf<desk::MessageId>(row.integer(0));
    message.rev = row.integer(1);
    message.ticket = idOf<desk::TicketId>(row.integer(2));
    message.kind = desk::messageKindFrom(row.text(3)).value_or(desk::MessageKind::Message);
    message.direction = row.integer(4) != 0 ? desk::Direction::Outbound : desk::Direction::Inbound;
    message.channel = desk::channelFrom(row.text(5)).value_or(desk::Channel::Email);
    message.authorKind = desk::authorKindFrom(row.text(6)).value_or(desk::AuthorKind::System);
    message.author = idOf<desk::AgentId>(row.integer(7));
    message.authorName = row.text(8);
    message.at = {row.integer(9)};
    message.text = row.text(10);
    message.html = row.text(11);
    message.delivery = desk::deliveryFrom(row.text(12)).value_or(desk::Delivery::None);
    message.failure = row.text(13);
    message.attachments = readAttachments(row.bytes(14));
    message.operation = desk::OperationId(row.text(15));
    message.eventKind = row.text(16);
    message.eventFrom = row.text(17);
    message.eventTo = row.text(18);
    message.place = row.integer(19);
    return message;
}

sql::Values messageValues(const desk::Message& message)
{
    return {keyOf(message.id),
            message.rev,
            keyOf(message.ticket),
            desk::toString(message.kind),
            message.direction == desk::Direction::Outbound,
            desk::toString(message.channel),
            desk::toString(message.authorKind),
            keyOf(message.author),
            message.authorName,
            message.at.ms,
            message.text,
            message.html,
            desk::toString(message.delivery),
            message.failure,
            attachmentsBody(message.attachments),
            message.operation.value(),
            message.eventKind,
            message.eventFrom,
            message.eventTo,
            message.place};
}

std::optional<desk::Message> findMessage(sql::Connection& sql, qint64 id)
{
    static const QString query = u"SELECT %1 FROM messages WHERE id = ?"_s.arg(messageColumns());
    auto rows = sql.query(query, id);
    return rows.next() ? std::optional(readMessage(rows)) : std::nullopt;
}

} // namespace server::store
