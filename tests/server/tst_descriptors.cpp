// What the server does with the descriptors that the system lets it have.

#include "server/http/server.h"
#include "tests/server/http_line.h"
#include "tests/server/server_program.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <atomic>
#include <sys/resource.h>
#include <vector>

using namespace Qt::StringLiterals;
using server::http::Response;
using server::http::Router;
using server::http::Server;
using test::Ran;
using test::ServerProgram;

namespace
{

std::atomic<int> failures;
std::atomic<int> recoveries;

void countLog(QtMsgType, const QMessageLogContext&, const QString& text)
{
    failures += text.contains(u"cannot be accepted"_s) ? 1 : 0;
    recoveries += text.contains(u"accepted again"_s) ? 1 : 0;
}

void setLimit(rlim_t soft, rlim_t hard)
{
    const rlimit limit{soft, hard};
    setrlimit(RLIMIT_NOFILE, &limit);
}

rlimit limitHere()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit;
}

QByteArray upgrade(const QByteArray& path, quint16 port)
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) +
           "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
           "Sec-WebSocket-Version: 13\r\n" +
           (path.startsWith("/chat") ? "Origin: https://shop.example\r\n\r\n" : "\r\n");
}

} // namespace

class TestDescriptors : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QStringList desk() const { return {u"--data"_s, m_folder->filePath(u"desk"_s)}; }
    QStringList serving() const
    {
        return QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--chat-origin"_s, u"https://shop.example"_s} + desk();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (ServerProgram::path().isEmpty())
            QSKIP("BELLHOP_SERVER is not set");
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theSoftLimitIsRaisedToTheHardOne()
    {
        ServerProgram server;
        QVERIFY(server.serve(serving(), [] { setLimit(200, 900); }));
        QFile limits(u"/proc/%1/limits"_s.arg(server.processId()));
        QVERIFY(limits.open(QIODevice::ReadOnly));
        const QByteArray all = limits.readAll();
        const QByteArray line = all.mid(all.indexOf("Max open files")).split('\n').first().simplified();
        QCOMPARE(line, QByteArray("Max open files 900 900 files"));
    }

    void aThousandChatsLeaveRoomForAgents()
    {
        constexpr int chats = 1000;
        const rlimit before = limitHere();
        if (before.rlim_max < chats + 200)
            QSKIP("this test itself needs 1,200 descriptors");
        setLimit(before.rlim_max, before.rlim_max);
        const auto put = qScopeGuard([&] { setLimit(before.rlim_cur, before.rlim_max); });
        const QStringList owner{u"--email"_s, u"ada@desk.example"_s};
        const Ran added = ServerProgram::run(QStringList{u"user"_s, u"add"_s, u"--name"_s, u"Ada"_s} + owner + desk());
        QCOMPARE(added.code, 0);
        const Ran made = ServerProgram::run(QStringList{u"user"_s, u"token"_s} + owner + desk());
        QCOMPARE(made.code, 0);
        const QByteArray token = made.out.trimmed().toLatin1().split('\n').first().split(' ').last();
        ServerProgram server;
        QVERIFY(server.serve(serving(), [] { setLimit(1024, 1024); }));
        const auto port = quint16(QUrl(server.url()).port());
        std::vector<std::unique_ptr<Line>> lines;
        int open = 0;
        for (int i = 0; i < chats; ++i) {
            lines.push_back(std::make_unique<Line>(port, 0, 2 + i / 50)); // no address has more than its allowance
            QVERIFY(lines.back()->isConnected());
            lines.back()->send(upgrade("/chat/socket", port));
            const int status = statusOf(lines.back()->answer());
            QVERIFY2(status == 101 || status == 503, qPrintable(QString::number(status)));
            open += status == 101 ? 1 : 0;
        }
        QVERIFY(open >= 300);
        Line agent(port);
        agent.send("GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\nAuthorization: Bearer " +
                   token + "\r\n\r\n");
        const QByteArray answer = agent.answer();
        QVERIFY2(statusOf(answer) == 200, answer.constData());
        Line stream(port);
        stream.send(upgrade("/v1/stream", port));
        QCOMPARE(statusOf(stream.answer()), 101);
        server.signal(SIGTERM);
        const Ran ran = server.end();
        QCOMPARE(ran.code, 0);
        QVERIFY2(!ran.err.contains(u"cannot be accepted"_s), qPrintable(ran.err));
    }

    void aFailedAcceptIsLoggedOnceAndItsEndToo()
    {
        Router router;
        router.add("GET", u"/hello"_s, [](const server::http::Request&) { return Response::text("hello"); });
        Server server(std::move(router), {});
        const quint16 port = server.listen(u"127.0.0.1"_s, 0).port;
        failures = 0;
        recoveries = 0;
        const auto former = qInstallMessageHandler(countLog);
        const rlimit before = limitHere();
        const auto put = qScopeGuard([&] {
            setLimit(before.rlim_cur, before.rlim_max);
            qInstallMessageHandler(former);
        });
        // Up to the next free number, plus one for the client: the server's side of the line finds none.
        const int next = ::dup(0);
        ::close(next);
        setLimit(rlim_t(next) + 1, before.rlim_max);
        Line line(port);
        QVERIFY(line.isConnected());
        line.send("GET /hello HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n\r\n");
        QTRY_VERIFY(server.metrics().acceptsFailed >= 3);
        setLimit(before.rlim_cur, before.rlim_max);
        QCOMPARE(statusOf(line.answer()), 200);
        QCOMPARE(failures.load(), 1);
        QCOMPARE(recoveries.load(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
