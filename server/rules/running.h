#pragma once
// One execution of a uuid at a time in this process. Internal to the rules.

#include "server/store/database.h"

namespace server::store
{

/// Marks the operation as running while it lives; isFirst() is false when another thread is at it.
class RunningOperation
{
public:
    RunningOperation(Database& database, const QString& uuid)
        : m_database(database)
        , m_uuid(uuid)
    {
        const std::lock_guard guard(database.m_runningMutex);
        m_isFirst = !database.m_running.contains(uuid);
        if (m_isFirst)
            database.m_running.insert(uuid);
    }
    ~RunningOperation()
    {
        if (!m_isFirst)
            return;
        const std::lock_guard guard(m_database.m_runningMutex);
        m_database.m_running.remove(m_uuid);
    }
    RunningOperation(const RunningOperation&) = delete;
    RunningOperation& operator=(const RunningOperation&) = delete;

    bool isFirst() const { return m_isFirst; }

private:
    Database& m_database;
    QString m_uuid;
    bool m_isFirst = false;
};

} // namespace server::store
