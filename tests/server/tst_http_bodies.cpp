#include "server/http/server.h"
#include "tests/server/http_line.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>
#include <semaphore>
#include <vector>

using namespace Qt::StringLiterals;
using namespace server::http;
using namespace std::chrono_literals;

namespace
{

constexpr qint64 kLargest = 5 * 1024 * 1024;

/// Memory of this process that is in use, in bytes.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

#ifdef __SANITIZE_ADDRESS__
/// What was freed is not kept for long, so that the bounds of memory hold here too.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options()
{
    return "quarantine_size_mb=4";
}
#endif

/// Bodies from strangers: what a connection keeps of them, and that it always ends.
class TestHttpBodies : public QObject
{
    Q_OBJECT

    std::unique_ptr<Server> m_server;
    quint16 m_port = 0;
    std::atomic<int> m_executed{0};
    std::atomic<int> m_asked{0};
    QTemporaryDir m_dir;

    QByteArray head(const QByteArray& start, const QByteArray& fields = {}) const
    {
        return start + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n" + fields + "\r\n";
    }
    QByteArray chunked(const QByteArray& path = "/echo") const
    {
        return head("POST " + path, "Transfer-Encoding: chunked\r\n");
    }
    static QByteArray length(qint64 bytes) { return "Content-Length: " + QByteArray::number(bytes) + "\r\n"; }
    int alive() const
    {
        Line line(m_port);
        line.send(head("GET /hello"));
        return statusOf(line.answer());
    }
    void startWith(ServerOptions options)
    {
        m_server.reset();
        Router router;
        router.add("GET", u"/hello"_s, [](const Request&) { return Response::text("hello"); });
        const Handler echo = [this](const Request& r) {
            ++m_executed;
            return Response::text(r.body);
        };
        RouteOptions large;
        large.maxBody = kLargest;
        router.add("POST", u"/echo"_s, echo, large);
        RouteOptions guarded = large;
        guarded.admit = [this](const Request& request, qint64) -> std::optional<Response> {
            ++m_asked;
            return request.bearerToken() == "key" ? std::nullopt : std::optional(Response::problem(401));
        };
        router.add("POST", u"/guarded"_s, echo, guarded);
        options.bodyFolder = m_dir.path();
        m_server = std::make_unique<Server>(std::move(router), options);
        const Listening listening = m_server->listen(u"127.0.0.1"_s, 0);
        QVERIFY2(listening.ok, qPrintable(listening.error));
        m_port = listening.port;
    }

private Q_SLOTS:
    void init()
    {
        m_executed = 0;
        m_asked = 0;
        startWith({});
    }
    void cleanup() { m_server.reset(); }

    void aConnectionsPlaceComesBackAfterALongTrailer()
    {
        const QByteArray bytes = chunked() + "1\r\nx\r\n0\r\nA: " + QByteArray(70'000, 'a') + "\r\n\r\n";
        for (int i = 0; i < 300; ++i) {
            Line line(m_port);
            line.send(bytes);
            QCOMPARE(statusOf(line.answer()), 431);
        }
        QCOMPARE(alive(), 200);
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 0U);
        QCOMPARE(m_executed.load(), 0);
        QElapsedTimer timer;
        timer.start();
        m_server->stop(1s);
        QVERIFY(timer.elapsed() < 1000);
    }

    void whateverIsThrownEndsItsOwnConnection_data()
    {
        QTest::addColumn<bool>("isStandard");
        QTest::newRow("exception") << true;
        QTest::newRow("anything") << false;
    }
    void whateverIsThrownEndsItsOwnConnection()
    {
        QFETCH(const bool, isStandard);
        ServerOptions options;
        options.maxConnectionsPerAddress = 8;
        options.accessLog = [isStandard](const AccessEntry& entry) {
            if (entry.path != "/echo")
                return;
            if (isStandard)
                throw std::runtime_error("thrown on the loop");
            throw 7;
        };
        startWith(options);
        Line other(m_port);
        for (int i = 0; i < 20; ++i) {
            Line line(m_port);
            line.send(head("POST /echo", length(1)) + "x");
            QVERIFY(line.ends());
        }
        other.send(head("GET /hello"));
        QCOMPARE(statusOf(other.answer()), 200);
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 1U);
    }

