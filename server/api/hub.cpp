#include "server/api/hub.h"

#include "desk/capability.h"
#include "desk/json.h"
#include "server/api/answers.h"

#include <QJsonArray>

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kAuthTime = 10 * desk::kSecond;
constexpr qint64 kRecheckEvery = 30 * desk::kSecond;
// Every socket queues its frames; what is larger is fetched by each client at its own pace.
constexpr qsizetype kMaxFrame = qsizetype(512) * 1024;

QByteArray changesFrame(const desk::Cursor& from, const desk::Cursor& to, const QJsonArray& changes)
{
    return bytes({{u"type"_s, u"changes"_s},
                  {u"from"_s, desk::cursorText(from)},
                  {u"to"_s, desk::cursorText(to)},
                  {u"changes"_s, changes}});
}

QByteArray heldFrame(desk::Instant since)
{
    return bytes({{u"type"_s, u"held"_s}, {u"since"_s, since.ms}});
}

QByteArray customerTypingFrame(const desk::TicketId& ticket, bool typing)
{
    return bytes({{u"type"_s, u"customer-typing"_s}, {u"ticket"_s, ticket.value()}, {u"typing"_s, typing}});
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

void Hub::setWaker(std::function<void()> wake)
{
    const std::lock_guard lock(m_mutex);
    m_wake = std::move(wake);
}

QList<AgentTyping> Hub::takeAgentTyping()
{
    const std::lock_guard lock(m_mutex);
    QList<AgentTyping> changes;
    for (auto change = m_typingChanges.cbegin(); change != m_typingChanges.cend(); ++change)
        changes.append({change.key(), change.value()});
    m_typingChanges.clear();
    return changes;
}

QList<QByteArray> Hub::takeNotices()
{
    const std::lock_guard lock(m_mutex);
    return m_presence.takeNotices(m_clock.now());
}

void Hub::hear(const QByteArray& notice)
{
    const std::lock_guard lock(m_mutex);
    for (const desk::TicketId& ticket : m_presence.hear(notice, m_clock.now()))
        tell(ticket);
}

void Hub::connectedToOthers()
{
    const std::lock_guard lock(m_mutex);
    m_presence.connected();
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
        socket->send(bytes({{u"type"_s, u"ready"_s},
                            {u"cursor"_s, desk::cursorText(m_end.cursor)},
                            {u"heldSince"_s, m_end.held.ms},
                            {u"capabilities"_s, QJsonArray::fromStringList(desk::capabilityWords())}}));
}

void Hub::left(std::uint64_t socket)
{
    const std::lock_guard lock(m_mutex);
    const auto node = m_members.extract(socket);
    if (node && node.mapped().viewing)
        changed(node.mapped().viewing);
}

void Hub::viewing(std::uint64_t socket, const desk::TicketId& ticket)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_members.find(socket);
    if (found == m_members.end() || !found->second.signedIn || found->second.viewing == ticket)
        return;
    Member& member = found->second;
    member.typingUntil = {};
    if (const desk::TicketId before = std::exchange(member.viewing, ticket))
        changed(before);
    if (!ticket)
        return;
    if (!changed(ticket))
        tellPresence(member, ticket, m_presence.at(ticket));
    if (m_customersTyping.contains(ticket))
        member.socket->send(customerTypingFrame(ticket, true));
}

void Hub::typing(std::uint64_t socket, const desk::TicketId& ticket, bool typing)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_members.find(socket);
    if (found == m_members.end() || !found->second.signedIn || found->second.viewing != ticket)
        return;
    found->second.typingUntil = typing ? m_clock.now() + kTypingLife : desk::Instant();
    changed(ticket);
}

Attendance Hub::here(const desk::TicketId& ticket) const
{
    Attendance attendance;
    attendance.visitorTyping = m_visitors.contains(ticket);
    for (const auto& [id, member] : m_members) {
        if (member.signedIn && member.viewing == ticket)
            attendance.add({member.session.agent.id, member.session.agent.name, member.typingUntil.isSet()});
    }
    return attendance;
}

/// False when nothing is different. The ticket comes by value: callers pass a member's own.
bool Hub::changed(desk::TicketId ticket) // NOLINT(performance-unnecessary-value-param)
{
    if (!m_presence.setHere(ticket, here(ticket)))
        return false;
    tell(ticket);
    if (m_wake)
        m_wake();
    return true;
}

