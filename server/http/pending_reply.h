#pragma once

#include "server/http/message.h"
#include "server/http/router.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace server::http
{

/// An answer that a connection waits for. The first completion wins, later ones do nothing. Thread-safe.
class PendingReply
{
public:
    /// Gets the answer, or nothing when the wait was called off. Must hand over to the I/O thread itself.
    using Deliver = std::function<void(std::optional<Response>)>;
    explicit PendingReply(Deliver deliver)
        : m_deliver(std::move(deliver))
    {
    }
    void complete(std::optional<Response> response);

private:
    std::mutex m_mutex;
    Deliver m_deliver;
};

/// A Reply for handlers; it answers 500 by itself when its last copy goes without an answer.
[[nodiscard]] Reply makeReply(const std::shared_ptr<PendingReply>& pending);

/// Runs a handler; an exception is logged and becomes 500.
void runHandler(const AsyncHandler& handler, const Request& request, const Reply& reply);

} // namespace server::http
