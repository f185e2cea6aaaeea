#pragma once
// The agents' open websockets: who gets which frame, who views and types what (docs/protocol.md "Feed", THR-9, THR-10).

#include "desk/instant.h"
#include "server/api/presence.h"
#include "server/http/websocket.h"
#include "server/rules/auth.h"
#include "server/store/feed.h"

#include <functional>
#include <mutex>
#include <unordered_map>

namespace server::api
{

/// Close codes of the agents' stream.
inline constexpr int kCloseNotSignedIn = 4401;
inline constexpr int kCloseNoAuthInTime = 4408;

/// Typing that is not repeated for this long has ended, an agent's like a visitor's.
inline constexpr qint64 kTypingLife = 12 * desk::kSecond;

/// What a visitor should hear: whether any agent types in their conversation.
struct AgentTyping {
    desk::TicketId ticket;
    bool typing = false;
};

/// Thread-safe; never blocks on a socket.
class Hub
{
public:
    explicit Hub(const desk::Clock& clock);

    /// Called, under the hub's lock, when there is something to take: it must not block or call back.
    void setWaker(std::function<void()> wake);
    /// Where agents began or ceased to type since the last call, at any process of the desk; one thread takes it.
    QList<AgentTyping> takeAgentTyping();
    /// What the desk's other processes should hear now.
    QList<QByteArray> takeNotices();
    /// What one of them said; anybody's nonsense is ignored.
    void hear(const QByteArray& notice);
    /// The line to them is new.
    void connectedToOthers();

    /// A socket that has not said who it is; closed after ten seconds.
    void arrived(const http::WebSocketPtr& socket);
    /// It has: sends `ready` and from then on every frame. Again on the same socket: only its session is renewed.
    void joined(const http::WebSocketPtr& socket, const rules::Session& session, const QByteArray& token);
    void left(std::uint64_t socket);

    void viewing(std::uint64_t socket, const desk::TicketId& ticket);
    void typing(std::uint64_t socket, const desk::TicketId& ticket, bool typing);
    /// A visitor on this process types, or no longer.
    void customerTyping(const desk::TicketId& ticket, bool typing);
    /// Ends the sockets of this token and of its family.
    void signOut(const QByteArray& token, const QString& family);

    /// Asks `isSignedIn` about the token of every open stream, every 30 s and after an agent's row came by: passwords
    /// are reset and sessions revoked in other processes, too. It may read the database; nothing is locked meanwhile.
    void recheck(const std::function<bool(const QByteArray& token)>& isSignedIn);

    /// The feed's position, before the first page.
    void startAt(const store::FeedEnd& end);
    /// The feed is another one from here on: closes every stream, so that clients connect again and pull.
    void restart(const store::FeedEnd& end);
    /// Pages come in order and without gaps; called by one thread.
    void deliver(const store::SharedPage& page);
    /// Closes what is overdue: no sign-in, an expired token, typing that was never taken back.
    void tick();

private:
    struct Member {
        http::WebSocketPtr socket;
        bool signedIn = false;
        rules::Session session;
        QByteArray token;
        desk::Instant arrived;
        desk::TicketId viewing;
        desk::Instant typingUntil; ///< set while the agent types in `viewing`
    };
    Attendance here(const desk::TicketId& ticket) const;
    bool changed(desk::TicketId ticket);
    void tell(const desk::TicketId& ticket);
    void tellPresence(const Member& reader, const desk::TicketId& ticket, const Attendance& all);
    void tellCustomerTyping(const desk::TicketId& ticket, bool typing);
    void dismiss(Member& member, int code);
    void tellHeld(desk::Instant since);
    void endTyping(desk::Instant now);

    const desk::Clock& m_clock;
    std::mutex m_mutex;
    std::unordered_map<std::uint64_t, Member> m_members;
    std::function<void()> m_wake;
    Presence m_presence;
    QHash<desk::TicketId, desk::Instant> m_visitors; ///< visitors of this process who type, and until when
    QSet<desk::TicketId> m_customersTyping;          ///< as the agents were told
    QSet<desk::TicketId> m_agentsTyping;             ///< as the visitors will have been told
    QHash<desk::TicketId, bool> m_typingChanges;     ///< not yet taken
    store::FeedEnd m_end;                            ///< as everybody here was told
    desk::Instant m_recheckAt;
};

} // namespace server::api
