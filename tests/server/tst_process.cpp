// The real `bellhop-server`: how it starts and ends, and what it says of a desk that it cannot use. Nothing is lost.

#include "server/process/command_line.h"
#include "sql/sqlite_connection.h"
#include "tests/server/server_program.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <array>
#include <csignal>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using server::process::kExitFailed;
using test::Ran;
using test::ServerProgram;

namespace
{

const QString kListen = u"--listen"_s;
const QString kAny = u"127.0.0.1:0"_s;

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Permissions bind root too, from here on.
void obeyPermissions()
{
    prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
    prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
}

/// The disk takes files of this many bytes.
std::function<void()> smallDisk(rlim_t bytes)
{
    return [bytes] {
        std::signal(SIGXFSZ, SIG_IGN); // kept by the program: its write then fails with an error
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
    };
}

} // namespace

#define REFUSED(ran, words)                                                                                            \
    do {                                                                                                               \
        QVERIFY2((ran).err.contains(words), qPrintable((ran).err));                                                    \
        QVERIFY2((ran).err.contains(u"bellhop-server: "_s), qPrintable((ran).err));                                    \
        QCOMPARE((ran).code, kExitFailed);                                                                             \
        QCOMPARE((ran).out, QString());                                                                                \
    } while (false)

class TestProcess : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString desk() const { return m_folder->filePath(u"desk"_s); }
    QString file() const { return desk() + u"/desk.sqlite"_s; }
    QStringList on(QStringList command) const { return command << u"--data"_s << desk(); }
    Ran serve(const std::function<void()>& before = {}) const
    {
        return ServerProgram::run(on({kListen, kAny}), {}, before);
    }
    Ran add(const QString& name, const std::function<void()>& before = {}) const
    {
        return ServerProgram::run(on({u"user"_s, u"add"_s, u"--name"_s, name, u"--email"_s, name + u"@desk.example"_s}),
                                  {}, before);
    }
    QString users() const { return ServerProgram::run(on({u"user"_s, u"list"_s})).out; }
    std::unique_ptr<sql::SqliteConnection> open() const
    {
        return sql::SqliteConnection::open(file(), sql::OpenMode::ReadWrite);
    }