    /// Whatever a client writes around its bytes is counted and dropped, and the refusal does not wait for its end.
    void endlessLinesAreRefusedInBoundedMemory_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("status");
        QTest::newRow("extension") << QByteArray("1;e") << QByteArray(4096, 'e') << 400;
        QTest::newRow("extensions") << QByteArray() << "1;" + QByteArray(200, 'e') + "\r\nx\r\n" << 400;
        QTest::newRow("blanks") << QByteArray("1") << QByteArray(4096, ' ') << 400;
        QTest::newRow("digits") << QByteArray("0") << QByteArray(4096, '0') << 400;
        QTest::newRow("trailer") << QByteArray("0\r\nA: ") << QByteArray(4096, 'a') << 431;
        QTest::newRow("trailer name") << QByteArray("0\r\n") << QByteArray(4096, 'a') << 431;
        QTest::newRow("trailers") << QByteArray("0\r\n") << QByteArray("A: b\r\n").repeated(700) << 431;
        QTest::newRow("tiny chunks") << QByteArray() << QByteArray("1\r\nx\r\n").repeated(10'000) << 413;
    }
    void endlessLinesAreRefusedInBoundedMemory()
    {
        QFETCH(const QByteArray, begin);
        QFETCH(const QByteArray, more);
        QFETCH(const int, status);
        Line line(m_port);
        line.send(chunked() + begin);
        const qint64 before = residentBytes();
        for (int i = 0; i < 2000 && !line.hasAnswer() && line.send(more); ++i) {
        }
        QCOMPARE(statusOf(line.answer()), status);
        QVERIFY(residentBytes() - before < 32 * 1024 * 1024);
        QVERIFY(m_server->metrics().bodyBytesHeldPeak <= kLargest);
        QTRY_COMPARE(m_server->metrics().bodyBytesHeld, 0U);
        QCOMPARE(alive(), 200);
        QCOMPARE(m_executed.load(), 0);
    }

