#include "server/api/attendance.h"

#include "desk/json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxName = 60;
constexpr qsizetype kMaxId = 20; // the decimal digits of a row's number
constexpr qsizetype kMaxTickets = 1000;

QJsonObject json(const desk::TicketId& ticket, const Attendance& attendance)
{
    QJsonArray agents;
    for (const Viewer& viewer : attendance.agents.first(std::min(attendance.agents.size(), kMaxViewers)))
        agents.append(QJsonObject{
            {u"id"_s, viewer.agent.value()}, {u"name"_s, viewer.name.left(kMaxName)}, {u"typing"_s, viewer.typing}});
    return {{u"id"_s, ticket.value()}, {u"agents"_s, agents}, {u"visitor"_s, attendance.visitorTyping}};
}

QByteArray payload(const Notice& notice, const QJsonArray& tickets)
{
    const QJsonObject object{
        {u"process"_s, QString::fromLatin1(notice.process)}, {u"asks"_s, notice.asks}, {u"tickets"_s, tickets}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool isProcess(const QByteArray& text)
{
    return text.size() == 32 && std::all_of(text.cbegin(), text.cend(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isNumber(const QString& text)
{
    return !text.isEmpty() && text.size() <= kMaxId &&
           std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

std::optional<Viewer> viewerOf(const QJsonValue& value)
{
    const QString id = value["id"_L1].toString();
    const QString name = value["name"_L1].toString();
    if (!isNumber(id) || name.size() > kMaxName || !value["typing"_L1].isBool())
        return std::nullopt;
    return Viewer{desk::AgentId(id), name, value["typing"_L1].toBool()};
}

std::optional<Attendance> attendanceOf(const QJsonValue& value)
{
    const QJsonArray agents = value["agents"_L1].toArray();
    if (!value["agents"_L1].isArray() || agents.size() > kMaxViewers || !value["visitor"_L1].isBool())
        return std::nullopt;
    Attendance attendance;
    attendance.visitorTyping = value["visitor"_L1].toBool();
    for (const auto& each : agents) {
        const auto viewer = viewerOf(each);
        if (!viewer)
            return std::nullopt;
        attendance.add(*viewer);
    }
    return attendance;
}

} // namespace

bool Attendance::agentTyping() const
{
    return std::any_of(agents.cbegin(), agents.cend(), [](const Viewer& viewer) { return viewer.typing; });
}

void Attendance::add(const Viewer& viewer)
{
    const auto place = std::lower_bound(agents.begin(), agents.end(), viewer,
                                        [](const Viewer& a, const Viewer& b) { return a.agent < b.agent; });
    if (place != agents.end() && place->agent == viewer.agent)
        place->typing = place->typing || viewer.typing;
    else
        agents.insert(place, viewer);
}

void Attendance::add(const Attendance& other)
{
    visitorTyping = visitorTyping || other.visitorTyping;
    for (const Viewer& viewer : other.agents)
        add(viewer);
}

QList<QByteArray> payloadsOf(const Notice& notice)
{
    constexpr qsizetype kFrame = 120; // what stands around the tickets
    QList<QByteArray> payloads;
    QJsonArray tickets;
    qsizetype size = kFrame;
    for (const auto& [ticket, attendance] : notice.tickets) {
        const QJsonObject object = json(ticket, attendance);
        const qsizetype more = QJsonDocument(object).toJson(QJsonDocument::Compact).size() + 1;
        if (size + more > kMaxNotice && !tickets.isEmpty()) {
            payloads.append(payload(notice, std::exchange(tickets, {})));
            size = kFrame;
        }
        tickets.append(object);
        size += more;
    }
    if (!tickets.isEmpty() || notice.asks)
        payloads.append(payload(notice, tickets));
    return payloads;
}

std::optional<Notice> noticeOf(const QByteArray& payload)
{
    const auto object = desk::parseObject(payload, kMaxNotice);
    if (!object)
        return std::nullopt;
    Notice notice;
    notice.process = object->value("process"_L1).toString().toLatin1();
    notice.asks = object->value("asks"_L1).toBool();
    const QJsonArray tickets = object->value("tickets"_L1).toArray();
    if (!isProcess(notice.process) || !object->value("tickets"_L1).isArray() || tickets.size() > kMaxTickets)
        return std::nullopt;
    for (const auto& each : tickets) {
        const QString id = each["id"_L1].toString();
        const auto attendance = attendanceOf(each);
        if (!isNumber(id) || !attendance)
            return std::nullopt;
        notice.tickets.append({desk::TicketId(id), *attendance});
    }
    return notice;
}

} // namespace server::api
