#include "server/http/pending_reply.h"

#include <QDebug>

namespace server::http
{

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

Response answerOf(const Handler& handler, const Request& request)
{
    try {
        return handler(request);
    } catch (const std::exception& error) {
        qWarning("http: %s: the handler of %s failed: %s", request.id.constData(), request.method.constData(),
                 error.what());
    } catch (...) {
        qWarning("http: %s: the handler of %s failed", request.id.constData(), request.method.constData());
    }
    return Response::problem(500);
}

} // namespace server::http
