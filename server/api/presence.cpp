#include "server/api/presence.h"

#include "server/rules/secrets.h"

#include <cstdlib>

namespace server::api
{

namespace
{

/// More than this is not remembered: a desk has fewer agents.
constexpr qsizetype kMostElsewhere = 20'000;

} // namespace

Presence::Presence()
    : m_process(rules::randomName().toLatin1())
{
}

bool Presence::setHere(const desk::TicketId& ticket, const Attendance& attendance)
{
    if (m_here.value(ticket) == attendance)
        return false;
    if (attendance.isEmpty())
        m_here.remove(ticket);
    else
        m_here.insert(ticket, attendance);
    m_unsaid.insert(ticket);
    return true;
}

Attendance Presence::at(const desk::TicketId& ticket) const
{
    Attendance all = m_here.value(ticket);
    const auto elsewhere = m_elsewhere.constFind(ticket);
    if (elsewhere == m_elsewhere.constEnd())
        return all;
    for (const Told& told : *elsewhere)
        all.add(told.attendance);
    return all;
}

QList<QByteArray> Presence::takeNotices(desk::Instant now)
{
    // A clock that is set back must not silence this process.
    if (std::abs(now - m_saidAll) >= kPresenceEvery || m_asks || m_isAsked) {
        m_saidAll = now;
        m_isAsked = false;
        for (auto here = m_here.cbegin(); here != m_here.cend(); ++here)
            m_unsaid.insert(here.key());
    }
    Notice notice{m_process, std::exchange(m_asks, false), {}};
    for (const desk::TicketId& ticket : std::exchange(m_unsaid, {}))
        notice.tickets.append({ticket, m_here.value(ticket)});
    return payloadsOf(notice);
}

void Presence::connected()
{
    m_asks = true;
}

bool Presence::isRoom(const desk::TicketId& ticket, const QByteArray& process) const
{
    if (m_remembered < kMostElsewhere)
        return true;
    const auto told = m_elsewhere.constFind(ticket);
    return told != m_elsewhere.constEnd() && told->contains(process);
}

QList<desk::TicketId> Presence::hear(const QByteArray& payload, desk::Instant now)
{
    const auto notice = noticeOf(payload);
    if (!notice || notice->process == m_process)
        return {};
    m_isAsked = m_isAsked || notice->asks;
    QList<desk::TicketId> changed;
    for (const auto& [ticket, attendance] : notice->tickets) {
        const Attendance before = m_elsewhere.value(ticket).value(notice->process).attendance;
        if (attendance.isEmpty()) {
            const auto processes = m_elsewhere.find(ticket);
            if (processes != m_elsewhere.end()) {
                m_remembered -= processes->remove(notice->process) ? 1 : 0;
                if (processes->isEmpty())
                    m_elsewhere.erase(processes);
            }
        } else if (isRoom(ticket, notice->process)) {
            auto& processes = m_elsewhere[ticket];
            m_remembered += processes.contains(notice->process) ? 0 : 1;
            processes.insert(notice->process, {attendance, now + kPresenceLife});
        }
        if (before != attendance)
            changed.append(ticket);
    }
    return changed;
}

QList<desk::TicketId> Presence::expire(desk::Instant now)
{
    QList<desk::TicketId> changed;
    for (auto ticket = m_elsewhere.begin(); ticket != m_elsewhere.end();) {
        const auto gone = ticket->removeIf([now](const auto& told) { return told.value().until <= now; });
        m_remembered -= gone;
        if (gone > 0)
            changed.append(ticket.key());
        ticket = ticket->isEmpty() ? m_elsewhere.erase(ticket) : std::next(ticket);
    }
    return changed;
}

} // namespace server::api
