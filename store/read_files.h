#pragma once
// The read-only connection of a reader to both files of a desk, opened anew when either was replaced.

#include "sql/sqlite_connection.h"
#include "store/file_identity.h"

#include <memory>

namespace store
{

/// Belongs to the thread that made it. Damage that it meets is reported (store/damage_reports.h), once for each pair of
/// files.
class ReadFiles
{
public:
    explicit ReadFiles(QString cache);

    /// Throws OpenFailure (Newer) or sql::Failure. Valid until the next call outside of a transaction.
    sql::SqliteConnection& open();
    /// Whether other files lie there now than those that are open.
    bool areReplaced() const;
    void close() { m_connection.reset(); }
    bool isOpen() const { return m_connection != nullptr; }

private:
    QString m_cache;
    FilePair m_files;
    std::unique_ptr<sql::SqliteConnection> m_connection;
};

} // namespace store
