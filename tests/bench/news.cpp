#include "tests/bench/news.h"

#include "desk/json.h"
#include "desk/message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kNewer = 1'000'000'000; ///< than any version in the file

QByteArray frameOf(qint64 from, const QList<desk::Entity>& entities)
{
    QJsonArray lines;
    qint64 seq = from;
    for (const desk::Entity& entity : entities)
        lines.append(desk::toJson(desk::Change{++seq, desk::kindOf(entity), desk::idOf(entity), entity}));
    return QJsonDocument(
               QJsonObject{{u"type"_s, u"changes"_s}, {u"from"_s, from}, {u"to"_s, seq}, {u"changes"_s, lines}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray news(desk::Ticket ticket, qint64 from, desk::Instant at)
{
    desk::Message message;
    message.id = desk::MessageId(u"news-%1"_s.arg(from));
    message.rev = kNewer + from + 1;
    message.ticket = ticket.id;
    message.at = at;
    message.text = u"Is there any news of my parcel? It is the %1th time that I ask."_s.arg(from);
    message.authorName = ticket.requesterName;
    ticket.rev = kNewer + from + 2;
    ticket.updated = ticket.waitingSince = ticket.lastInbound = at;
    ticket.snippet = message.text;
    ticket.unread = true;
    ticket.lastMessage = message.id;
    return frameOf(from, {message, ticket});
}

} // namespace bench
