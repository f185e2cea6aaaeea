#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace server::http
{

/// Threads that run the handlers, first come first served. Thread-safe.
class WorkerPool
{
public:
    using Job = std::function<void()>;
    /// `ending` runs on each thread, last.
    WorkerPool(int threads, std::size_t maxQueued, const Job& ending);
    ~WorkerPool();
    /// False when the queue is full or the pool stopped; `force` ignores the limit (what is already accepted goes on).
    bool run(Job job, bool force = false);
    [[nodiscard]] std::size_t queued() const;
    /// Drops what waits (forced jobs are still done), waits for what runs, ends the threads.
    void stop();

private:
    void work(const Job& ending);

    const std::size_t m_maxQueued;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    struct Entry {
        Job job;
        bool force;
    };
    std::deque<Entry> m_jobs;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace server::http
