#pragma once

#include "server/http/fault.h"
#include "server/http/router.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace server::http
{

/// One line of the access log.
struct AccessEntry {
    QByteArray id;
    QByteArray method;
    QByteArray path; ///< Without the query, which may carry what logs must not.
    QString peer;
    int status = 0;
    std::chrono::microseconds took{0};
    qint64 bytes = 0; ///< Body bytes of the answer.
};

/// What a server may be asked to do, and how much it takes from strangers.
struct ServerOptions {
    int threads = 4;              ///< Handler pool.
    int maxQueuedHandlers = 1024; ///< More waiting for the pool: 503 with Retry-After.
    std::size_t maxHeaderBytes = 16 * 1024;
    int maxConnections = 4096;          ///< More: 503 and close.
    int maxConnectionsPerAddress = 256; ///< An IPv6 one counts as its /64; behind a trusted proxy: websockets.
    int maxPublic =
        0; ///< Sockets and uploads of public routes at once, so that others get in. 0: half of the connections.
    /// Bytes of bodies that are kept until their handler is done, of all and of one address; more: 503 with
    /// Retry-After.
    qint64 maxBodyBytes = 256LL * 1024 * 1024;
    qint64 maxBodyBytesPerAddress = 64LL * 1024 * 1024;
    int maxBodyFiles = 128; ///< Bodies at once that are too large for the memory; each has a descriptor.
    QString bodyFolder;     ///< Where they lie meanwhile; empty: the system's folder for such files.
    std::chrono::milliseconds headerTimeout{10'000}; ///< From the first byte to the whole header; also TLS handshake.
    std::chrono::milliseconds bodyTimeout{30'000};   ///< For each 64 KiB of a body.
    std::chrono::milliseconds idleTimeout{75'000};   ///< Keep-alive without a request.
    std::chrono::milliseconds writeTimeout{30'000};  ///< For each 256 KiB of an answer.
    /// Authorities ("desk.example", "localhost:8080"; without a port any port fits) that Host must name, else 421.
    /// Empty: on loopback 127.0.0.1, [::1] and localhost with the actual port (against DNS rebinding); elsewhere any.
    QStringList allowedHosts;
    /// For a server that is one program's own: whatever a page of another site asks for, known by its Origin, its Host
    /// or Sec-Fetch-Site, is answered with one bare 403, so that no page can tell what listens here.
    bool discreet = false;
    QString tlsCert;                    ///< PEM chain; with tlsKey the port speaks TLS only.
    QString tlsKey;                     ///< PEM key.
    QStringList trustedProxies;         ///< Addresses or CIDR ranges whose X-Forwarded-For / -Proto are believed.
    std::function<void()> threadEnding; ///< Runs last on every pool thread: close its database connection.
    std::function<void(const AccessEntry&)> accessLog; ///< I/O thread; must not block.
};

/// Counters since the start; the `open` ones are levels.
struct Metrics {
    std::uint64_t connectionsAccepted = 0;
    std::uint64_t connectionsRefused = 0;
    std::uint64_t connectionsOpen = 0;
    std::uint64_t acceptsFailed = 0; ///< Tries: out of descriptors, as a rule.
    std::uint64_t requests = 0;
    std::uint64_t responses2xx = 0;
    std::uint64_t responses3xx = 0;
    std::uint64_t responses4xx = 0;
    std::uint64_t responses5xx = 0;
    std::uint64_t malformed = 0; ///< Refused before a handler was looked for.
    std::uint64_t timeouts = 0;
    std::uint64_t bytesReceived = 0; ///< Bodies and messages.
    std::uint64_t bytesSent = 0;
    std::uint64_t bodyBytesHeld = 0;     ///< Bytes of bodies that are kept for their handlers.
    std::uint64_t bodyBytesHeldPeak = 0; ///< The most at once.
    std::uint64_t handlersQueued = 0;
    std::uint64_t socketsOpen = 0;
    std::uint64_t socketsAccepted = 0;
    std::uint64_t socketsDroppedSlow = 0;
    std::uint64_t messagesReceived = 0;
    std::uint64_t messagesSent = 0;
};

/// What became of Server::listen().
struct Listening {
    bool ok = false;
    quint16 port = 0; ///< The actual one.
    QString error;    ///< For people: what happened and what to do.
};

/// HTTP/1.1 and websockets on one port: one I/O thread, a pool for handlers. All functions are thread-safe.
class Server
{
public:
    Server(Router router, ServerOptions options);
    /// Stops at once if stop() was not called.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Starts; once per object. `address` is an IP literal or "localhost"; `port` 0 picks a free one. Plain HTTP off
    /// loopback is refused unless a trusted proxy is named; then only it and this computer are served.
    [[nodiscard]] Listening listen(const QString& address, quint16 port);
    /// "http://127.0.0.1:41234"; empty before listen().
    [[nodiscard]] QString url() const;
    /// No new connections; idle ones close, running requests finish, websockets close with 1001; what is left at the
    /// deadline is cut, and what does not end then is dropped a moment later. Returns when all threads ended: handlers
    /// that run then are waited for. Not from a handler.
    void stop(std::chrono::milliseconds deadline = std::chrono::seconds(5));
    [[nodiscard]] Metrics metrics() const;
    /// Fault seam for tests; an empty hook turns it off.
    void setFaultHook(FaultHook hook);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace server::http
