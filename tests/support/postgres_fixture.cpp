#include "tests/support/postgres_fixture.h"

#include "sql/postgres_connection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QLockFile>
#include <QUrl>

#include <csignal>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace test
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int startTimeout = 30'000;

bool isRoot()
{
    return geteuid() == 0;
}

/// The folder of the newest installed server programs; empty when there are none.
QString programs()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString& version : found) {
        const QString folder = versions.filePath(version) + u"/bin/"_s;
        if (QFileInfo::exists(folder + u"initdb"_s))
            return folder;
    }
    return {};
}

/// The arguments that run a program as a user whom PostgreSQL accepts.
QStringList asServerUser(const QStringList& command)
{
    if (!isRoot())
        return command;
    return QStringList{u"runuser"_s, u"-u"_s, u"postgres"_s, u"--"_s} + command;
}

} // namespace

PostgresFixture::PostgresFixture() = default;

PostgresFixture::~PostgresFixture()
{
    stop();
}

bool PostgresFixture::fail(const QString& why)
{
    m_why = why;
    return false;
}

bool PostgresFixture::run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(u"/"_s);
    process.start(program, arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0 || process.exitStatus() != QProcess::NormalExit) {
        return fail(u"%1 failed: %2 %3"_s.arg(program, process.errorString(),
                                              QString::fromLocal8Bit(process.readAll()).trimmed()));
    }
    return true;
}

bool PostgresFixture::makeTemplate(const QString& folder)
{
    // Made beside and renamed, so that an interrupted run leaves nothing half-made under the name.
    const QTemporaryDir making(QDir::tempPath() + u"/bellhop-initdb-XXXXXX"_s);
    const QString data = making.filePath(u"data"_s);
    if (isRoot() && !run(u"chown"_s, {u"postgres"_s, making.path()}))
        return false;
    QStringList command =
        asServerUser({programs() + u"initdb"_s, u"-D"_s, data, u"-U"_s, u"postgres"_s, u"-A"_s, u"trust"_s, u"-E"_s,
                      u"UTF8"_s, u"--locale=C.UTF-8"_s, u"--no-sync"_s, u"--no-instructions"_s});
    const QString program = command.takeFirst();
    if (!run(program, command))
        return false;
    const QString beside = folder + u".new"_s;
    return run(u"rm"_s, {u"-rf"_s, beside}) && run(u"cp"_s, {u"-a"_s, data, beside}) && run(u"mv"_s, {beside, folder});
}

bool PostgresFixture::copyTemplate(const QString& folder)
{
    const QString source = QStringLiteral(TEST_TEMPLATE_DIR);
    QLockFile lock(source + u".lock"_s); // test programs run side by side
    if (!lock.tryLock(120'000))
        return fail(u"another test program keeps %1 locked"_s.arg(source));
    if (!QFileInfo::exists(source + u"/PG_VERSION"_s) && !makeTemplate(source))
        return false;
    return run(u"cp"_s, {u"-a"_s, source, folder});
}

bool PostgresFixture::start()
{
    if (m_server.state() == QProcess::Running)
        return true;
    const QString folder = programs();
    if (folder.isEmpty())
        return fail(u"PostgreSQL's server is not installed (no /usr/lib/postgresql/*/bin/initdb)"_s);
    if (!m_folder) {
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/bellhop-pg-XXXXXX"_s);
        if (!copyTemplate(m_folder->filePath(u"data"_s)))
            return false;
        if (isRoot() && !run(u"chown"_s, {u"postgres"_s, m_folder->path()}))
            return false;
    }
    QStringList command = {folder + u"postgres"_s,  u"-D"_s, m_folder->filePath(u"data"_s), u"-k"_s,
                           m_folder->path(),        u"-c"_s, u"listen_addresses="_s,        u"-c"_s,
                           u"fsync=off"_s,          u"-c"_s, u"full_page_writes=off"_s,     u"-c"_s,
                           u"shared_buffers=32MB"_s};
    command = asServerUser(command);
    const QString program = command.takeFirst();
    m_server.setWorkingDirectory(m_folder->path());
    m_server.setStandardOutputFile(QProcess::nullDevice());
    m_server.setStandardErrorFile(m_folder->filePath(u"log"_s));
#ifdef Q_OS_LINUX
    // A test that crashes must not leave a server behind.
    m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
#endif
    m_server.start(program, command);
    if (!isReady()) {
        QFile log(m_folder->filePath(u"log"_s));
        const QString told = log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll()) : QString();
        stop();
        return fail(u"PostgreSQL did not start: "_s + told.trimmed());
    }
    return true;
}

bool PostgresFixture::isReady()
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < startTimeout) {
        try {
            sql::PostgresConnection::open(uri());
            return true;
        } catch (const sql::Failure&) {
            if (m_server.waitForFinished(20))
                return false;
        }
    }
    return false;
}

void PostgresFixture::stop()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    // Through the pid file: as root our child is runuser, which would not hand the signal on in time.
    QFile pidFile(m_folder->filePath(u"data/postmaster.pid"_s));
    const int pid = pidFile.open(QIODevice::ReadOnly) ? pidFile.readLine().trimmed().toInt() : 0;
    if (pid > 0)
        ::kill(pid, SIGINT); // fast shutdown: rolls back what is open
    else
        m_server.terminate();
    if (!m_server.waitForFinished(10'000)) {
        kill();
    }
}

void PostgresFixture::kill()
{
    QFile pidFile(m_folder->filePath(u"data/postmaster.pid"_s));
    const int pid = pidFile.open(QIODevice::ReadOnly) ? pidFile.readLine().trimmed().toInt() : 0;
    if (pid > 0)
        ::kill(pid, SIGQUIT); // immediate shutdown: no checkpoint, and the children end too
    if (!m_server.waitForFinished(10'000)) {
        m_server.kill();
        m_server.waitForFinished(5'000);
    }
}

QString PostgresFixture::socketFolder() const
{
    return m_folder ? m_folder->path() : QString();
}

QString PostgresFixture::uriOf(const QString& database) const
{
    return u"postgresql://postgres@/%1?host=%2"_s.arg(database,
                                                      QString::fromLatin1(QUrl::toPercentEncoding(socketFolder())));
}

QString PostgresFixture::newDatabase()
{
    const QString name = u"desk%1"_s.arg(++m_databases);
    const auto connection = sql::PostgresConnection::open(uri());
    connection->execute(u"CREATE DATABASE "_s + name);
    return uriOf(name);
}

} // namespace test
