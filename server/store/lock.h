#pragma once
// One server process on one data folder, held by a lock that the operating system frees with the process.

#include "server/store/result.h"

#include <QString>

#include <memory>

namespace server::store
{

/// Holds DATA/lock while it lives.
class DataLock
{
public:
    /// Fault `in-use` when another process holds it, `read-only` when the file cannot be made.
    static Result<std::unique_ptr<DataLock>> take(const QString& dataDir);
    ~DataLock();
    DataLock(const DataLock&) = delete;
    DataLock& operator=(const DataLock&) = delete;

private:
    explicit DataLock(int file)
        : m_file(file)
    {
    }
    int m_file;
};

} // namespace server::store
