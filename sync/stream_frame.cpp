#include "sync/stream.h"

#include "desk/json.h"

#include <QHash>
#include <QJsonArray>

namespace syncing
{

using namespace Qt::StringLiterals;

namespace
{

StreamFrame::Kind kindFrom(const QString& type)
{
    using K = StreamFrame::Kind;
    static const QHash<QString, K> kinds{{u"ready"_s, K::Ready},         {u"changes"_s, K::Changes},
                                         {u"presence"_s, K::Presence},   {u"customer-typing"_s, K::CustomerTyping},
                                         {u"held"_s, K::Held},           {u"pong"_s, K::Pong},
                                         {u"signed-out"_s, K::SignedOut}};
    return kinds.value(type, K::Unknown);
}

QList<Presence> readAgents(const QJsonArray& array)
{
    QList<Presence> agents;
    for (const auto& value : array) {
        const desk::AgentId id(value["id"_L1].toString());
        if (id)
            agents.append({id, value["name"_L1].toString().left(200), value["typing"_L1].toBool()});
    }
    return agents;
}

} // namespace

StreamFrame readFrame(const QString& text, qint64 arrived)
{
    StreamFrame frame;
    const auto object = desk::parseObject(text.toUtf8());
    if (!object)
        return frame;
    frame.kind = kindFrom(object->value("type"_L1).toString());
    frame.cursor = readCursor(object->value("cursor"_L1)).value_or(desk::Cursor());
    frame.heldSince.ms = object->value(frame.kind == StreamFrame::Kind::Held ? "since"_L1 : "heldSince"_L1).toInteger();
    frame.ticket = desk::TicketId(object->value("ticket"_L1).toString());
    frame.typing = object->value("typing"_L1).toBool();
    if (frame.kind == StreamFrame::Kind::Ready)
        frame.capabilities = readCapabilities(*object);
    if (frame.kind == StreamFrame::Kind::Presence)
        frame.agents = readAgents(object->value("agents"_L1).toArray());
    if (frame.kind == StreamFrame::Kind::Changes)
        frame.page = readFeed(*object);
    frame.page.arrived = arrived;
    return frame;
}

} // namespace syncing
