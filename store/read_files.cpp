#include "store/read_files.h"

#include "store/damage_reports.h"
#include "store/database.h"

namespace store
{

ReadFiles::ReadFiles(QString cache)
    : m_cache(std::move(cache))
{
}

bool ReadFiles::areReplaced() const
{
    const auto there = filesAt(m_cache);
    return there && *there != m_files;
}

sql::SqliteConnection& ReadFiles::open()
{
    if (m_connection && (m_connection->inTransaction() || !areReplaced()))
        return *m_connection;
    // Looked at before they are opened: replaced in between, the next call opens once more.
    const FilePair files = filesAt(m_cache).value_or(FilePair());
    const auto report = [cache = m_cache, files] { DamageReports::report(cache, files); };
    try {
        m_connection = openForReading(m_cache);
    } catch (const sql::Failure& failure) {
        if (meansDamage(failure.kind()))
            report();
        throw;
    }
    m_files = files;
    m_connection->onDamage = report;
    return *m_connection;
}

} // namespace store