/// Tells everybody here what is different from what they were told.
void Hub::tell(const desk::TicketId& ticket)
{
    const Attendance all = m_presence.at(ticket);
    for (const auto& [id, reader] : m_members) {
        if (reader.signedIn && reader.viewing == ticket)
            tellPresence(reader, ticket, all);
    }
    if (all.visitorTyping != m_customersTyping.contains(ticket))
        tellCustomerTyping(ticket, all.visitorTyping);
    const bool agentTyping = all.agentTyping();
    if (agentTyping == m_agentsTyping.contains(ticket))
        return;
    agentTyping ? (void)m_agentsTyping.insert(ticket) : (void)m_agentsTyping.remove(ticket);
    m_typingChanges.insert(ticket, agentTyping);
    if (m_wake)
        m_wake();
}

// Each agent hears of the others on the ticket.
void Hub::tellPresence(const Member& reader, const desk::TicketId& ticket, const Attendance& all)
{
    QJsonArray agents;
    for (const Viewer& viewer : all.agents) {
        if (viewer.agent != reader.session.agent.id)
            agents.append(
                QJsonObject{{u"id"_s, viewer.agent.value()}, {u"name"_s, viewer.name}, {u"typing"_s, viewer.typing}});
    }
    reader.socket->send(bytes({{u"type"_s, u"presence"_s}, {u"ticket"_s, ticket.value()}, {u"agents"_s, agents}}));
}

void Hub::tellCustomerTyping(const desk::TicketId& ticket, bool typing)
{
    typing ? (void)m_customersTyping.insert(ticket) : (void)m_customersTyping.remove(ticket);
    const QByteArray frame = customerTypingFrame(ticket, typing);
    for (const auto& [id, member] : m_members) {
        if (member.signedIn)
            member.socket->send(frame);
    }
}

void Hub::customerTyping(const desk::TicketId& ticket, bool typing)
{
    const std::lock_guard lock(m_mutex);
    if (typing)
        m_visitors.insert(ticket, m_clock.now() + kTypingLife);
    else
        m_visitors.remove(ticket);
    changed(ticket);
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

void Hub::startAt(const store::FeedEnd& end)
{
    const std::lock_guard lock(m_mutex);
    m_end = end;
}

void Hub::restart(const store::FeedEnd& end)
{
    const std::lock_guard lock(m_mutex);
    m_end = end;
    for (auto& [id, member] : m_members)
        dismiss(member, http::closecode::tryAgain);
}

void Hub::deliver(const store::SharedPage& page)
{
    const std::lock_guard lock(m_mutex);
    m_end.cursor = page.to;
    if (page.held != m_end.held)
        tellHeld(page.held);
    const auto isAgent = [](const store::SharedChange& each) { return each.change.kind == desk::EntityKind::Agent; };
    if (std::any_of(page.changes.cbegin(), page.changes.cend(), isAgent))
        m_recheckAt = {};
    QHash<desk::AgentId, QByteArray> frames;
    for (auto& [id, member] : m_members) {
        // Rights or the desk's settings changed: the line ends before it can carry the old cursor past the change.
        if (member.signedIn && page.ended.contains(member.session.agent.id))
            dismiss(member, http::closecode::tryAgain);
        if (!member.signedIn)
            continue;
        QByteArray& frame = frames[member.session.agent.id];
        if (frame.isEmpty())
            frame = frameFor(page, member.session.agent.id);
        member.socket->send(frame);
    }
}

void Hub::tellHeld(desk::Instant since)
{
    m_end.held = since;
    for (const auto& [id, member] : m_members) {
        if (member.signedIn)
            member.socket->send(heldFrame(since));
    }
}

void Hub::endTyping(desk::Instant now)
{
    QList<desk::TicketId> ended;
    for (auto& [id, member] : m_members) {
        if (!member.typingUntil.isSet() || member.typingUntil >= now)
            continue;
        member.typingUntil = {};
        ended.append(member.viewing);
    }
    for (auto visitor = m_visitors.begin(); visitor != m_visitors.end();) {
        if (visitor.value() < now)
            ended.append(visitor.key());
        visitor = visitor.value() < now ? m_visitors.erase(visitor) : std::next(visitor);
    }
    for (const desk::TicketId& ticket : std::as_const(ended))
        changed(ticket);
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
    }
    endTyping(now);
    for (const desk::TicketId& ticket : m_presence.expire(now))
        tell(ticket);
}

} // namespace server::api
