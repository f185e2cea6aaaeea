#pragma once
// One database connection for each thread that answers requests.

#include "server/store/database.h"
#include "server/store/store.h"

#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace server::api
{

/// Thread-safe. Connections are opened on first use and closed by release() on the same thread.
class ThreadStores
{
public:
    explicit ThreadStores(std::shared_ptr<store::Database> database)
        : m_database(std::move(database))
    {
    }

    /// The calling thread's own store; a fault when the database cannot be reached.
    store::Result<store::Store*> mine();
    /// Closes the calling thread's connection.
    void release();
    store::Database& database() { return *m_database; }

private:
    std::shared_ptr<store::Database> m_database;
    std::mutex m_mutex;
    std::unordered_map<std::thread::id, std::unique_ptr<store::Store>> m_stores;
};

} // namespace server::api
