#pragma once

#include "sql/connection.h"

#include <array>
#include <chrono>
#include <functional>

struct sqlite3;
struct sqlite3_stmt;

namespace sql
{

enum class OpenMode {
    ReadOnly,  ///< the file must exist
    ReadWrite, ///< the file must exist
    Create,    ///< made when missing, mode 0600
};

enum class Synchronous {
    Normal, ///< a power cut may take the last commits, never the file's integrity
    Full,   ///< every commit is on disk when it returns
};

enum class Journal {
    Auto,   ///< WAL where the volume can carry it, else a rollback journal (EXAMPLES P5)
    Delete, ///< rollback journal
};

struct SqliteOptions {
    int cacheKiB = 4096;
    Synchronous synchronous = Synchronous::Normal;
    std::chrono::milliseconds busyTimeout{2000};
    bool foreignKeys = false;
    Journal journal = Journal::Auto;
    bool refuseZero = false;                    ///< a bound text with U+0000 is a Failure (BadText), as on PostgreSQL
    qint64 journalSizeLimit = 16 * 1024 * 1024; ///< bytes that the journal keeps after a checkpoint
};

struct IntegrityReport {
    bool sound = true;
    QStringList problems; ///< at most 100
};

/// A connection to one SQLite file.
class SqliteConnection final : public Connection
{
public:
    /// Throws Failure; `path` may be ":memory:".
    static std::unique_ptr<SqliteConnection> open(const QString& path, OpenMode mode,
                                                  const SqliteOptions& options = {});
    ~SqliteConnection() override;

    Engine engine() const noexcept override { return Engine::Sqlite; }
    void interrupt() noexcept override;
    bool inTransaction() const noexcept override;

    /// The raw handle, for FTS5 and other things of SQLite alone. Owned by the connection.
    sqlite3* handle() const noexcept { return m_handle; }
    QString path() const { return m_path; }
    const SqliteOptions& options() const { return m_options; }
    /// Whether a write-ahead log is in use.
    bool isWal() const noexcept { return m_wal; }

    /// Puts a second file beside the first under the name of a schema, with its own `synchronous`; a reader reads it
    /// only. The file must exist. One transaction over both is not atomic across a power cut: change one file at a
    /// time.
    void attach(const QString& path, const QString& schema, Synchronous synchronous = Synchronous::Normal);

    enum class Checkpoint {
        Passive,  ///< as far as possible without waiting
        Truncate, ///< waits for readers (busyTimeout), then empties the log: at close
    };
    /// Moves the log into the file; true when the whole log has been moved.
    bool checkpoint(Checkpoint kind, const QByteArray& schema = QByteArrayLiteral("main"));

    /// Reads the whole file: seconds for a large one. A database that is busy is a Failure, not a finding (EXAMPLES
    /// P3).
    IntegrityReport integrityCheck(bool quick = false);

    /// Called, before the Failure is thrown, when a call finds the file damaged or no database; on the thread of the
    /// call.
    std::function<void()> onDamage;
    [[noreturn]] void fail(int code, const QString& sql); ///< for the statements of this connection

    /// Registers a deterministic SQL function; an exception of it becomes an error of the statement.
    void registerFunction(const QByteArray& name, int arguments, std::function<Value(const Values&)> function);

protected:
    std::unique_ptr<StatementDriver> compile(const QString& sql) override;
    void runScript(const QString& sql) override;
    qint64 runBulkInsert(const QString& table, const QStringList& columns, const QList<Values>& rows) override;
    void begin(bool write, bool durable) override;
    void commit() override;
    void rollback() noexcept override;

private:
    SqliteConnection(sqlite3* handle, const QString& path, const SqliteOptions& options);
    void configure(OpenMode mode);
    void chooseJournal();
    void raw(const QByteArray& sql);
    enum Fixed { Begin, BeginImmediate, Commit, FixedCount };
    /// Like raw(), for what every transaction says: compiled once.
    void step(Fixed which);
    void endDurable() noexcept;

    sqlite3* m_handle;
    QString m_path;
    SqliteOptions m_options;
    bool m_wal = false;
    bool m_durable = false;
    std::array<sqlite3_stmt*, FixedCount> m_fixed{};
};

/// Whether a write-ahead log works on a volume with this statfs(2) magic number (not on network and FAT volumes).
bool walWorksOn(quint64 fileSystemMagic) noexcept;

} // namespace sql
