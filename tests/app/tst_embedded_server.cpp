// The desk server as a child: starts, tells its address, comes back, ends with us.
#include "app/embedded_server.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using app::EmbeddedServer;

class TestEmbeddedServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void addresses_data();
    void addresses();
    void tokensDiffer();
    void startsAndEnds();
    void comesBackAfterAKill();
    void endsWhenWeDie();
    void missingProgram();
    void noProgram();
    void programThatFails();
    void garbageProgram();
    void scriptThatTalksNonsense();

private:
    QString script(const QByteArray& body);

    QTemporaryDir m_folder;
    const QString m_program = qEnvironmentVariable("BELLHOP_SERVER");
};

namespace
{

constexpr int kLong = 60'000;

bool isThere(qint64 process)
{
    return process > 0 && kill(pid_t(process), 0) == 0;
}

bool listens(const QUrl& address)
{
    QTcpSocket socket;
    socket.connectToHost(address.host(), quint16(address.port()));
    return socket.waitForConnected(5000);
}

} // namespace

#define NEEDS_SERVER()                                                                                                 \
    if (!QFile::exists(m_program))                                                                                     \
    QSKIP("bellhop-server is not built; BELLHOP_SERVER names it")

QString TestEmbeddedServer::script(const QByteArray& body)
{
    const QString path = m_folder.filePath(u"script-%1"_s.arg(QDir(m_folder.path()).count()));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(body) != body.size())
        return {};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

void TestEmbeddedServer::addresses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("address");
    QTest::newRow("right") << QByteArray("listening on http://127.0.0.1:4711\n") << u"http://127.0.0.1:4711"_s;
    QTest::newRow("other words") << QByteArray("hello\n") << QString();
    QTest::newRow("no port") << QByteArray("listening on http://127.0.0.1\n") << QString();
    QTest::newRow("far away") << QByteArray("listening on http://evil.example:80\n") << QString();
    QTest::newRow("not http") << QByteArray("listening on file:///etc\n") << QString();
    QTest::newRow("nothing") << QByteArray("listening on \n") << QString();
    QTest::newRow("bytes") << QByteArray("listening on \xff\xfe\n") << QString();
}

void TestEmbeddedServer::addresses()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, address);
    QCOMPARE(EmbeddedServer::addressIn(line).toString(), address);
}

void TestEmbeddedServer::tokensDiffer()
{
    const EmbeddedServer one({}, {}), two({}, {});
    QVERIFY(one.token().size() >= 40);
    QVERIFY(one.token() != two.token());
}

void TestEmbeddedServer::startsAndEnds()
{
    NEEDS_SERVER();
    EmbeddedServer server(m_program, m_folder.filePath(u"one"_s));
    QSignalSpy ready(&server, &EmbeddedServer::ready);
    QSignalSpy failed(&server, &EmbeddedServer::failed);
    server.start(false);
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, kLong);
    QVERIFY(listens(ready.at(0).at(0).toUrl()));
    const qint64 process = server.processId();
    QVERIFY(isThere(process));
    server.stop();
    QVERIFY(!isThere(process));
    QCOMPARE(failed.size(), 0);
    QCOMPARE(ready.size(), 1);
}

void TestEmbeddedServer::comesBackAfterAKill()
{
    NEEDS_SERVER();
    EmbeddedServer server(m_program, m_folder.filePath(u"two"_s));
    QSignalSpy ready(&server, &EmbeddedServer::ready);
    QSignalSpy failed(&server, &EmbeddedServer::failed);
    server.start(false);
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, kLong);
    const qint64 first = server.processId();
    QCOMPARE(kill(pid_t(first), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 2, kLong);
    QVERIFY(server.processId() != first);
    QVERIFY(listens(ready.at(1).at(0).toUrl()));
    QCOMPARE(failed.size(), 0); // one death needs nobody's attention
}

void TestEmbeddedServer::endsWhenWeDie()
{
    NEEDS_SERVER();
    // Our death closes the pipe that is the child's standard input; here it is closed by hand.
    QProcess child;
    child.start(m_program,
                {u"--embedded"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, m_folder.filePath(u"three"_s)});
    child.write("0123456789012345678901234567890123456789\n");
    QTRY_VERIFY_WITH_TIMEOUT(child.canReadLine(), kLong);
    child.closeWriteChannel();
    QVERIFY(child.waitForFinished(kLong));
    QCOMPARE(child.exitStatus(), QProcess::NormalExit);
    QCOMPARE(child.exitCode(), 0);
}

void TestEmbeddedServer::missingProgram()
{
    EmbeddedServer server(m_folder.filePath(u"nothing-here"_s), m_folder.path());
    QSignalSpy failed(&server, &EmbeddedServer::failed);
    server.start(true);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kLong);
    QVERIFY(failed.at(0).at(0).toString().contains(u"nothing-here cannot be started"_s));
    QTRY_VERIFY_WITH_TIMEOUT(failed.size() > 1, kLong); // it goes on trying
}

void TestEmbeddedServer::noProgram()
{
    EmbeddedServer server({}, m_folder.path());
    QSignalSpy failed(&server, &EmbeddedServer::failed);
    server.start(true);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kLong);
    QVERIFY(failed.at(0).at(0).toString().contains(u"was not found"_s));
}

void TestEmbeddedServer::programThatFails()
{
    EmbeddedServer server(script("#!/bin/sh\necho 'the disk is full' >&2\nexit 1\n"), m_folder.path());
    QSignalSpy failed(&server, &EmbeddedServer::failed);
    server.start(true);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kLong);
    QVERIFY(failed.at(0).at(0).toString().contains(u"the disk is full"_s));
}

void TestEmbeddedServer::garbageProgram()
{
    EmbeddedServer server(script(QByteArray("\x7f"
                                            "ELF\x01\x02garbage")),
                          m_folder.path());
    QSignalSpy failed(&server, &EmbeddedServer::failed);
    server.start(true);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kLong);
}

void TestEmbeddedServer::scriptThatTalksNonsense()
{
    const QString program = script("#!/bin/sh\necho 'listening on http://evil.example:1'\n"
                                   "head -c 300000 /dev/zero\nhead -c 300000 /dev/zero >&2\n"
                                   "echo; echo 'listening on http://127.0.0.1:9'\nread token; read end\n");
    EmbeddedServer server(program, m_folder.path());
    QSignalSpy ready(&server, &EmbeddedServer::ready);
    server.start(true);
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, kLong);
    QCOMPARE(ready.at(0).at(0).toUrl().port(), 9);
    const qint64 process = server.processId();
    server.stop(); // it reads to the end of its input
    QVERIFY(!isThere(process));
}

QTEST_GUILESS_MAIN(TestEmbeddedServer)
#include "tst_embedded_server.moc"
