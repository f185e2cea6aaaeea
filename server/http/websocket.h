#pragma once

#include "server/http/message.h"

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <variant>

namespace server::http
{

/// Close codes of RFC 6455 that this server sends.
namespace closecode
{
inline constexpr int normal = 1000;
inline constexpr int goingAway = 1001; ///< The server stops.
inline constexpr int protocolError = 1002;
inline constexpr int unsupported = 1003; ///< A binary message where only text is spoken.
inline constexpr int policy = 1008;      ///< Sign-in missing or refused, idle for too long.
inline constexpr int tooBig = 1009;
inline constexpr int internalError = 1011;
inline constexpr int tryAgain = 1013; ///< The client does not read: reconnect and pull.
inline constexpr int abnormal = 1006; ///< Never on the wire: the connection ended without a close frame.
} // namespace closecode

/// Handle of one open websocket. All functions are thread-safe and never block; a handle may outlive the connection.
class WebSocket
{
public:
    virtual ~WebSocket() = default;
    /// Unique in this process.
    [[nodiscard]] virtual std::uint64_t id() const = 0;
    /// The upgrade request, without a body.
    [[nodiscard]] virtual const Request& request() const = 0;
    /// Queues one text message; the bytes are shared, not copied. False when the socket is closed or was dropped just
    /// now because its queue is full: then nothing was queued and the client will pull again.
    virtual bool send(const QByteArray& text) = 0;
    /// Sends what is queued, then a close frame. Only the first call counts.
    virtual void close(int code = closecode::normal, const QByteArray& reason = {}) = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;
    /// Bytes queued and not yet taken by the network.
    [[nodiscard]] virtual std::size_t bufferedBytes() const = 0;
};
using WebSocketPtr = std::shared_ptr<WebSocket>;

/// Callbacks of one session. They run one at a time and in order: opened, messages, closed (exactly once, last).
/// They run on the handler pool, or on the I/O thread when WebSocketOptions::cheap says that they never block.
struct SocketCallbacks {
    std::function<void(const WebSocketPtr&)> onOpen;
    std::function<void(const WebSocketPtr&, const QByteArray& text)> onMessage;
    std::function<void(const WebSocketPtr&, int code, const QByteArray& reason)> onClose;
};

/// Decides about an upgrade: callbacks accept it, a Response refuses it (the upgrade then never happens).
using Acceptor = std::function<std::variant<SocketCallbacks, Response>(const Request&)>;

/// Limits of the sessions of one websocket route.
struct WebSocketOptions {
    bool cheap = false;                          ///< Acceptor and callbacks run on the I/O thread: they must not block.
    int maxSessions = 0;                         ///< Sessions of this route at once; more: 503. Zero: no own limit.
    std::size_t maxMessage = 256 * 1024;         ///< Bytes of one incoming message; more closes with 1009.
    std::size_t maxQueuedBytes = 1024 * 1024;    ///< Unsent bytes at which a client that does not read is dropped.
    std::size_t maxQueuedMessages = 4096;        ///< The same in messages.
    std::chrono::milliseconds pingEvery{30'000}; ///< Ping after this silence; zero: never.
    std::chrono::milliseconds pongDeadline{15'000}; ///< Nothing heard for this long after the ping: dropped.
    std::chrono::milliseconds idleTimeout{0};       ///< No message from the client for this long: 1008. Zero: never.
    std::chrono::milliseconds firstDeadline{0};     ///< The same for the first message. Zero: as idleTimeout.
    std::chrono::milliseconds closeDeadline{3'000}; ///< Wait for the peer's close frame, then cut the line.
};

} // namespace server::http
