#pragma once
// Who is at a ticket, and how one server process tells the others about it (THR-9, THR-10). Values without I/O.

#include "desk/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace server::api
{

/// An agent who has a ticket open, in however many windows.
struct Viewer {
    desk::AgentId agent;
    QString name;
    bool typing = false;

    bool operator==(const Viewer&) const = default;
};

/// Who is at one ticket.
struct Attendance {
    QList<Viewer> agents; ///< by id, each once
    bool visitorTyping = false;

    bool isEmpty() const { return agents.isEmpty() && !visitorTyping; }
    bool agentTyping() const;
    /// Adds an agent, or what another window of the same agent does.
    void add(const Viewer& viewer);
    void add(const Attendance& other);

    bool operator==(const Attendance&) const = default;
};

/// What one process says to the others: the complete attendance of some tickets on its own sockets.
struct Notice {
    QByteArray process; ///< 32 hexadecimal digits, drawn at its start
    bool asks = false;  ///< it is new: everybody should say everything
    QList<std::pair<desk::TicketId, Attendance>> tickets;

    bool operator==(const Notice&) const = default;
};

/// PostgreSQL takes payloads under 8000 bytes.
inline constexpr qsizetype kMaxNotice = 7500;
/// More agents at one ticket are not told to other processes.
inline constexpr qsizetype kMaxViewers = 12;

/// As many payloads as needed, each of at most kMaxNotice bytes. Names are cut at 60 characters.
QList<QByteArray> payloadsOf(const Notice& notice);
/// nullopt for anything that no server of this version would send. Lists and texts beyond their limits are such.
std::optional<Notice> noticeOf(const QByteArray& payload);

} // namespace server::api
