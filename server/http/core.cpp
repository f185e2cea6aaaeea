#include "server/http/core.h"

#include <QRandomGenerator>

namespace server::http
{

Core::Core(Router table, ServerOptions given)
    : router(std::move(table))
    , options(std::move(given))
    , strangers(options.maxPublic > 0 ? options.maxPublic : options.maxConnections / 2)
    , bodies(options.maxBodyBytes, options.maxBodyBytesPerAddress, options.maxBodyFiles)
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

QByteArray Core::nextId()
{
    return m_idPrefix + QByteArray::number(static_cast<qulonglong>(++m_lastId), 16);
}

} // namespace server::http
