#pragma once

#include "server/http/message.h"
#include "server/http/router.h"

#include <functional>
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

/// What the handler answers; an exception is logged and becomes 500.
[[nodiscard]] Response answerOf(const Handler& handler, const Request& request);

} // namespace server::http
