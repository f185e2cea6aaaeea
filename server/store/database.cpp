#include "server/store/database.h"

#include "server/store/epochs.h"
#include "server/store/failure.h"
#include "server/store/folder_mark.h"
#include "server/store/high_mark.h"
#include "server/store/lock.h"
#include "server/store/paths.h"
#include "server/store/schema.h"
#include "server/store/settings.h"
#include "server/store/store.h"

#include "sql/migration.h"
#include "sql/postgres_connection.h"
#include "sql/sqlite_connection.h"
#include "sql/sqlite_file.h"

#include <QCoreApplication>
#include <QDir>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

struct DatabaseText {
    Q_DECLARE_TR_FUNCTIONS(server::store::Database)
};

std::optional<Fault> makeFolder(const QString& path)
{
    if (QDir(path).exists())
        return std::nullopt;
    if (QDir().mkpath(path) && QFile::setPermissions(path, kOwnerOnly))
        return std::nullopt;
    return Fault{
        FaultKind::Broken, u"unreadable"_s,
        DatabaseText::tr("The folder %1 cannot be made. Check the permissions, or choose another --data folder.")
            .arg(path)};
}

Fault newerSchema(const sql::NewerSchema& newer)
{
    return {FaultKind::Broken, u"newer-schema"_s,
            DatabaseText::tr(
                "The data were written by a newer bellhop-server (schema %1, this one knows %2). Nothing was touched; "
                "install the newer program.")
                .arg(newer.found())
                .arg(newer.known())};
}

Fault openFault(const sql::Failure& failure, const QString& where)
{
    qWarning("store: %s", failure.what());
    switch (failure.kind()) {
    case sql::ErrorKind::NotADatabase:
    case sql::ErrorKind::Corrupt:
        return {FaultKind::Broken, u"not-a-database"_s,
                DatabaseText::tr(
                    "%1 is damaged or no database. It was not touched; restore a backup, or choose another --data "
                    "folder.")
                    .arg(where)};
    case sql::ErrorKind::Connection:
        return {FaultKind::Unavailable, u"no-database"_s,
                DatabaseText::tr("The PostgreSQL server cannot be reached: %1").arg(failure.message())};
    case sql::ErrorKind::ReadOnly:
        return {FaultKind::Broken, u"unreadable"_s,
                DatabaseText::tr("%1 may not be written: %2").arg(where, failure.message())};
    default:
        return toFault(failure);
    }
}

/// Which PostgreSQL server process and database a line leads to.
QString serverOf(sql::Connection& connection)
{
    if (connection.engine() != sql::Engine::Postgres)
        return {};
    return connection
        .value<QString>(u"SELECT CAST(pg_postmaster_start_time() AS TEXT) || ' ' || (SELECT CAST(oid AS TEXT) "
                        "FROM pg_database WHERE datname = current_database())"_s)
        .value_or(QString());
}

} // namespace

Database::Database(StoreOptions options)
    : m_options(std::move(options))
{
    if (engine() == sql::Engine::Postgres)
        m_stopper = std::make_shared<sql::LineStopper>();
}

Database::~Database() = default;

Result<std::shared_ptr<Database>> Database::open(StoreOptions options)
{
    std::shared_ptr<Database> database(new Database(std::move(options)));
    const QString folder = database->m_options.dataDir;
    if (!folder.isEmpty())
        for (const QString& path : {folder, database->attachmentsDir() + u"/partial"_s})
            if (auto fault = makeFolder(path))
                return *fault;
    const bool isFile = database->engine() == sql::Engine::Sqlite;
    try {
        if (isFile)
            database->refuseCutFile();
        if (database->needsLock()) {
            auto lock = DataLock::take(folder);
            if (!lock)
                return lock.fault();
            database->m_lock = std::move(lock).value();
        }
        const auto connection = database->newConnection();
        sql::migrate(*connection, serverMigrations());
        if (!folder.isEmpty())
            if (auto fault = claimFolder(*connection, database->attachmentsDir()))
                return *fault;
        if (!database->m_options.looks)
            database->beginFirstEpoch(*connection);
    } catch (const sql::NewerSchema& newer) {
        return newerSchema(newer);
    } catch (const sql::Failure& failure) {
        return openFault(failure, isFile ? folder + u"/desk.sqlite"_s : DatabaseText::tr("The database"));
    }
    if (database->m_options.beside)
        database->m_lock.reset();
    return database;
}

