#pragma once

#include "sql/error.h"
#include "sql/statement.h"

#include <QStringList>

#include <memory>

namespace sql
{

class FaultPlan;
class StatementCache;
class Transaction;

/// The two databases behind the one interface.
enum class Engine { Sqlite, Postgres };

/// One connection; belongs to the thread that uses it, only interrupt() may come from another.
/// SQL is written once for both engines: `?` placeholders, `{token}` for dialect differences (sql/dialect.h).
/// Every call may throw Failure. On PostgreSQL a failed statement spoils its transaction: after a Failure inside one,
/// let it roll back (use ON CONFLICT, or a Savepoint, where a refusal is part of the plan).
class Connection
{
public:
    virtual ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    virtual Engine engine() const noexcept = 0;

    /// A statement from the cache, compiled when it is new. The cache keeps the 200 used last.
    Statement prepare(const QString& sql);
    /// Prepares and binds; rows come by `while (rows.next())`.
    template<class... Args>
    Statement query(const QString& sql, const Args&... args)
    {
        Statement statement = prepare(sql);
        statement.bind(args...);
        return statement;
    }
    /// Prepares, binds, runs to the end; returns the number of rows inserted, updated or deleted.
    template<class... Args>
    qint64 execute(const QString& sql, const Args&... args)
    {
        return prepare(sql).execute(args...);
    }
    /// The first column of the first row; nullopt when there is no row or it is NULL.
    template<class T, class... Args>
    std::optional<T> value(const QString& sql, const Args&... args)
    {
        Statement rows = query(sql, args...);
        return rows.next() ? rows.get<std::optional<T>>(0) : std::nullopt;
    }
    /// Runs several statements, separated by `;`, without arguments.
    void executeScript(const QString& sql);

    /// Inserts many rows the fastest way: COPY on PostgreSQL, multi-row prepared statements on SQLite. All or nothing.
    /// Every row has one value per column. Returns the number of rows.
    qint64 bulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows);

    /// Makes the running statement of the connection's own thread fail with Interrupted. Callable from any thread
    /// as long as the connection lives; without a running statement it does nothing.
    virtual void interrupt() noexcept = 0;

    /// Whether a Transaction or a Patience of ours stands on it.
    bool isInUse() const noexcept { return m_transaction || m_patiences > 0; }

    /// Whether the engine is inside a transaction.
    virtual bool inTransaction() const noexcept = 0;

    /// Test seam: counts this connection's calls and fails the one that the plan says. Null removes it.
    void setFaultPlan(std::shared_ptr<FaultPlan> plan);
    FaultPlan* faultPlan() const noexcept { return m_faults.get(); }

    /// Drops all cached statements (before schema changes that must not meet them).
    void clearStatementCache();

protected:
    friend class Transaction;
    friend class Savepoint;
    friend class Patience;

    Connection();
    virtual std::unique_ptr<StatementDriver> compile(const QString& sql) = 0;
    virtual void runScript(const QString& sql) = 0;
    virtual qint64 runBulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows) = 0;
    virtual void begin(bool write, bool durable) = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    /// Whether calls may take as long as bulk work does.
    virtual void setPatient(bool patient);

    std::shared_ptr<FaultPlan> m_faults;
    std::shared_ptr<StatementCache> m_cache;

private:
    Transaction* m_transaction = nullptr;
    int m_patiences = 0;
};

/// While it lives, the connection's calls may take as long as migrations and bulk work do (PostgresLimits::patient).
/// May be nested. Made and ended outside of a transaction, or within the same one. May throw Failure.
class Patience
{
public:
    explicit Patience(Connection& connection);
    ~Patience();
    Patience(const Patience&) = delete;
    Patience& operator=(const Patience&) = delete;

private:
    Connection& m_connection;
};

} // namespace sql
