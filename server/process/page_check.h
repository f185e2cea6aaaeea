#pragma once
// Looks for damage before somebody's work is written beside it.

#include "server/store/database.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace server::process
{

/// Reads all pages of a SQLite desk once, some time after the start, on a thread of low priority. What it finds ends
/// the writing (store::Database::noteDamage). PostgreSQL looks after its own pages.
class PageCheck
{
public:
    PageCheck(std::shared_ptr<store::Database> database, std::chrono::milliseconds after);
    ~PageCheck();
    PageCheck(const PageCheck&) = delete;
    PageCheck& operator=(const PageCheck&) = delete;

    void start();
    /// Ends it wherever it is.
    void stop();
    /// Any thread: whether it came to its end, by itself or by stop().
    bool isDone();

private:
    void run();
    void check(store::Store& store);
    bool isStopping();

    std::shared_ptr<store::Database> m_database;
    const std::chrono::milliseconds m_after;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    sql::Connection* m_reading = nullptr; ///< what stop() interrupts
    bool m_isStopping = false;
    bool m_isDone = false;
    std::thread m_thread;
};

} // namespace server::process
