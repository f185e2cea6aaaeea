#pragma once

#include "server/http/gate.h"
#include "server/http/server.h"
#include "server/http/worker_pool.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace server::http
{

/// The counters behind Metrics.
struct Counters {
    std::atomic<std::uint64_t> accepted{0}, refused{0}, open{0}, requests{0}, malformed{0}, timeouts{0};
    std::atomic<std::uint64_t> received{0}, sent{0};
    std::atomic<std::uint64_t> socketsOpen{0}, socketsAccepted{0}, socketsDropped{0}, messagesIn{0}, messagesOut{0};
    std::array<std::atomic<std::uint64_t>, 6> byClass{}; ///< Index: status / 100.
};

/// One connection, HTTP or websocket, as the server's stop sees it. I/O thread only.
class Session
{
public:
    virtual ~Session() = default;
    /// Finish what runs, then end.
    virtual void shutdown() = 0;
    /// End now.
    virtual void abort() = 0;
};

/// What all connections of one server share. I/O thread only, but for the pool, the counters and the hook.
struct Core {
    Core(Router table, ServerOptions given);

    /// Copy of the hook's verdict for one request.
    [[nodiscard]] Fault fault(const Request& request);
    void setHook(FaultHook given);
    /// `route` for a websocket: it counts among the sessions of that route.
    void enter(Session* session, std::weak_ptr<Session> handle, const QByteArray& address,
               const Route* route = nullptr);
    void leave(Session* session);
    [[nodiscard]] QByteArray nextId();

    const Router router;
    const ServerOptions options;
    std::optional<Gate> gate;
    Counters counters;
    bool stopping = false;
    std::function<void()> onEmpty; ///< Called when the last session left while stopping.
    struct Place {
        std::weak_ptr<Session> session;
        QByteArray address;
        const Route* route;
    };
    std::unordered_map<Session*, Place> sessions;
    QHash<QByteArray, int> perAddress;
    QHash<const Route*, int> perRoute;
    WorkerPool pool;

private:
    std::mutex m_hookMutex;
    FaultHook m_hook;
    std::uint64_t m_lastId = 0;
    QByteArray m_idPrefix;
};

} // namespace server::http
