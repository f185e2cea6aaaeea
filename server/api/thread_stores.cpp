#include "server/api/thread_stores.h"

namespace server::api
{

store::Result<store::Store*> ThreadStores::mine()
{
    const auto self = std::this_thread::get_id();
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_stores.find(self); found != m_stores.end())
            return found->second.get();
    }
    auto opened = m_database->connect();
    if (!opened)
        return opened.fault();
    const std::lock_guard lock(m_mutex);
    return m_stores.insert_or_assign(self, std::move(opened).value()).first->second.get();
}

void ThreadStores::release()
{
    std::unique_ptr<store::Store> mine;
    const std::lock_guard lock(m_mutex);
    if (auto node = m_stores.extract(std::this_thread::get_id()))
        mine = std::move(node.mapped());
}

} // namespace server::api
