#pragma once
// The desk's database, opened once a process; every thread takes its own Store from it.

#include "server/store/line_gate.h"
#include "server/store/result.h"

#include "desk/instant.h"
#include "sql/connection.h"
#include "sql/postgres_limits.h"

#include <QSet>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace sql
{
class PostgresConnection;
}

namespace server::store
{

class DataLock;
class Store;

/// Where the desk's data live.
struct StoreOptions {
    QString dataDir;  ///< folder for SQLite file, lock and attachments; with PostgreSQL for attachments only, and one
                      ///< for all processes of the desk, or empty
    QString postgres; ///< postgresql:// URI; empty = SQLite under dataDir
    sql::PostgresLimits limits; ///< how long the PostgreSQL server may be silent
    /// For a short command that may run while a server has the desk open: the lock is held only to make the schema.
    bool beside = false;
    /// For a command that changes nothing: it begins no epoch.
    bool looks = false;
    /// Called after every commit that moved the feed, with its newest seq, in the committing thread: must not block.
    std::function<void(qint64 seq)> committed;
    /// Test seam: given every new connection before it is used.
    std::function<void(sql::Connection&)> connected;
};

/// The PostgreSQL channel on which every commit notifies the newest seq (decimal), for the other server processes.
inline constexpr auto kChangesChannel = "bellhop_changes";
/// The PostgreSQL channel on which server processes tell each other who is at which ticket (api/attendance.h).
inline constexpr auto kPresenceChannel = "bellhop_presence";

/// One desk's database. Thread-safe; outlives the Stores made from it (they share it).
class Database : public std::enable_shared_from_this<Database>
{
public:
    /// Takes the folder's lock (SQLite; freed by the system when the process ends), creates or migrates the schema.
    /// With `beside` a desk that another process serves is opened too, if its schema is this program's.
    /// Fault codes: `in-use`, `newer-schema`, `unreadable`, `not-a-database`, `busy`, `no-database`, `other-desk` (the
    /// folder's attachments are another's), `other-folder` (this desk's lie elsewhere; PostgreSQL).
    static Result<std::shared_ptr<Database>> open(StoreOptions options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// A new connection for the calling thread.
    Result<std::unique_ptr<Store>> connect();
    /// PostgreSQL: a line of one's own, for LISTEN. Throws sql::Failure.
    std::unique_ptr<sql::PostgresConnection> connectToPostgres();
    /// Any thread: whatever waits for PostgreSQL, now or later, fails at once with `database-gone`. For the end of a
    /// server that must not wait for a line that swallows.
    void giveUp();
    /// Any thread: a damaged page was met (`where`, for the log). From here on nothing is written: a write beside
    /// damage may be gone when it is looked for. Ends with the process.
    void noteDamage(const QString& where);
    bool isDamaged() const { return m_isDamaged; }
    /// Somebody was told of what the feed holds up to here.
    void handedOut(qint64 seq) const;
    sql::Engine engine() const;
    const StoreOptions& options() const { return m_options; }
    /// DATA/attachments, which exists.
    QString attachmentsDir() const;

private:
    friend class Store;
    friend class FeedTransaction;
    friend class RunningOperation;
    explicit Database(StoreOptions options);
    std::unique_ptr<sql::Connection> newConnection();
    std::unique_ptr<sql::Connection> reconnect();
    void beginFirstEpoch(sql::Connection& connection);
    void meetServer(sql::Connection& connection);
    void refuseCutFile() const;
    bool needsLock();

    StoreOptions m_options;
    std::unique_ptr<DataLock> m_lock;
    std::shared_ptr<sql::LineStopper> m_stopper; ///< PostgreSQL only
    LineGate m_gate;
    std::atomic<bool> m_isDamaged{false};
    std::mutex m_serverMutex;
    QString m_server;    ///< PostgreSQL: which server process the last new line led to
    std::mutex m_writer; ///< SQLite: writers of this process queue here instead of in busy time-outs
    std::mutex m_runningMutex;
    QSet<QString> m_running; ///< operations that a thread of this process executes now
};

} // namespace server::store
