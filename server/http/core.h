#pragma once

#include "server/http/body_budget.h"
#include "server/http/gate.h"
#include "server/http/server.h"
#include "server/http/session_table.h"
#include "server/http/share.h"
#include "server/http/worker_pool.h"

#include <atomic>
#include <mutex>
#include <optional>

namespace server::http
{

/// The counters behind Metrics.
struct Counters {
    std::atomic<std::uint64_t> accepted{0}, refused{0}, acceptsFailed{0}, requests{0}, malformed{0}, timeouts{0};
    std::atomic<std::uint64_t> received{0}, sent{0};
    std::atomic<std::uint64_t> socketsOpen{0}, socketsAccepted{0}, socketsDropped{0}, messagesIn{0}, messagesOut{0};
    std::array<std::atomic<std::uint64_t>, 6> byClass{}; ///< Index: status / 100.
};

/// What all connections of one server share. I/O thread only, but for the pool, the counters, the bodies and the hook.
struct Core {
    Core(Router table, ServerOptions given);

    /// Copy of the hook's verdict for one request.
    [[nodiscard]] Fault fault(const Request& request);
    void setHook(FaultHook given);
    [[nodiscard]] QByteArray nextId();

    const Router router;
    const ServerOptions options;
    std::optional<Gate> gate;
    Counters counters;
    bool stopping = false;
    SessionTable sessions;
    Share strangers; ///< Sockets and uploads of public routes.
    BodyBudget bodies;
    WorkerPool pool;

private:
    std::mutex m_hookMutex;
    FaultHook m_hook;
    std::uint64_t m_lastId = 0;
    QByteArray m_idPrefix;
};

} // namespace server::http
