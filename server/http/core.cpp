#include "server/http/core.h"

#include <QRandomGenerator>

namespace server::http
{

Core::Core(Router table, ServerOptions given)
    : router(std::move(table))
    , options(std::move(given))
    , pool(options.threads, static_cast<std::size_t>(options.maxQueuedHandlers), options.threadEnding)
    , m_idPrefix(QByteArray::number(QRandomGenerator::system()->generate(), 16) + '-')
{
}

Fault Core::fault(const Request& request)
{
    FaultHook hook;
    {
        const std::lock_guard lock(m_hookMutex);
        hook = m_hook;
    }
    return hook ? hook(request) : Fault{};
}

void Core::setHook(FaultHook given)
{
    const std::lock_guard lock(m_hookMutex);
    m_hook = std::move(given);
}

void Core::enter(Session* session, std::weak_ptr<Session> handle, const QByteArray& address, const Route* route)
{
    sessions.emplace(session, Place{std::move(handle), address, route});
    ++perAddress[address];
    if (route)
        ++perRoute[route];
    ++counters.open;
}

void Core::leave(Session* session)
{
    const auto found = sessions.find(session);
    if (found == sessions.end())
        return;
    const auto count = perAddress.find(found->second.address);
    if (count != perAddress.end() && --count.value() <= 0)
        perAddress.erase(count);
    if (found->second.route)
        --perRoute[found->second.route];
    sessions.erase(found);
    --counters.open;
    if (stopping && sessions.empty() && onEmpty)
        onEmpty();
}

QByteArray Core::nextId()
{
    return m_idPrefix + QByteArray::number(static_cast<qulonglong>(++m_lastId), 16);
}

} // namespace server::http
