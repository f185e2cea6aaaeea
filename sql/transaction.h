#pragma once

#include "sql/connection.h"

namespace sql
{

/// One transaction; rolled back by the destructor unless commit() succeeded.
/// Nesting is a programming error: it is logged, the inner one joins the outer, and an inner rollback dooms the outer.
class Transaction
{
public:
    enum class Access {
        Write, ///< SQLite: BEGIN IMMEDIATE (EXAMPLES P2); PostgreSQL: READ COMMITTED
        Read,  ///< one snapshot for several reads
    };
    struct Options {
        Access access = Access::Write;
        bool durable = false; ///< on disk before commit() returns (SQLite: synchronous=FULL for this one)
    };

    explicit Transaction(Connection& connection);
    Transaction(Connection& connection, Options options);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// Makes the changes permanent; throws Failure, and then the destructor rolls back.
    void commit();
    /// Takes the changes back now; later calls do nothing.
    void rollback() noexcept;

private:
    Connection& m_connection;
    bool m_open = false;
    bool m_joined = false;
    bool m_doomed = false;
};

/// A part of a transaction that may be taken back alone; released by commit(), else rolled back by the destructor.
class Savepoint
{
public:
    explicit Savepoint(Connection& connection);
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint();

    void commit();

private:
    Connection& m_connection;
    bool m_open = true;
};

} // namespace sql
