#pragma once
// The agents' open websockets: who gets which frame, who views and types what (docs/protocol.md "Feed", THR-9, THR-10).

#include "desk/instant.h"
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

/// Thread-safe; never blocks on a socket.
class Hub
{
public:
    explicit Hub(const desk::Clock& clock);

    /// Told when an agent starts or stops typing a reply, for the visitor's side of a web chat.
    void setAgentTypingListener(std::function<void(const desk::TicketId&, bool typing)> listener);

    /// A socket that has not said who it is; closed after ten seconds.
    void arrived(const http::WebSocketPtr& socket);
    /// It has: sends `ready` and from then on every frame. Again on the same socket: only its session is renewed.
    void joined(const http::WebSocketPtr& socket, const rules::Session& session, const QByteArray& token);
    void left(std::uint64_t socket);

    void viewing(std::uint64_t socket, const desk::TicketId& ticket);
    void typing(std::uint64_t socket, const desk::TicketId& ticket, bool typing);
    void customerTyping(const desk::TicketId& ticket, bool typing);
    /// Ends the sockets of this token and of its family.
    void signOut(const QByteArray& token, const QString& family);

    /// Asks `isSignedIn` about the token of every open stream, every 30 s and after an agent's row came by: passwords
    /// are reset and sessions revoked in other processes, too. It may read the database; nothing is locked meanwhile.
    void recheck(const std::function<bool(const QByteArray& token)>& isSignedIn);

    /// The feed's position, before the first page.
    void startAt(qint64 seq);
    /// The feed is another one from here on: closes every stream, so that clients connect again and pull.
    void restart(qint64 seq);
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
        desk::TicketId typing;
        desk::Instant typingUntil;
    };
    void tellPresence(const desk::TicketId& ticket);
    void dismiss(Member& member, int code);
    void setTyping(Member& member, desk::TicketId ticket, bool typing);

    const desk::Clock& m_clock;
    std::mutex m_mutex;
    std::unordered_map<std::uint64_t, Member> m_members;
    std::function<void(const desk::TicketId&, bool)> m_agentTyping;
    qint64 m_seq = 0;
    desk::Instant m_recheckAt;
};

} // namespace server::api
