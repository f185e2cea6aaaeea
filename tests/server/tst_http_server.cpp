#include "server/http/server.h"
#include "tests/server/http_line.h"

#include <QJsonDocument>
#include <QNetworkInterface>
#include <QScopeGuard>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <atomic>
#include <semaphore>

using namespace Qt::StringLiterals;
using namespace server::http;
using namespace std::chrono_literals;

/// A real server, and lines that send it what nobody should.
class TestHttpServer : public QObject
{
    Q_OBJECT

    std::unique_ptr<Server> m_server;
    quint16 m_port = 0;
    std::atomic<int> m_executed{0};
    QTemporaryDir m_dir;

    QByteArray host() const { return "Host: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n"; }
    QByteArray request(const QByteArray& start, const QByteArray& fields = {}, const QByteArray& body = {}) const
    {
        return start + " HTTP/1.1\r\n" + host() + fields + "\r\n" + body;
    }
    QByteArray once(const QByteArray& bytes) const
    {
        Line line(m_port);
        line.send(bytes);
        return line.answer();
    }
    Router routes()
    {
        Router router;
        router.add("GET", u"/hello"_s, [](const Request&) { return Response::text("hello"); });
        router.add("POST", u"/echo"_s, [this](const Request& r) {
            ++m_executed;
            return Response::text(r.body);
        });
        RouteOptions large;
        large.maxBody = 4 * 1024 * 1024;
        router.add(
            "PUT", u"/upload"_s, [](const Request& r) { return Response::text(QByteArray::number(r.body.size())); },
            large);
        router.add("GET", u"/file"_s, [this](const Request&) {
            return Response::file(m_dir.filePath(u"data"_s), "application/octet-stream");
        });
        router.add("GET", u"/gone"_s, [this](const Request&) {
            return Response::file(m_dir.filePath(u"never there"_s), "application/octet-stream");
        });
        router.add("GET", u"/throw"_s, [](const Request&) -> Response { throw std::runtime_error("secret detail"); });
        RouteOptions cheap;
        cheap.cheap = true;
        router.add(
            "GET", u"/cheap"_s, [](const Request&) { return Response::text("cheap"); }, cheap);
        RouteOptions open;
        open.cors = CorsPolicy{{"https://shop.example"}, {}};
        router.add(
            "GET", u"/open"_s, [](const Request&) { return Response::text("open"); }, open);
        router.addWebSocket(u"/socket"_s, [](const Request&) { return SocketCallbacks(); });
        return router;
    }
    void startWith(ServerOptions options)
    {
        m_server = std::make_unique<Server>(routes(), std::move(options));
        const Listening listening = m_server->listen(u"127.0.0.1"_s, 0);
        QVERIFY2(listening.ok, qPrintable(listening.error));
        m_port = listening.port;
    }

private Q_SLOTS:
    void init()
    {
        QFile file(m_dir.filePath(u"data"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray bytes;
        for (int i = 0; i < 200'000; ++i)
            bytes += static_cast<char>('a' + i % 26);
        file.write(bytes);
        m_executed = 0;
        ServerOptions options;
        options.threads = 2;
        startWith(options);
    }
    void cleanup() { m_server.reset(); }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("contains");
        const auto row = [](const char* name, const char* start, const char* fields, int status, const char* contains) {
            QTest::newRow(name) << QByteArray(start) << QByteArray(fields) << status << QByteArray(contains);
        };
        row("get", "GET /hello", "", 200, "\r\n\r\nhello");
        row("cheap", "GET /cheap", "", 200, "cheap");
        row("absent", "GET /nothing", "", 404, "application/problem+json");
        row("other method", "POST /hello", "Content-Length: 0\r\n", 405, "Allow: GET, HEAD, OPTIONS");
        row("options", "OPTIONS /hello", "", 204, "Allow: GET, HEAD, OPTIONS");
        row("traversal", "GET /../etc/passwd", "", 400, "");
        row("encoded traversal", "GET /%2e%2e/etc/passwd", "", 400, "");
        row("bad escape", "GET /%zz", "", 400, "");
        row("expectation", "GET /hello", "Expect: miracles\r\n", 417, "");
        row("foreign page", "GET /hello", "Origin: https://evil.example\r\n", 403, "wrong-origin");
        row("null page", "GET /hello", "Origin: null\r\n", 403, "");
        row("friendly page", "GET /open", "Origin: https://shop.example\r\n", 200,
            "Access-Control-Allow-Origin: https://shop.example");
        row("preflight", "OPTIONS /open", "Origin: https://shop.example\r\nAccess-Control-Request-Method: GET\r\n", 204,
            "Access-Control-Allow-Methods");
        row("foreign preflight", "OPTIONS /open",
            "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n", 403, "");
        row("exception", "GET /throw", "", 500, "Internal Server Error");
        row("range", "GET /file", "Range: bytes=26-28\r\n", 206, "Content-Range: bytes 26-28/200000");
        row("range body", "GET /file", "Range: bytes=26-28\r\n", 206, "\r\n\r\nabc");
        row("bad range", "GET /file", "Range: bytes=200000-\r\n", 416, "Content-Range: bytes */200000");
    }
    void answers()
    {
        QFETCH(const QByteArray, start);
        QFETCH(const QByteArray, fields);
        QFETCH(const int, status);
        QFETCH(const QByteArray, contains);
        const QByteArray answer = once(request(start, fields));
        QCOMPARE(statusOf(answer), status);
        QVERIFY2(answer.contains(contains), answer.constData());
        QVERIFY(!answer.contains("secret detail"));
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QByteArray& bytes, int status) {
            QTest::newRow(name) << bytes << status;
        };
        row("two lengths", "POST /echo HTTP/1.1\r\nHost: H\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400);
        row("smuggled",
            "POST /echo HTTP/1.1\r\nHost: H\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("huge header", "GET /hello HTTP/1.1\r\nHost: H\r\nX: " + QByteArray(40'000, 'x'), 431);
        row("chunk size", "POST /echo HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
        row("chunk end", "POST /echo HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
            400);
        row("chunk overflow",
            "POST /echo HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400);
        row("announced too large", "POST /echo HTTP/1.1\r\nHost: H\r\nContent-Length: 1048577\r\n\r\n", 413);
        row("chunks too large",
            "POST /echo HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\n" +
                ("10000\r\n" + QByteArray(65536, 'x') + "\r\n").repeated(17),
            413);
        row("tls hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 11), 400);
    }
    void hostile()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(const int, status);
        bytes.replace("Host: H\r\n", host());
        Line line(m_port);
        line.send(bytes);
        const QByteArray answer = line.answer();
        QCOMPARE(statusOf(answer), status);
        QVERIFY(answer.contains("Connection: close"));
        QVERIFY(line.readAll().isEmpty());
        QCOMPARE(m_executed.load(), 0);
        QCOMPARE(statusOf(once(request("GET /hello"))), 200);
    }

    void problemsCarryACode_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const QByteArray& bytes, int status, const QString& code) {
            QTest::newRow(name) << bytes << status << code;
        };
        const QByteArray host = " HTTP/1.1\r\nHost: H\r\n";
        row("not HTTP", "hello\r\n\r\n", 400, u"malformed"_s);
        row("bad chunk", "POST /echo" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, u"malformed"_s);
        row("foreign page", "GET /hello" + host + "Origin: https://evil.example\r\n\r\n", 403, u"wrong-origin"_s);
        row("absent", "GET /nothing" + host + "\r\n", 404, u"not-found"_s);
        row("file gone", "GET /gone" + host + "\r\n", 404, u"not-found"_s);
        row("other method", "DELETE /hello" + host + "\r\n", 405, u"method-not-allowed"_s);
        row("announced too large", "POST /echo" + host + "Content-Length: 1048577\r\n\r\n", 413, u"too-large"_s);
        row("long address", "GET /" + QByteArray(9000, 'x') + host + "\r\n", 414, u"uri-too-long"_s);
        row("bad range", "GET /file" + host + "Range: bytes=200000-\r\n\r\n", 416, u"range-not-satisfiable"_s);
        row("expectation", "GET /hello" + host + "Expect: miracles\r\n\r\n", 417, u"expectation-failed"_s);
        row("other host", "GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, u"wrong-host"_s);
        row("no upgrade", "GET /socket" + host + "\r\n", 426, u"websocket-only"_s);
        row("huge header", "GET /hello" + host + "X: " + QByteArray(40'000, 'x'), 431,
            u"request-header-fields-too-large"_s);
        row("exception", "GET /throw" + host + "\r\n", 500, u"internal-server-error"_s);
    }
    void problemsCarryACode()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(const int, status);
        QFETCH(const QString, code);
        const QByteArray answer = once(bytes.replace("Host: H\r\n", host()));
        QCOMPARE(statusOf(answer), status);
        QVERIFY2(answer.contains("\r\nContent-Type: application/problem+json\r\n"), answer.constData());
        const QJsonObject problem = QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n"))).object();
        QCOMPARE(problem[u"code"_s].toString(), code);
        QCOMPARE(problem[u"status"_s].toInt(), status);
        QCOMPARE(problem[u"type"_s].toString(), u"about:blank"_s);
    }

    void otherHostIsRefused()
    {
        QCOMPARE(statusOf(once("GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n")), 421);
        QCOMPARE(statusOf(once("GET http://evil.example/hello HTTP/1.1\r\n" + host() + "\r\n")), 421);
        const QByteArray local = "GET /hello HTTP/1.1\r\nHost: LOCALHOST:" + QByteArray::number(m_port) + "\r\n\r\n";
        QCOMPARE(statusOf(once(local)), 200);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        Line line(m_port);
        line.send(request("POST /echo", "Content-Length: 3\r\n", "one") + request("GET /hello") +
                  request("POST /echo", "Transfer-Encoding: chunked\r\n", "2\r\nth\r\n3\r\nree\r\n0\r\n\r\n"));
        QVERIFY(line.answer().endsWith("one"));
        QVERIFY(line.answer().endsWith("hello"));
        QVERIFY(line.answer().endsWith("three"));
    }

    void headHasTheLengthAndNoBody()
    {
        Line line(m_port);
        line.send(request("HEAD /hello") + request("GET /hello"));
        const QByteArray head = line.readUntil("\r\n\r\n");
        QVERIFY(head.contains("Content-Length: 5"));
        QVERIFY(line.answer().endsWith("\r\n\r\nhello"));
    }

    void smallRefusedBodyKeepsTheLine()
    {
        Line line(m_port);
        line.send(request("POST /nothing", "Content-Length: 5\r\n", "abcde") + request("GET /hello"));
        QCOMPARE(statusOf(line.answer()), 404);
        QCOMPARE(statusOf(line.answer()), 200);
    }

    void continueIsSentWhenTheClientWaits()
    {
        Line line(m_port);
        line.send(request("POST /echo", "Content-Length: 3\r\nExpect: 100-continue\r\n"));
        QCOMPARE(statusOf(line.answer()), 100);
        line.send("abc");
        QVERIFY(line.answer().endsWith("abc"));
        Line refused(m_port);
        refused.send(request("POST /echo", "Content-Length: 99999999\r\nExpect: 100-continue\r\n"));
        QCOMPARE(statusOf(refused.answer()), 413);
    }

    void uploadGoesToAFile()
    {
        const QByteArray body(3 * 1024 * 1024, 'u');
        const QByteArray answer = once(request("PUT /upload", "Content-Length: 3145728\r\n", body));
        QVERIFY2(answer.endsWith("\r\n\r\n3145728"), answer.constData());
    }

    void fileIsWholeAndKnownByItsTag()
    {
        const QByteArray answer = once(request("GET /file"));
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(answer.mid(answer.indexOf("\r\n\r\n") + 4).size(), 200'000);
        const qsizetype at = answer.indexOf("ETag: ") + 6;
        const QByteArray tag = answer.mid(at, answer.indexOf('\r', at) - at);
        const QByteArray again = once(request("GET /file", "If-None-Match: " + tag + "\r\n"));
        QCOMPARE(statusOf(again), 304);
        const QByteArray stale = once(request("GET /file", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n"));
        QCOMPARE(statusOf(stale), 200);
    }

    void slowHeaderIsCut()
    {
        m_server.reset();
        ServerOptions options;
        options.headerTimeout = 150ms;
        options.idleTimeout = 150ms;
        options.bodyTimeout = 150ms;
        startWith(options);
        Line silent(m_port);
        Line header(m_port);
        Line body(m_port);
        Line idle(m_port);
        header.send("GET /hello HT");
        body.send(request("POST /echo", "Content-Length: 10\r\n", "abc"));
        idle.send(request("GET /hello"));
        QCOMPARE(statusOf(idle.answer()), 200);
        for (Line* line : {&silent, &header, &body, &idle})
            QVERIFY(line->ends());
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 0U);
        QCOMPARE(m_executed.load(), 0);
    }

    void halfClosedClientStillGetsItsAnswer()
    {
        Line line(m_port);
        line.send(request("GET /hello"));
        line.endSending();
        QVERIFY(line.readAll().endsWith("hello"));
    }

    void tooManyConnectionsAreRefused()
    {
        m_server.reset();
        ServerOptions options;
        options.maxConnectionsPerAddress = 2;
        startWith(options);
        Line first(m_port);
        Line second(m_port);
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 2U);
        Line third(m_port);
        const QByteArray refused = third.answer();
        QCOMPARE(statusOf(refused), 503);
        QVERIFY2(refused.contains(R"("code":"busy")"), refused.constData());
        QVERIFY(third.ends());
        QCOMPARE(m_server->metrics().connectionsRefused, 1U);
        first.send(request("GET /hello"));
        QCOMPARE(statusOf(first.answer()), 200);
    }

    void faultsHappenToTheChosenRequest_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("executed");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, FaultKind kind, int executed, int status) {
            QTest::newRow(name) << static_cast<int>(kind) << executed << status;
        };
        row("none", FaultKind::None, 1, 200);
        row("fail", FaultKind::Fail, 0, 503);
        row("drop", FaultKind::DropAnswer, 1, 0);
        row("twice", FaultKind::Duplicate, 2, 200);
        row("close", FaultKind::Close, 0, 0);
        row("delay", FaultKind::Delay, 1, 200);
    }
    void faultsHappenToTheChosenRequest()
    {
        QFETCH(const int, kind);
        QFETCH(const int, executed);
        QFETCH(const int, status);
        const NthRequest plan(1, {static_cast<FaultKind>(kind), 20ms, 503});
        m_server->setFaultHook(plan);
        const QByteArray bytes = request("POST /echo", "Content-Length: 3\r\n", "abc");
        QCOMPARE(statusOf(once(bytes)), 200);
        QVERIFY(!plan.fired());
        QCOMPARE(statusOf(once(bytes)), status);
        QVERIFY(plan.fired());
        QCOMPARE(m_executed.load(), 1 + executed);
        QCOMPARE(statusOf(once(bytes)), 200);
    }

    void hangingRequestEndsWithTheServer()
    {
        m_server->setFaultHook(NthRequest(0, {FaultKind::Hang, 0ms, 0}));
        Line line(m_port);
        line.send(request("GET /hello"));
        QTRY_COMPARE(m_server->metrics().requests, 1U);
        QVERIFY(line.readUntil("x", 50).isEmpty());
        m_server->stop(50ms);
        QVERIFY(line.ends());
    }

    void stopLetsTheRunningRequestFinish()
    {
        std::binary_semaphore entered{0};
        std::binary_semaphore leave{0};
        Router router;
        router.add("GET", u"/slow"_s, [&](const Request&) {
            entered.release();
            leave.acquire();
            return Response::text("done");
        });
        Server server(std::move(router), {});
        m_port = server.listen(u"127.0.0.1"_s, 0).port;
        Line idle(m_port);
        Line line(m_port);
        line.send(request("GET /slow"));
        entered.acquire();
        std::thread stopper([&] { server.stop(5s); });
        const bool idleEnded = idle.ends();
        leave.release();
        const QByteArray answer = line.answer();
        stopper.join();
        QVERIFY(idleEnded);
        QVERIFY(answer.contains("Connection: close"));
        QVERIFY(answer.endsWith("done"));
        QVERIFY(!Line(m_port).isConnected());
    }

    void fullPoolSaysBusy()
    {
        std::counting_semaphore<8> entered{0};
        std::counting_semaphore<8> leave{0};
        Router router;
        router.add("GET", u"/slow"_s, [&](const Request&) {
            entered.release();
            leave.acquire();
            return Response::text("done");
        });
        ServerOptions options;
        options.threads = 1;
        options.maxQueuedHandlers = 1;
        Server server(std::move(router), options);
        m_port = server.listen(u"127.0.0.1"_s, 0).port;
        Line running(m_port);
        running.send(request("GET /slow"));
        entered.acquire();
        Line waiting(m_port);
        waiting.send(request("GET /slow"));
        QTRY_COMPARE(server.metrics().handlersQueued, 1U);
        const QByteArray busy = once(request("GET /slow"));
        leave.release(2);
        QCOMPARE(statusOf(busy), 503);
        QVERIFY(busy.contains("Retry-After"));
        QCOMPARE(statusOf(running.answer()), 200);
        QCOMPARE(statusOf(waiting.answer()), 200);
    }

    /// With the pool's only thread taken, a file waits for it and the I/O thread for nothing.
    void filesAreReadOnThePool()
    {
        std::counting_semaphore<10> mayGoOn(0);
        std::atomic<int> blocked = 0;
        const QByteArray content = QByteArray("0123456789abcdef").repeated(50'000);
        QFile file(m_dir.filePath(u"large"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        Router router;
        router.add("GET", u"/block"_s, [&](const Request&) {
            ++blocked;
            mayGoOn.acquire();
            return Response::noContent();
        });
        router.add("GET", u"/large"_s, [this](const Request&) {
            return Response::file(m_dir.filePath(u"large"_s), "application/octet-stream");
        });
        ServerOptions options;
        options.threads = 1;
        Server server(std::move(router), options);
        const auto release = qScopeGuard([&] { mayGoOn.release(4); });
        const quint16 port = server.listen(u"127.0.0.1"_s, 0).port;
        const auto ask = [port](const QByteArray& path) {
            auto line = std::make_unique<Line>(port);
            line->send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n\r\n");
            return line;
        };
        const auto first = ask("/block");
        QTRY_COMPARE(blocked.load(), 1);
        const auto large = ask("/large");
        QTRY_COMPARE(server.metrics().handlersQueued, 1U);
        const auto second = ask("/block");
        QTRY_COMPARE(server.metrics().handlersQueued, 2U);
        mayGoOn.release();
        QTRY_COMPARE(blocked.load(), 2);
        QTRY_COMPARE(server.metrics().handlersQueued, 1U);
        mayGoOn.release();
        QVERIFY(large->answer().endsWith(content));
    }

    void plainOffLoopbackIsRefused()
    {
        Server server(Router(), {});
        const Listening listening = server.listen(u"0.0.0.0"_s, 0);
        QVERIFY(!listening.ok);
        QVERIFY(!listening.error.isEmpty());
        ServerOptions behind;
        behind.trustedProxies = QStringList{u"127.0.0.1"_s};
        Server allowed(Router(), behind);
        const Listening everywhere = allowed.listen(u"0.0.0.0"_s, 0);
        QVERIFY(everywhere.ok);
        // From this computer's other addresses come what the proxy did not bring.
        for (const QHostAddress& own : QNetworkInterface::allAddresses()) {
            if (own.isLoopback() || own.protocol() != QAbstractSocket::IPv4Protocol)
                continue;
            QTcpSocket stranger;
            stranger.connectToHost(own, everywhere.port);
            stranger.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            QVERIFY(stranger.state() == QAbstractSocket::UnconnectedState || stranger.waitForDisconnected(5000));
            QVERIFY(stranger.readAll().isEmpty());
        }
        Line own(everywhere.port);
        own.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(statusOf(own.answer()), 404);
    }

    void takenPortIsAnError()
    {
        Server second(Router(), {});
        const Listening listening = second.listen(u"127.0.0.1"_s, m_port);
        QVERIFY(!listening.ok);
        QVERIFY(listening.error.contains(QString::number(m_port)));
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_http_server.moc"
