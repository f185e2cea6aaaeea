#include "tests/sync/fake_time.h"

#include <QSemaphore>

std::shared_ptr<void> FakeTime::start(qint64 ms, std::function<void()> ring)
{
    const std::scoped_lock lock(m_shared->mutex);
    const qint64 number = ++m_numbers;
    m_shared->bells.insert({m_now + std::max<qint64>(ms, 0), Bell{number, std::move(ring)}});
    return {nullptr, [shared = m_shared, number](void*) {
                std::function<void()> dropped; // its values die without the lock
                const std::scoped_lock held(shared->mutex);
                for (auto it = shared->bells.begin(); it != shared->bells.end(); ++it) {
                    if (it->second.number != number)
                        continue;
                    dropped = std::move(it->second.ring);
                    shared->bells.erase(it);
                    return;
                }
            }};
}

qint64 FakeTime::untilNext()
{
    const std::scoped_lock lock(m_shared->mutex);
    return m_shared->bells.empty() ? -1 : std::max<qint64>(0, m_shared->bells.begin()->first - m_now);
}

void FakeTime::ringDue(store::Worker& worker)
{
    worker.post([this] {
        for (;;) {
            std::function<void()> ring;
            {
                const std::scoped_lock lock(m_shared->mutex);
                const auto first = m_shared->bells.begin();
                if (first == m_shared->bells.end() || first->first > m_now)
                    return;
                ring = std::move(first->second.ring);
                m_shared->bells.erase(first);
            }
            ring();
        }
    });
    drain(worker);
}

bool FakeTime::advanceToNext(store::Worker& worker)
{
    const qint64 ms = untilNext();
    if (ms < 0)
        return false;
    m_now += ms;
    ringDue(worker);
    return true;
}

void FakeTime::advance(store::Worker& worker, qint64 ms)
{
    const qint64 until = m_now + ms;
    for (qint64 next = untilNext(); next >= 0 && m_now + next <= until; next = untilNext()) {
        m_now += next;
        ringDue(worker);
    }
    m_now = until;
}

void FakeTime::sleep(store::Worker& worker, qint64 ms)
{
    m_now += ms;
    ringDue(worker);
}

void drain(store::Worker& worker)
{
    QSemaphore done;
    worker.post([&done] { done.release(); });
    done.acquire();
}
