#include "server/api/hub.h"

#include "desk/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kAuthTime = 10 * desk::kSecond;
constexpr qint64 kRecheckEvery = 30 * desk::kSecond;
constexpr qint64 kTypingLife = 12 * desk::kSecond;
// Every socket queues its frames; what is larger is fetched by each client at its own pace.
constexpr qsizetype kMaxFrame = qsizetype(512) * 1024;

QByteArray bytes(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray changesFrame(qint64 from, qint64 to, const QJsonArray& changes)
{
    return bytes({{u"type"_s, u"changes"_s}, {u"from"_s, from}, {u"to"_s, to}, {u"changes"_s, changes}});
}

QByteArray frameFor(const store::SharedPage& page, const desk::AgentId& agent)
{
    QJsonArray changes;
    for (const store::SharedChange& change : page.changes) {
        if (change.visibleTo(agent))
            changes.append(desk::toJson(change.forAgent(agent)));
    }
    const QByteArray frame = changesFrame(page.from, page.to, changes);
    // From nobody's cursor: the client pulls.
    return frame.size() <= kMaxFrame ? frame : changesFrame(page.to, page.to, {});
}

} // namespace

Hub::Hub(const desk::Clock& clock)
    : m_clock(clock)
{
}

void Hub::setAgentTypingListener(std::function<void(const desk::TicketId&, bool)> listener)
{
    const std::lock_guard lock(m_mutex);
    m_agentTyping = std::move(listener);
}

void Hub::arrived(const http::WebSocketPtr& socket)
{
    const std::lock_guard lock(m_mutex);
    Member& member = m_members[socket->id()];
    member.socket = socket;
    member.arrived = m_clock.now();
}

void Hub::joined(const http::WebSocketPtr& socket, const rules::Session& session, const QByteArray& token)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_members.find(socket->id());
    if (found == m_members.end())
        return;
    Member& member = found->second;
    member.session = session;
    member.token = token;
    if (!std::exchange(member.signedIn, true))
        socket->send(bytes({{u"type"_s, u"ready"_s}, {u"cursor"_s, m_seq}}));
}

void Hub::left(std::uint64_t socket)
{
    const std::lock_guard lock(m_mutex);
    const auto node = m_members.extract(socket);
    if (!node)
        return;
    Member& member = node.mapped();
    setTyping(member, member.typing, false);
    if (member.viewing)
        tellPresence(member.viewing);
}

void Hub::viewing(std::uint64_t socket, const desk::TicketId& ticket)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_members.find(socket);
    if (found == m_members.end() || !found->second.signedIn || found->second.viewing == ticket)
        return;
    Member& member = found->second;
    setTyping(member, member.typing, false);
    const desk::TicketId before = std::exchange(member.viewing, ticket);
    if (before)
        tellPresence(before);
    if (ticket)
        tellPresence(ticket);
}

void Hub::typing(std::uint64_t socket, const desk::TicketId& ticket, bool typing)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_members.find(socket);
    if (found == m_members.end() || !found->second.signedIn || found->second.viewing != ticket)
        return;
    setTyping(found->second, ticket, typing);
    tellPresence(ticket);
}

// The ticket comes by value: callers pass the member's own, which changes here.
void Hub::setTyping(Member& member, desk::TicketId ticket, bool typing)
{
    const bool before = !member.typing.isEmpty();
    member.typing = typing ? ticket : desk::TicketId();
    member.typingUntil = typing ? m_clock.now() + kTypingLife : desk::Instant();
    if (before != typing && m_agentTyping && ticket)
        m_agentTyping(ticket, typing);
}

