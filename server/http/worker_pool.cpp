#include "server/http/worker_pool.h"

#include <algorithm>

namespace server::http
{

WorkerPool::WorkerPool(int threads, std::size_t maxQueued, const Job& ending)
    : m_maxQueued(maxQueued)
{
    for (int i = 0; i < std::max(1, threads); ++i)
        m_threads.emplace_back([this, ending] { work(ending); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

bool WorkerPool::run(Job job, bool force)
{
    {
        const std::lock_guard lock(m_mutex);
        if ((m_stopping && !force) || (!force && m_jobs.size() >= m_maxQueued))
            return false;
        m_jobs.push_back({std::move(job), force});
    }
    m_wake.notify_one();
    return true;
}

std::size_t WorkerPool::queued() const
{
    const std::lock_guard lock(m_mutex);
    return m_jobs.size();
}

void WorkerPool::stop()
{
    std::deque<Entry> dropped; // destroyed without the lock: a job's end may call back
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        std::deque<Entry> kept;
        for (Entry& entry : m_jobs)
            (entry.force ? kept : dropped).push_back(std::move(entry));
        m_jobs = std::move(kept);
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

void WorkerPool::work(const Job& ending)
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_jobs.empty())
            break;
        const Job job = std::move(m_jobs.front().job);
        m_jobs.pop_front();
        lock.unlock();
        job();
    }
    if (ending)
        ending();
}

} // namespace server::http
