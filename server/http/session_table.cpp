#include "server/http/session_table.h"

#include <QDebug>

#include <exception>

namespace server::http
{
namespace
{

template<class Key>
void countDown(QHash<Key, int>& counts, const Key& key)
{
    const auto count = counts.find(key);
    if (count != counts.end() && --count.value() <= 0)
        counts.erase(count);
}

} // namespace

Slot& Slot::operator=(Slot&& other) noexcept
{
    if (this == &other)
        return *this;
    release();
    m_table = std::exchange(other.m_table, nullptr);
    m_session = other.m_session;
    return *this;
}

void Slot::release()
{
    if (SessionTable* table = std::exchange(m_table, nullptr))
        table->leave(m_session);
}

Slot SessionTable::enter(Session* session, std::weak_ptr<Session> handle, const QByteArray& address, const void* kind)
{
    m_places.emplace(session, Place{std::move(handle), address, kind});
    Slot slot(this, session);
    ++m_open;
    ++m_perAddress[address];
    if (kind)
        ++m_perKind[kind];
    return slot;
}

void SessionTable::leave(Session* session)
{
    const auto found = m_places.find(session);
    if (found == m_places.end())
        return;
    countDown(m_perAddress, found->second.address);
    if (found->second.kind)
        countDown(m_perKind, found->second.kind);
    m_places.erase(found);
    --m_open;
    tellIfEmpty();
}

void SessionTable::tellIfEmpty()
{
    if (!m_closing || !m_places.empty())
        return;
    const std::lock_guard lock(m_mutex);
    m_empty = true;
    m_emptied.notify_all();
}

/// A session may leave while it is told; one that fails does not keep the others.
template<class Call>
void SessionTable::forEach(Call call)
{
    std::vector<std::shared_ptr<Session>> sessions;
    for (const auto& [key, place] : m_places)
        sessions.push_back(place.session.lock());
    for (const std::shared_ptr<Session>& session : sessions) {
        try {
            if (session)
                call(*session);
        } catch (const std::exception& error) {
            qWarning("http: a connection did not end as asked: %s", error.what());
        }
    }
}

void SessionTable::shutdownAll()
{
    m_closing = true;
    tellIfEmpty();
    forEach([](Session& session) { session.shutdown(); });
}

void SessionTable::abortAll()
{
    forEach([](Session& session) { session.abort(); });
}

void SessionTable::dropAll()
{
    forEach([](Session& session) { session.drop(); });
}

bool SessionTable::waitEmpty(std::chrono::milliseconds deadline)
{
    std::unique_lock lock(m_mutex);
    return m_emptied.wait_for(lock, deadline, [this] { return m_empty; });
}

} // namespace server::http
