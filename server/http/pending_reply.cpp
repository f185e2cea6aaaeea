#include "server/http/pending_reply.h"

#include <QDebug>

namespace server::http
{

namespace
{

/// Completes with 500 when nobody did before it goes.
class LastWord
{
public:
    explicit LastWord(std::shared_ptr<PendingReply> pending)
        : m_pending(std::move(pending))
    {
    }
    ~LastWord() { m_pending->complete(Response::problem(500)); }
    LastWord(const LastWord&) = delete;
    LastWord& operator=(const LastWord&) = delete;
    void complete(Response response) { m_pending->complete(std::move(response)); }

private:
    std::shared_ptr<PendingReply> m_pending;
};

} // namespace

void PendingReply::complete(std::optional<Response> response)
{
    Deliver deliver;
    {
        const std::lock_guard lock(m_mutex);
        deliver.swap(m_deliver);
    }
    if (deliver)
        deliver(std::move(response));
}

Reply makeReply(const std::shared_ptr<PendingReply>& pending)
{
    return [word = std::make_shared<LastWord>(pending)](Response response) { word->complete(std::move(response)); };
}

void runHandler(const AsyncHandler& handler, const Request& request, const Reply& reply)
{
    try {
        handler(request, reply);
    } catch (const std::exception& error) {
        qWarning("http: %s: the handler of %s failed: %s", request.id.constData(), request.method.constData(),
                 error.what());
        reply(Response::problem(500));
    } catch (...) {
        qWarning("http: %s: the handler of %s failed", request.id.constData(), request.method.constData());
        reply(Response::problem(500));
    }
}

} // namespace server::http