/// SQLite would open it as if nothing were missing, and an empty one as a new desk: where the folder knows of a desk,
/// that is what is left of it.
void Database::refuseCutFile() const
{
    const sql::FileEnd end = sql::endOf(m_options.dataDir + u"/desk.sqlite"_s);
    if (end == sql::FileEnd::CutShort || (end == sql::FileEnd::Empty && isClaimed(attachmentsDir())))
        throw sql::Failure(sql::ErrorKind::Corrupt, u"the file was cut short"_s);
}

/// A schema is made or changed by one process alone; what is there already may be used beside a server (WAL).
bool Database::needsLock()
{
    if (engine() == sql::Engine::Postgres)
        return false;
    if (!m_options.beside || !QFile::exists(m_options.dataDir + u"/desk.sqlite"_s))
        return true;
    return sql::schemaVersion(*newConnection()) < int(serverMigrations().size());
}

sql::Engine Database::engine() const
{
    return m_options.postgres.isEmpty() ? sql::Engine::Sqlite : sql::Engine::Postgres;
}

QString Database::attachmentsDir() const
{
    return m_options.dataDir + u"/attachments"_s;
}

std::unique_ptr<sql::PostgresConnection> Database::connectToPostgres()
{
    return m_gate.through([this] {
        return sql::PostgresConnection::open(m_options.postgres, {m_options.limits, m_stopper});
    });
}

void Database::giveUp()
{
    if (m_stopper)
        m_stopper->stop();
}

void Database::noteDamage(const QString& where)
{
    if (!m_isDamaged.exchange(true))
        qCritical(
            "the database is damaged (%s). Nothing is written any more. Stop the server, keep a copy of the data, "
            "restore a backup, and look at the disk.",
            qPrintable(where));
}

std::unique_ptr<sql::Connection> Database::newConnection()
{
    std::unique_ptr<sql::Connection> connection;
    if (engine() == sql::Engine::Postgres)
        connection = connectToPostgres();
    else
        connection = sql::SqliteConnection::open(m_options.dataDir + u"/desk.sqlite"_s, sql::OpenMode::Create,
                                                 {.refuseZero = true});
    if (m_options.connected)
        m_options.connected(*connection);
    return connection;
}

/// Before anything is written under it: whatever the data went through while nobody looked, they are told apart from
/// here on.
void Database::beginFirstEpoch(sql::Connection& connection)
{
    const desk::Instant now = desk::SystemClock().now();
    if (beginEpoch(connection, now, highMark(m_options.dataDir))) {
        lowerHighMark(m_options.dataDir, newestCursor(connection).seq);
        qWarning("the database is behind what was handed out of it: was a backup restored? Automatic messages wait for "
                 "\"desk release\".");
    }
    m_server = serverOf(connection);
}

/// A name or an address may lead to another server than before, such as a standby that has taken over.
void Database::meetServer(sql::Connection& connection)
{
    if (engine() != sql::Engine::Postgres || m_options.looks)
        return;
    const QString server = serverOf(connection);
    const std::lock_guard lock(m_serverMutex);
    if (server == m_server)
        return;
    beginEpoch(connection, desk::SystemClock().now());
    m_server = server;
}

/// A line that broke may have taken with it what that server had not yet handed on, or not yet written.
std::unique_ptr<sql::Connection> Database::reconnect()
{
    auto connection = newConnection();
    if (engine() == sql::Engine::Postgres)
        beginEpoch(*connection, desk::SystemClock().now());
    return connection;
}

void Database::handedOut(qint64 seq) const
{
    raiseHighMark(m_options.dataDir, seq);
}

Result<std::unique_ptr<Store>> Database::connect()
{
    try {
        auto connection = newConnection();
        meetServer(*connection);
        return std::make_unique<Store>(shared_from_this(), std::move(connection));
    } catch (const sql::Failure& failure) {
        return openFault(failure, m_options.dataDir);
    }
}

} // namespace server::store