// Each agent hears of the others on the ticket, once per agent however many windows they have open.
void Hub::tellPresence(const desk::TicketId& ticket)
{
    for (auto& [id, reader] : m_members) {
        if (!reader.signedIn || reader.viewing != ticket)
            continue;
        QMap<QString, QJsonObject> others;
        for (auto& [otherId, other] : m_members) {
            const desk::Agent& agent = other.session.agent;
            if (!other.signedIn || other.viewing != ticket || agent.id == reader.session.agent.id)
                continue;
            const bool typing = other.typing == ticket || others[agent.id.value()].value(u"typing"_s).toBool();
            others[agent.id.value()] = {{u"id"_s, agent.id.value()}, {u"name"_s, agent.name}, {u"typing"_s, typing}};
        }
        QJsonArray agents;
        for (const QJsonObject& other : std::as_const(others))
            agents.append(other);
        reader.socket->send(bytes({{u"type"_s, u"presence"_s}, {u"ticket"_s, ticket.value()}, {u"agents"_s, agents}}));
    }
}

void Hub::customerTyping(const desk::TicketId& ticket, bool typing)
{
    const QByteArray frame =
        bytes({{u"type"_s, u"customer-typing"_s}, {u"ticket"_s, ticket.value()}, {u"typing"_s, typing}});
    const std::lock_guard lock(m_mutex);
    for (auto& [id, member] : m_members) {
        if (member.signedIn)
            member.socket->send(frame);
    }
}

void Hub::dismiss(Member& member, int code)
{
    if (code == kCloseNotSignedIn)
        member.socket->send(bytes({{u"type"_s, u"signed-out"_s}}));
    member.socket->close(code);
    member.signedIn = false;
}

void Hub::signOut(const QByteArray& token, const QString& family)
{
    const std::lock_guard lock(m_mutex);
    for (auto& [id, member] : m_members) {
        const bool same = member.token == token || (!family.isEmpty() && member.session.family == family);
        if (member.signedIn && same)
            dismiss(member, kCloseNotSignedIn);
    }
}

void Hub::recheck(const std::function<bool(const QByteArray&)>& isSignedIn)
{
    QSet<QByteArray> tokens;
    {
        const std::lock_guard lock(m_mutex);
        const desk::Instant now = m_clock.now();
        if (now < m_recheckAt)
            return;
        m_recheckAt = now + kRecheckEvery;
        for (const auto& [id, member] : m_members) {
            if (member.signedIn)
                tokens.insert(member.token);
        }
    }
    for (const QByteArray& token : std::as_const(tokens)) {
        if (!isSignedIn(token))
            signOut(token, {});
    }
}

void Hub::startAt(qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    m_seq = seq;
}

void Hub::restart(qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    m_seq = seq;
    for (auto& [id, member] : m_members)
        dismiss(member, http::closecode::tryAgain);
}

void Hub::deliver(const store::SharedPage& page)
{
    const std::lock_guard lock(m_mutex);
    m_seq = page.to;
    const auto isAgent = [](const store::SharedChange& each) { return each.change.kind == desk::EntityKind::Agent; };
    if (std::any_of(page.changes.cbegin(), page.changes.cend(), isAgent))
        m_recheckAt = {};
    QHash<desk::AgentId, QByteArray> frames;
    for (auto& [id, member] : m_members) {
        if (!member.signedIn)
            continue;
        QByteArray& frame = frames[member.session.agent.id];
        if (frame.isEmpty())
            frame = frameFor(page, member.session.agent.id);
        member.socket->send(frame);
    }
}

void Hub::tick()
{
    const desk::Instant now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    for (auto& [id, member] : m_members) {
        if (!member.socket->isOpen())
            continue;
        if (!member.signedIn && now - member.arrived > kAuthTime)
            member.socket->close(kCloseNoAuthInTime);
        else if (member.signedIn && member.session.expires.isSet() && member.session.expires <= now)
            dismiss(member, kCloseNotSignedIn);
        else if (member.typing && member.typingUntil < now) {
            const desk::TicketId ticket = member.typing;
            setTyping(member, ticket, false);
            tellPresence(ticket);
        }
    }
}

} // namespace server::api