    void chunksAreRead()
    {
        Line line(m_port);
        const QByteArray big(300'000, 'b');
        line.send(chunked() + "2;name=\"a b\"\r\nth\r\n3 ;x\r\nree\r\n" + QByteArray::number(big.size(), 16).toUpper() +
                  "\r\n" + big + "\r\n00\r\nTrailer: one\r\nOther:\r\n\r\n" + head("GET /hello"));
        QVERIFY(line.answer().endsWith("\r\n\r\nthree" + big));
        QVERIFY(line.answer().endsWith("hello"));
    }

    void whoIsNotAdmittedLeavesNothing()
    {
        const QByteArray begun(1024 * 1024, 'b'); // what goes out at once; the rest of each would follow
        const qint64 before = residentBytes();
        std::vector<std::unique_ptr<Line>> lines;
        for (int i = 0; i < 240; ++i) {
            lines.push_back(std::make_unique<Line>(m_port));
            lines.back()->send(head("POST /guarded", length(kLargest)) + begun);
        }
        QVERIFY(residentBytes() - before < 128 * 1024 * 1024);
        for (const auto& line : lines)
            QCOMPARE(statusOf(line->answer()), 401);
        QVERIFY(m_server->metrics().bodyBytesHeldPeak <= 240 * RouteOptions::unasked);
        QCOMPARE(m_executed.load(), 0);
        QCOMPARE(m_asked.load(), 240);
    }

    void bodiesOfUnknownLengthAreAskedForToo()
    {
        const QByteArray part = "4000\r\n" + QByteArray(0x4000, 'b') + "\r\n";
        Line stranger(m_port);
        stranger.send(chunked("/guarded") + part + part);
        QCOMPARE(statusOf(stranger.answer()), 401);
        QVERIFY(m_server->metrics().bodyBytesHeldPeak <= RouteOptions::unasked);
        Line known(m_port);
        known.send(head("POST /guarded", "Authorization: Bearer key\r\nTransfer-Encoding: chunked\r\n") + part + part +
                   "0\r\n\r\n");
        QCOMPARE(known.answer().size() > 2 * 0x4000, true);
        QCOMPARE(m_asked.load(), 2);
    }

    void smallBodiesAskNobody()
    {
        Line line(m_port);
        line.send(head("POST /guarded", length(3)) + "abc");
        QCOMPARE(statusOf(line.answer()), 200); // the handler itself decides
        QCOMPARE(m_asked.load(), 0);
    }

    void admissionComesBeforeContinue()
    {
        Line stranger(m_port);
        stranger.send(head("POST /guarded", length(100'000) + "Expect: 100-continue\r\n"));
        QCOMPARE(statusOf(stranger.answer()), 401);
        Line known(m_port);
        known.send(head("POST /guarded", length(100'000) + "Authorization: Bearer key\r\nExpect: 100-continue\r\n"));
        QCOMPARE(statusOf(known.answer()), 100);
        known.send(QByteArray(100'000, 'b'));
        QCOMPARE(statusOf(known.answer()), 200);
    }

    void longBodiesLieInAFileWithoutName()
    {
        QByteArray body;
        for (int i = 0; body.size() < kLargest; ++i)
            body += QByteArray::number(i);
        body.truncate(kLargest);
        Line line(m_port);
        line.send(head("POST /echo", length(body.size())) + body.first(kLargest - 1));
        QTRY_COMPARE(m_server->metrics().bodyBytesHeld, std::uint64_t(kLargest - 1));
        QVERIFY(QDir(m_dir.path()).isEmpty());
        line.send(body.last(1));
        QVERIFY(line.answer().endsWith("\r\n\r\n" + body));
        QTRY_COMPARE(m_server->metrics().bodyBytesHeld, 0U);
    }

    void aBodyGoesWhenItsHandlerIsDone()
    {
        Line line(m_port, 4096); // reads nothing of the answer meanwhile
        line.send(head("POST /echo", length(kLargest)) + QByteArray(kLargest, 'b'));
        QTRY_COMPARE(m_executed.load(), 1);
        QTRY_COMPARE(m_server->metrics().bodyBytesHeld, 0U);
        QCOMPARE(m_server->metrics().connectionsOpen, 1U);
    }

    void bodiesInFlightAreCapped_data()
    {
        QTest::addColumn<bool>("ofAll");
        QTest::newRow("of one address") << false;
        QTest::newRow("of all") << true;
    }
    void bodiesInFlightAreCapped()
    {
        QFETCH(const bool, ofAll);
        ServerOptions options;
        (ofAll ? options.maxBodyBytes : options.maxBodyBytesPerAddress) = 1024 * 1024;
        startWith(options);
        const QByteArray part(400'000, 'b');
        Line first(m_port);
        Line second(m_port);
        for (Line* line : {&first, &second})
            line->send(head("POST /echo", length(part.size() + 1)) + part);
        QTRY_COMPARE(m_server->metrics().bodyBytesHeld, 800'000U);
        Line third(m_port);
        third.send(head("POST /echo", length(part.size() + 1)) + part);
        const QByteArray refused = third.answer();
        QCOMPARE(statusOf(refused), 503);
        QVERIFY(refused.contains(R"("code":"busy")"));
        QVERIFY(refused.contains("\r\nRetry-After: "));
        QVERIFY(m_server->metrics().bodyBytesHeldPeak <= 1024 * 1024);
        first.send("b");
        QCOMPARE(statusOf(first.answer()), 200);
        QTRY_COMPARE(m_server->metrics().bodyBytesHeld, 400'000U);
        Line again(m_port);
        again.send(head("POST /echo", length(part.size())) + part);
        QCOMPARE(statusOf(again.answer()), 200);
    }

    void filesOfBodiesAreCapped()
    {
        ServerOptions options;
        options.maxBodyFiles = 1;
        startWith(options);
        const QByteArray part(200'000, 'b');
        Line first(m_port);
        first.send(head("POST /echo", length(part.size() + 1)) + part);
        QTRY_COMPARE(m_server->metrics().bodyBytesHeld, 200'000U);
        Line second(m_port);
        second.send(head("POST /echo", length(part.size())) + part);
        QCOMPARE(statusOf(second.answer()), 503);
        first.send("b");
        QCOMPARE(statusOf(first.answer()), 200);
    }

    void aDiskThatTakesNothingIsSaid()
    {
        Router router;
        RouteOptions large;
        large.maxBody = kLargest;
        router.add(
            "POST", u"/echo"_s, [](const Request& r) { return Response::text(r.body); }, large);
        ServerOptions options;
        options.bodyFolder = m_dir.filePath(u"never there"_s);
        Server server(std::move(router), options);
        m_port = server.listen(u"127.0.0.1"_s, 0).port;
        Line line(m_port);
        line.send(head("POST /echo", length(200'000)) + QByteArray(200'000, 'b'));
        const QByteArray answer = line.answer();
        QCOMPARE(statusOf(answer), 503);
        QVERIFY(answer.contains(R"("code":"disk-full")"));
    }

    /// The loop itself is kept busy, so that nobody can be told to end; what belongs to it goes nevertheless.
    void stopEndsWhateverConnectionsDo()
    {
        std::binary_semaphore entered{0};
        std::binary_semaphore leave{0};
        WebSocketPtr kept;
        Router router;
        RouteOptions cheap;
        cheap.cheap = true;
        router.add(
            "GET", u"/block"_s,
            [&](const Request&) {
                entered.release();
                leave.acquire();
                return Response::noContent();
            },
            cheap);
        router.addWebSocket(u"/socket"_s, [&](const Request&) {
            SocketCallbacks callbacks;
            callbacks.onOpen = [&](const WebSocketPtr& socket) { kept = socket; };
            return callbacks;
        });
        auto server = std::make_unique<Server>(std::move(router), ServerOptions());
        m_port = server->listen(u"127.0.0.1"_s, 0).port;
        Line socket(m_port);
        socket.send(head("GET /socket",
                         "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"));
        QCOMPARE(statusOf(socket.answer()), 101);
        QTRY_COMPARE(server->metrics().socketsOpen, 1U);
        Line line(m_port);
        line.send(head("GET /block"));
        entered.acquire();
        auto stopped = std::async(std::launch::async, [&] { server->stop(10ms); });
        // stop() gives up on the loop after 2 s; released earlier it ends the ordinary way.
        QCOMPARE(stopped.wait_for(2500ms), std::future_status::timeout);
        leave.release();
        QCOMPARE(stopped.wait_for(5s), std::future_status::ready);
        QVERIFY(socket.ends());
        server.reset();
        QVERIFY(!kept->isOpen());
        QVERIFY(!kept->send("nobody is there"));
    }

    void strangersLeaveRoomForOthers()
    {
        Router router;
        RouteOptions open;
        open.isPublic = true;
        const auto accept = [](const Request&) { return SocketCallbacks(); };
        router.addWebSocket(u"/chat"_s, accept, {}, open);
        router.addWebSocket(u"/stream"_s, accept);
        router.add("GET", u"/hello"_s, [](const Request&) { return Response::text("hello"); });
        ServerOptions options;
        options.maxConnections = 16;
        options.maxPublic = 4;
        Server server(std::move(router), options);
        m_port = server.listen(u"127.0.0.1"_s, 0).port;
        const QByteArray upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
        std::vector<std::unique_ptr<Line>> chats;
        QList<int> statuses;
        for (int i = 0; i < 6; ++i) {
            chats.push_back(std::make_unique<Line>(m_port));
            chats.back()->send(head("GET /chat", upgrade));
            statuses.append(statusOf(chats.back()->answer()));
        }
        QCOMPARE(statuses, (QList<int>{101, 101, 101, 101, 503, 503}));
        Line stream(m_port);
        stream.send(head("GET /stream", upgrade));
        QCOMPARE(statusOf(stream.answer()), 101);
        QCOMPARE(alive(), 200);
        chats.erase(chats.begin());
        QTRY_COMPARE(server.metrics().socketsOpen, 4U);
        Line next(m_port);
        next.send(head("GET /chat", upgrade));
        QCOMPARE(statusOf(next.answer()), 101);
    }
};

QTEST_GUILESS_MAIN(TestHttpBodies)
#include "tst_http_bodies.moc"
