#include "server/channels/chat_frames.h"

#include "desk/json.h"
#include "server/api/answers.h"

namespace server::channels
{

using namespace Qt::StringLiterals;
using api::bytes;

namespace
{

/// About how many bytes of messages a frame carries: half of what may wait at a socket.
constexpr qsizetype kFrameBytes = 256 * 1024;

QJsonObject json(const rules::ChatMessage& message)
{
    return {{u"id"_s, message.id},       {u"conversation"_s, message.conversation},
            {u"place"_s, message.place}, {u"from"_s, message.from},
            {u"name"_s, message.name},   {u"text"_s, message.text},
            {u"at"_s, message.at.ms},    {u"attachments"_s, api::arrayOf(message.attachments)}};
}

/// Adds the latest of the page that fit, at least one; `next`, where there are older ones, is what to ask for them
/// with.
void addPage(QJsonObject& frame, const rules::ChatPage& page)
{
    QJsonArray messages;
    qsizetype used = 0;
    bool more = page.more;
    for (auto message = page.messages.crbegin(); message != page.messages.crend(); ++message) {
        const QJsonObject object = json(*message);
        used += bytes(object).size();
        if (used > kFrameBytes && !messages.isEmpty()) {
            more = true;
            break;
        }
        messages.prepend(object);
    }
    frame.insert(u"messages"_s, messages);
    if (more && !messages.isEmpty())
        frame.insert(u"next"_s, messages.first()[u"id"_s]);
}

} // namespace

QByteArray welcomeFrame(const rules::ChatWelcome& welcome)
{
    QJsonObject frame{{u"type"_s, u"welcome"_s},     {u"session"_s, welcome.session}, {u"desk"_s, welcome.desk},
                      {u"notice"_s, welcome.notice}, {u"open"_s, welcome.open},       {u"closed"_s, welcome.closed}};
    if (welcome.opens.isSet())
        frame.insert(u"opens"_s, double(welcome.opens.ms));
    addPage(frame, welcome.latest);
    return bytes(frame);
}

QByteArray historyFrame(const QString& before, const rules::ChatPage& page)
{
    QJsonObject frame{{u"type"_s, u"history"_s}, {u"before"_s, before}};
    addPage(frame, page);
    return bytes(frame);
}

QByteArray messageFrame(const rules::ChatMessage& message)
{
    return bytes({{u"type"_s, u"message"_s}, {u"message"_s, json(message)}});
}

QByteArray ackFrame(const QString& client, const QString& message)
{
    return bytes({{u"type"_s, u"ack"_s}, {u"client"_s, client}, {u"id"_s, message}});
}

QByteArray typingFrame(bool typing)
{
    return bytes({{u"type"_s, u"typing"_s}, {u"typing"_s, typing}});
}

QByteArray closedFrame()
{
    return bytes({{u"type"_s, u"closed"_s}});
}

QByteArray errorFrame(const QString& code, const QString& detail, const QString& client)
{
    QJsonObject object{{u"type"_s, u"error"_s}, {u"code"_s, code}, {u"detail"_s, detail}};
    if (!client.isEmpty())
        object.insert(u"client"_s, client);
    return bytes(object);
}

} // namespace server::channels
