#include "sql/sqlite_connection.h"

#include "sql/rewrite.h"
#include "sql/sqlite_statement.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#ifdef Q_OS_LINUX
#include <sys/vfs.h>
#endif

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

bool isMemory(const QString& path)
{
    return path == ":memory:"_L1;
}

/// The journal and the log inherit the mode of the file, so this protects all three.
void protectFile(const QString& path, OpenMode mode)
{
    QFile file(path);
    if (!file.exists()) {
        if (mode != OpenMode::Create)
            throw Failure(ErrorKind::Other, u"the database file %1 does not exist"_s.arg(path));
        if (!file.open(QIODevice::ReadWrite, ownerOnly)) {
            const QFileInfo folder(QFileInfo(path).absolutePath());
            const bool denied = folder.exists() && !folder.isWritable();
            throw Failure(denied ? ErrorKind::ReadOnly : ErrorKind::Other,
                          u"cannot create %1: %2"_s.arg(path, file.errorString()));
        }
        return;
    }
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther |
                            QFileDevice::WriteOther | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    if (mode != OpenMode::ReadOnly && (file.permissions() & others))
        file.setPermissions(ownerOnly); // a file of somebody else stays as it is: opening it will tell
}

quint64 fileSystemMagic(const QString& path)
{
#ifdef Q_OS_LINUX
    struct statfs info = {};
    if (statfs(QFile::encodeName(path).constData(), &info) == 0)
        return static_cast<quint32>(info.f_type);
#else
    Q_UNUSED(path)
#endif
    return 0;
}

int openFlags(OpenMode mode)
{
    // NOMUTEX: a connection belongs to one thread, only sqlite3_interrupt() comes from others.
    const int access = mode == OpenMode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    return access | SQLITE_OPEN_NOMUTEX;
}

} // namespace

bool walWorksOn(quint64 fileSystemMagic) noexcept
{
    switch (fileSystemMagic) {
    case 0x6969:     // NFS
    case 0x517B:     // SMB
    case 0xFE534D42: // SMB2
    case 0xFF534D42: // CIFS
    case 0x01021997: // 9P: folders shared with a virtual machine
    case 0x5346414F: // AFS
    case 0x00C36400: // Ceph
    case 0x4D44:     // FAT
    case 0x2011BAB0: // exFAT
        return false;
    default:
        return true;
    }
}

std::unique_ptr<SqliteConnection> SqliteConnection::open(const QString& path, OpenMode mode,
                                                         const SqliteOptions& options)
{
    if (!isMemory(path))
        protectFile(path, mode);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &handle, openFlags(mode), nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle, path, options));
    if (code != SQLITE_OK) {
        if (code == SQLITE_CANTOPEN && !QFileInfo(path).isReadable())
            throw Failure(ErrorKind::ReadOnly, u"no permission to open %1"_s.arg(path));
        throwSqlite(handle, code);
    }
    connection->configure(mode);
    return connection;
}

SqliteConnection::SqliteConnection(sqlite3* handle, const QString& path, const SqliteOptions& options)
    : m_handle(handle)
    , m_path(path)
    , m_options(options)
{
}

SqliteConnection::~SqliteConnection()
{
    clearStatementCache();
    for (sqlite3_stmt* statement : m_fixed)
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle); // v2: a statement that is still borrowed keeps the handle until it ends
}

void SqliteConnection::configure(OpenMode mode)
{
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, static_cast<int>(m_options.busyTimeout.count()));
    if (mode != OpenMode::ReadOnly && sqlite3_db_readonly(m_handle, "main") == 1)
        throw Failure(ErrorKind::ReadOnly, u"no permission to write %1"_s.arg(m_path));
    raw(u"PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -%1; PRAGMA foreign_keys = %2"_s
            .arg(m_options.cacheKiB)
            .arg(m_options.foreignKeys ? 1 : 0)
            .toLatin1());
    if (mode != OpenMode::ReadOnly && !isMemory(m_path))
        chooseJournal();
    raw(u"PRAGMA journal_size_limit = %1; PRAGMA synchronous = %2"_s.arg(m_options.journalSizeLimit)
            .arg(m_options.synchronous == Synchronous::Full ? "FULL"_L1 : "NORMAL"_L1)
            .toLatin1());
    raw("SELECT 1 FROM sqlite_master LIMIT 1"); // reads the header: a file that is no database fails here, not later
    m_wal = value<QString>(u"PRAGMA journal_mode"_s) == u"wal"_s;
}

void SqliteConnection::chooseJournal()
{
    if (m_options.journal == Journal::Delete || !walWorksOn(fileSystemMagic(m_path))) {
        raw("PRAGMA journal_mode = DELETE");
        return;
    }
    try {
        raw("PRAGMA journal_mode = WAL; SELECT 1 FROM sqlite_master LIMIT 1");
    } catch (const Failure& failure) {
        // Shared memory that does not work shows as an I/O or open error; anything else is a true finding.
        if (failure.kind() != ErrorKind::Other)
            throw;
        raw("PRAGMA journal_mode = DELETE");
    }
}

void SqliteConnection::raw(const QByteArray& sql)
{
    const int code = sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail(code, QString::fromUtf8(sql));
}

void SqliteConnection::step(Fixed which)
{
    static constexpr std::array words{"BEGIN", "BEGIN IMMEDIATE", "COMMIT"};
    sqlite3_stmt*& statement = m_fixed[which];
    int code = SQLITE_OK;
    if (!statement)
        code = sqlite3_prepare_v3(m_handle, words[which], -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_step(statement);
        code = sqlite3_reset(statement);
    }
    if (code != SQLITE_OK)
        fail(code, QString::fromLatin1(words[which]));
}

void SqliteConnection::interrupt() noexcept
{
    sqlite3_interrupt(m_handle);
}

bool SqliteConnection::inTransaction() const noexcept
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

std::unique_ptr<StatementDriver> SqliteConnection::compile(const QString& sql)
{
    return std::make_unique<SqliteStatement>(*this, inDialect(sql, Engine::Sqlite));
}

void SqliteConnection::runScript(const QString& sql)
{
    raw(inDialect(sql, Engine::Sqlite).toUtf8());
}

void SqliteConnection::begin(bool write, bool durable)
{
    // The pragma does nothing inside a transaction, hence before BEGIN.
    m_durable = durable && m_options.synchronous != Synchronous::Full;
    if (m_durable)
        raw("PRAGMA synchronous = FULL");
    try {
        step(write ? BeginImmediate : Begin);
    } catch (const Failure&) {
        endDurable();
        throw;
    }
}

void SqliteConnection::commit()
{
    step(Commit);
    endDurable();
}

void SqliteConnection::rollback() noexcept
{
    // After some errors (a full disk) SQLite has rolled back by itself.
    if (inTransaction())
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
    endDurable();
}

void SqliteConnection::endDurable() noexcept
{
    if (m_durable)
        sqlite3_exec(m_handle, "PRAGMA synchronous = NORMAL", nullptr, nullptr, nullptr);
    m_durable = false;
}

} // namespace sql
