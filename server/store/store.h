#pragma once
// One thread's way into the desk's database: read snapshots, feed transactions, failures turned into faults.

#include "server/store/database.h"
#include "server/store/failure.h"

#include "desk/entity.h"
#include "sql/transaction.h"

#include <QList>
#include <QScopedValueRollback>

#include <memory>
#include <type_traits>
#include <utility>

namespace server::store
{

/// A transaction whose changes appear in the feed (docs/protocol.md "Feed"). Effects come first; commit() then locks
/// the desk's counter as the last write, gives every touched row its own seq in the order of touch(), and commits: so a
/// smaller seq never becomes visible after a larger one.
class FeedTransaction
{
public:
    /// `durable`: on disk before commit() returns; off for bulk work that can be done anew.
    explicit FeedTransaction(Store& store, bool durable = true);
    ~FeedTransaction();
    FeedTransaction(const FeedTransaction&) = delete;
    FeedTransaction& operator=(const FeedTransaction&) = delete;

    sql::Connection& sql();
    /// For bulk inserts: locks the counter now (others wait until this transaction ends) and returns the first of
    /// `count` seqs that the caller writes itself.
    qint64 reserve(qint64 count);
    /// The row of this entity was inserted or changed. Repeats are merged, the last one counts.
    void touch(desk::EntityKind kind, qint64 id);
    /// An agent's read mark of a ticket changed: the ticket appears in that agent's feed alone.
    void touchMark(const desk::AgentId& agent, qint64 ticket);
    /// The entity is gone: writes a tombstone. `owner` set = only that agent had it.
    void bury(desk::EntityKind kind, const QString& id, const desk::AgentId& owner = {}, desk::Instant now = {});

    /// Stamps the rows; the newest seq. Called once, after all other writes; nothing may be touched afterwards.
    /// A row's seq is the return value of seqOf().
    qint64 stamp();
    qint64 seqOf(desk::EntityKind kind, qint64 id) const;
    /// Stamps if stamp() was not called, commits, tells the listeners. Throws sql::Failure, then all is rolled back.
    qint64 commit();

private:
    struct Touched;
    Store& m_store;
    std::unique_lock<std::mutex> m_writer;
    sql::Transaction m_transaction;
    QList<Touched> m_touched;
    qint64 m_seq = 0;
    bool m_stamped = false;
};

/// One connection; belongs to one thread.
class Store
{
public:
    Store(std::shared_ptr<Database> database, std::unique_ptr<sql::Connection> connection);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    Database& database() { return *m_database; }
    sql::Connection& sql() { return *m_connection; }
    sql::Engine engine() const { return m_connection->engine(); }

    /// Runs `work(sql::Connection&)` in one read snapshot; sql::Failure becomes a Fault. A line that was lost before is
    /// made anew first.
    /// A read inside another takes part in its snapshot; what it throws is the outer one's to turn into a Fault.
    template<class Work>
    auto read(Work&& work) -> AsResult<std::invoke_result_t<Work, sql::Connection&>>
    {
        if (m_reading)
            return work(*m_connection);
        return guarded([&]() -> AsResult<std::invoke_result_t<Work, sql::Connection&>> {
            sql::Transaction snapshot(renewed(), {.access = sql::Transaction::Access::Read, .durable = false});
            const QScopedValueRollback within(m_reading, true);
            auto result = work(*m_connection);
            snapshot.commit();
            return result;
        });
    }

    /// Runs `work(FeedTransaction&)` and commits; `work` returns a value or a Result, a Fault rolls back.
    /// Deadlocks and busy locks are tried again twice, with everything done anew. `desk-damaged` once damage was met.
    template<class Work>
    auto write(Work&& work) -> AsResult<std::invoke_result_t<Work, FeedTransaction&>>
    {
        using R = AsResult<std::invoke_result_t<Work, FeedTransaction&>>;
        return retried([&]() -> R {
            FeedTransaction transaction(*this);
            R result = work(transaction);
            if (result)
                transaction.commit();
            return result;
        });
    }

private:
    friend class FeedTransaction;

    template<class Body>
    auto guarded(Body&& body) -> std::invoke_result_t<Body>
    {
        try {
            return body();
        } catch (...) {
            return faultOf(std::current_exception());
        }
    }
    template<class Body>
    auto retried(Body&& body) -> std::invoke_result_t<Body>
    {
        for (int attempt = 0;; ++attempt) {
            try {
                return body();
            } catch (...) {
                if (attempt >= 2 || !worthRepeating(std::current_exception()))
                    return faultOf(std::current_exception());
            }
        }
    }
    /// The fault for an exception; damage is remembered by the database.
    Fault faultOf(std::exception_ptr failure);
    /// The connection, made anew where its line was lost. Throws sql::Failure.
    sql::Connection& renewed();

    std::shared_ptr<Database> m_database;
    std::unique_ptr<sql::Connection> m_connection;
    bool m_reading = false;
};

} // namespace server::store