private Q_SLOTS:
    void init()
    {
        if (ServerProgram::path().isEmpty())
            QSKIP("BELLHOP_SERVER does not name the program");
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void startsAndEnds_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("isAttacked");
        QTest::newRow("SIGTERM") << SIGTERM << false;
        QTest::newRow("SIGINT") << SIGINT << false;
        QTest::newRow("SIGTERM after long trailers") << SIGTERM << true;
    }
    void startsAndEnds()
    {
        QFETCH(const int, signal);
        QFETCH(const bool, isAttacked);
        ServerProgram server;
        QVERIFY(server.serve(on({kListen, kAny, u"--log-json"_s})));
        QVERIFY(server.url().startsWith(u"http://127.0.0.1:"_s));
        std::array<QTcpSocket, 3> strangers;
        for (QTcpSocket& stranger : strangers) {
            if (!isAttacked)
                break;
            stranger.connectToHost(u"127.0.0.1"_s, quint16(QUrl(server.url()).port()));
            stranger.write("POST /v1/sign-in HTTP/1.1\r\nHost: " + QUrl(server.url()).authority().toLatin1() +
                           "\r\nContent-Type: application/json\r\n"
                           "Transfer-Encoding: chunked\r\n\r\n0\r\nA: " +
                           QByteArray(70'000, 'a') + "\r\n\r\n");
            QVERIFY(stranger.waitForReadyRead());
            const QByteArray answer = stranger.readAll();
            QVERIFY2(answer.startsWith("HTTP/1.1 431"), answer.constData());
        }
        server.signal(signal);
        const Ran ran = server.end();
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.out, QString());
        QVERIFY(ran.err.contains(u"--chat-origin"_s)); // a team's desk says which pages may chat
        const QStringList lines = ran.err.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(!lines.isEmpty());
        for (const QString& line : lines) {
            const QJsonObject entry = QJsonDocument::fromJson(line.toUtf8()).object();
            for (const QString& key : {u"time"_s, u"level"_s, u"message"_s})
                QVERIFY2(entry.value(key).isString(), qPrintable(line));
        }
    }

    void tellsMachinesWhyItDidNotStart()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const Ran ran = ServerProgram::run(on({kListen, u"127.0.0.1:%1"_s.arg(taken.serverPort()), u"--log-json"_s}));
        QCOMPARE(ran.code, kExitFailed);
        const QByteArray last = ran.err.trimmed().split(u'\n').constLast().toUtf8();
        const QJsonObject entry = QJsonDocument::fromJson(last).object();
        QCOMPARE(entry.value(u"level"_s).toString(), u"error"_s);
        QVERIFY2(entry.value(u"message"_s).toString().contains(u"Cannot listen"_s), last.constData());
    }

    void portThatIsTaken()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        REFUSED(ServerProgram::run(on({kListen, u"127.0.0.1:%1"_s.arg(taken.serverPort())})),
                u"Stop what uses the port, or choose another."_s);
    }

    void badCertificate()
    {
        QFile pem(m_folder->filePath(u"bad.pem"_s));
        QVERIFY(pem.open(QIODevice::WriteOnly) && pem.write("-----BEGIN CERTIFICATE-----\nnonsense\n") > 0);
        pem.close();
        for (const QString& name : {pem.fileName(), m_folder->filePath(u"missing.pem"_s)}) {
            const Ran ran =
                ServerProgram::run(on({kListen, kAny, u"--tls-cert"_s, name, u"--tls-key"_s, pem.fileName()}));
            REFUSED(ran, u"The certificate %1 cannot be used"_s.arg(name));
        }
    }

    void plainHttpAwayFromThisMachine()
    {
        REFUSED(ServerProgram::run(on({kListen, u"0.0.0.0:0"_s})), u"Plain HTTP is served on this computer only."_s);
    }

    void secondServer()
    {
        ServerProgram first;
        QVERIFY(first.serve(on({kListen, kAny})));
        REFUSED(serve(), u"Another bellhop-server uses the data in %1."_s.arg(desk()));
        REFUSED(ServerProgram::run(on({u"seed"_s})), u"Stop it first"_s);
        QCOMPARE(add(u"ada"_s).code, 0); // who is added meanwhile is there
        QVERIFY(users().startsWith(u"ada@desk.example\towner\ton\tada\n"_s));
        first.kill();
        first.end();
        ServerProgram next; // the lock went with the process
        QVERIFY(next.serve(on({kListen, kAny})));
    }

    void newerSchema()
    {
        QCOMPARE(add(u"ada"_s).code, 0);
        open()->execute(u"INSERT INTO schema_version (number, name, applied_at) VALUES (99, 'tomorrow', 0)"_s);
        const QByteArray before = bytesOf(file());
        REFUSED(serve(), u"written by a newer bellhop-server (schema 99"_s);
        REFUSED(add(u"bob"_s), u"Nothing was touched"_s);
        QCOMPARE(bytesOf(file()), before);
    }

    void damagedFile_data()
    {
        QTest::addColumn<int>("share"); // what is left of a hundred parts
        QTest::addColumn<int>("bytes"); // and these more, or less
        QTest::newRow("a head only") << 0 << 100;
        QTest::newRow("a third") << 33 << 0;
        QTest::newRow("nearly all") << 95 << 0;
        QTest::newRow("all but a page") << 100 << -4096;
        QTest::newRow("all but a byte") << 100 << -1;
        QTest::newRow("half of the header") << 0 << 50;
        QTest::newRow("nothing") << 0 << 0;
    }
    void damagedFile()
    {
        QFETCH(const int, share);
        QFETCH(const int, bytes);
        QCOMPARE(add(u"ada"_s).code, 0);
        QVERIFY(QFile::resize(file(), QFile(file()).size() * share / 100 + bytes));
        const QByteArray before = bytesOf(file());
        REFUSED(serve(), u"is damaged or no database. It was not touched"_s);
        REFUSED(add(u"bob"_s), u"restore a backup"_s);
        QCOMPARE(bytesOf(file()), before);
    }

    void endedBeforeTheFirstWrite()
    {
        QVERIFY(QDir().mkpath(desk()));
        QFile empty(file());
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        QCOMPARE(add(u"ada"_s).code, 0); // no desk was ever there: this is one
    }

    void lockedDatabase()
    {
        QCOMPARE(add(u"ada"_s).code, 0);
        const auto other = open();
        other->executeScript(u"PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; "
                             "UPDATE agents SET name = 'held'"_s);
        REFUSED(serve(), u"The database is busy. Nothing was changed; try again."_s);
        other->executeScript(u"ROLLBACK; PRAGMA locking_mode = NORMAL; SELECT * FROM agents"_s);
        QVERIFY(users().contains(u"\tada\n"_s));
    }

    void readOnlyFolder()
    {
        QCOMPARE(add(u"ada"_s).code, 0);
        QVERIFY(QFile::setPermissions(desk(), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner));
        QVERIFY(QFile::setPermissions(desk() + u"/lock"_s, QFile::ReadOwner));
        const Ran served = serve(obeyPermissions);
        const Ran added = add(u"bob"_s, obeyPermissions);
        for (const QString& path : {desk(), file(), desk() + u"/lock"_s})
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        REFUSED(served, u"Check the folder's permissions."_s);
        REFUSED(added, desk());
        QVERIFY(users().startsWith(u"ada@desk.example"_s));
    }

    void folderThatCannotBeMade()
    {
        const Ran ran = ServerProgram::run({kListen, kAny, u"--data"_s, u"/proc/desk"_s});
        REFUSED(ran, u"The folder /proc/desk cannot be made."_s);
    }

    void fullDisk()
    {
        REFUSED(serve(smallDisk(8 * 1024)), u"disk is full"_s);
        QCOMPARE(add(u"ada"_s).code, 0); // what the full disk left behind is in nobody's way
        REFUSED(add(u"bob"_s, smallDisk(1024)), u"disk is full"_s);
        QCOMPARE(users().count(u'\n'), 1);
        QCOMPARE(open()->value<QString>(u"PRAGMA integrity_check"_s), u"ok"_s);
        QCOMPARE(add(u"bob"_s).code, 0);
    }

    void noDatabase()
    {
        const QString data = desk();
        const QString nowhere = u"postgresql://nobody@127.0.0.1:1/none?connect_timeout=5"_s;
        REFUSED(ServerProgram::run({kListen, kAny, u"--data"_s, data, u"--database"_s, nowhere}),
                u"The PostgreSQL server cannot be reached"_s);
    }

    void embeddedWithoutToken()
    {
        REFUSED(ServerProgram::run(on({kListen, kAny, u"--embedded"_s}), "short\n"), u"at least 32 characters"_s);
        QVERIFY(!QFile::exists(file()));
    }

    void mistypedFolder()
    {
        REFUSED(ServerProgram::run(on({u"user"_s, u"list"_s})), u"There is no desk in %1."_s.arg(desk()));
        QVERIFY(!QFile::exists(desk()));
    }
};

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
