#pragma once
// The agent's own file, `work.db`: outbox, drafts and their history, and the few facts that no desk can give again. It
// lies beside the cache, small and always durable, and is attached to the connections of both writer and readers, so
// that its tables are found by their plain names.

#include "sql/migration.h"
#include "sql/sqlite_connection.h"
#include "sql/transaction.h"

#include <QList>
#include <QString>

namespace store
{

/// The work file of a cache: `desks/shop.db` has `desks/shop.work.db`.
QString workPath(const QString& cache);

const QList<sql::Migration>& workMigrations();

/// Makes the file when it is missing (mode 0600) and brings it to the newest schema; reads all that must not be lost,
/// so that damage shows now. Returns how many commits it counts. Throws sql::Failure (Corrupt for a file that was cut
/// short) or sql::NewerSchema.
qint64 prepareWork(const QString& path);

/// A log that went away cannot be seen by SQLite: the file is then whole and older. So each commit is counted in the
/// file and noted beside it (`.mark`, behind the commit and not flushed, so never ahead of what is on disk).
qint64 markedCommits(const QString& path); ///< 0 = no mark
void forgetMark(const QString& path);

/// Attaches it as `work`, every commit on disk when it returns.
void attachWork(sql::SqliteConnection& db, const QString& path);

/// Facts of this file: `desk-id` (whose outbox it is) and marks of an upgrade. Empty = unset.
QString fact(sql::Connection& db, const QString& name);
void putFact(sql::Connection& db, const QString& name, const QString& value);

/// One change of the work file alone. Two files are not atomic over a power cut, so whoever changes both says which
/// comes first: what the agent did is in here before the cache shows it, and leaves after the cache has its effect.
class WorkChange
{
public:
    explicit WorkChange(sql::Connection& connection);

    /// On disk when it returns; without it nothing was changed. Throws sql::Failure.
    void commit();

    sql::Connection& db;

private:
    sql::Transaction m_transaction;
};

} // namespace store
