#pragma once
// Who is at which ticket, on the sockets of this process and on those of the desk's other processes.

#include "server/api/attendance.h"

#include "desk/instant.h"

#include <QHash>
#include <QSet>

namespace server::api
{

/// How often a process repeats everything, and how long the others believe it without.
inline constexpr qint64 kPresenceEvery = 10 * desk::kSecond;
inline constexpr qint64 kPresenceLife = 30 * desk::kSecond;

/// Not thread-safe. What others say is bounded and forgotten when it is not repeated, so that a process that died
/// leaves nobody behind.
class Presence
{
public:
    Presence();

    /// Sets who is at the ticket here; true when that is new.
    bool setHere(const desk::TicketId& ticket, const Attendance& attendance);
    /// Here and elsewhere.
    Attendance at(const desk::TicketId& ticket) const;

    /// What the others should hear now: what changed, or everything when it is time or was asked for.
    QList<QByteArray> takeNotices(desk::Instant now);
    /// The line to the others is new: says everything, and asks for everything.
    void connected();
    /// Takes in what another process said; the tickets that changed. Nonsense changes nothing.
    QList<desk::TicketId> hear(const QByteArray& payload, desk::Instant now);
    /// Forgets what was not repeated; the tickets that changed.
    QList<desk::TicketId> expire(desk::Instant now);

private:
    struct Told {
        Attendance attendance;
        desk::Instant until;
    };
    bool isRoom(const desk::TicketId& ticket, const QByteArray& process) const;

    QByteArray m_process;
    QHash<desk::TicketId, Attendance> m_here;
    QHash<desk::TicketId, QHash<QByteArray, Told>> m_elsewhere; ///< by process
    qsizetype m_remembered = 0;                                 ///< entries of m_elsewhere
    QSet<desk::TicketId> m_unsaid;
    desk::Instant m_saidAll;
    bool m_asks = false;
    bool m_isAsked = false;
};

} // namespace server::api
