#include "server/http/server.h"
#include "tests/server/http_line.h"

#include <QScopeGuard>
#include <QTest>
#include <QWebSocket>

#include <atomic>
#include <mutex>
#include <semaphore>

using namespace Qt::StringLiterals;
using namespace server::http;
using namespace std::chrono_literals;

namespace
{

/// What the sessions of the server under test saw; shared by pool threads and the test.
struct Seen {
    std::mutex mutex;
    std::vector<WebSocketPtr> open;
    QByteArrayList messages;
    QList<int> closed;

    WebSocketPtr first()
    {
        const std::lock_guard lock(mutex);
        return open.empty() ? nullptr : open.front();
    }
    QByteArrayList texts()
    {
        const std::lock_guard lock(mutex);
        return messages;
    }
    QList<int> codes()
    {
        const std::lock_guard lock(mutex);
        return closed;
    }
};

} // namespace

/// Websocket sessions, from outside with Qt's client and with raw lines.
class TestHttpSocket : public QObject
{
    Q_OBJECT

    std::unique_ptr<Server> m_server;
    std::shared_ptr<Seen> m_seen;
    quint16 m_port = 0;

    void startWith(WebSocketOptions options, ServerOptions serverOptions = {})
    {
        m_server.reset();
        m_seen = std::make_shared<Seen>();
        const std::shared_ptr<Seen> seen = m_seen;
        Router router;
        router.addWebSocket(
            u"/stream/{desk}"_s,
            [seen](const Request& request) -> std::variant<SocketCallbacks, Response> {
                if (request.param(u"desk"_s) == u"closed")
                    return Response::problem(401);
                SocketCallbacks callbacks;
                callbacks.onOpen = [seen](const WebSocketPtr& socket) {
                    const std::lock_guard lock(seen->mutex);
                    seen->open.push_back(socket);
                };
                callbacks.onMessage = [seen](const WebSocketPtr& socket, const QByteArray& text) {
                    {
                        const std::lock_guard lock(seen->mutex);
                        seen->messages.append(text);
                    }
                    socket->send("echo " + text);
                };
                callbacks.onClose = [seen](const WebSocketPtr&, int code, const QByteArray&) {
                    const std::lock_guard lock(seen->mutex);
                    seen->closed.append(code);
                };
                return callbacks;
            },
            options);
        m_server = std::make_unique<Server>(std::move(router), std::move(serverOptions));
        const Listening listening = m_server->listen(u"127.0.0.1"_s, 0);
        QVERIFY2(listening.ok, qPrintable(listening.error));
        m_port = listening.port;
    }
    QUrl url(const QString& desk = u"a"_s) const
    {
        return QUrl(u"ws://127.0.0.1:%1/stream/%2"_s.arg(m_port).arg(desk));
    }
    QByteArray upgrade(const QByteArray& fields = {}, const QByteArray& desk = "a") const
    {
        return "GET /stream/" + desk + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) +
               "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
               fields + "\r\n";
    }

private Q_SLOTS:
    void init() { startWith({}); }
    void cleanup() { m_server.reset(); }

    void messagesComeBackInOrder_data()
    {
        QTest::addColumn<bool>("cheap");
        QTest::newRow("pool") << false;
        QTest::newRow("I/O thread") << true;
    }
    void messagesComeBackInOrder()
    {
        QFETCH(const bool, cheap);
        WebSocketOptions options;
        options.cheap = cheap;
        startWith(options);
        QWebSocket client;
        QStringList got;
        connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString& text) { got.append(text); });
        connect(&client, &QWebSocket::connected, this, [&] {
            for (int i = 0; i < 500; ++i)
                client.sendTextMessage(QString::number(i));
        });
        client.open(url());
        QTRY_COMPARE(got.size(), 500);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(got[i], u"echo %1"_s.arg(i));
        client.close();
        QTRY_COMPARE(m_seen->codes(), QList<int>{1000});
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 0U);
        QVERIFY(!m_seen->first()->isOpen());
        QVERIFY(!m_seen->first()->send("late"));
    }

    void aFloodLeavesThePoolToOthers()
    {
        std::counting_semaphore<100> mayGoOn(0);
        std::mutex mutex;
        QStringList order;
        const auto note = [&](const QString& what) {
            const std::lock_guard lock(mutex);
            order.append(what);
        };
        Router router;
        router.addWebSocket(u"/flood"_s, [&](const Request&) -> std::variant<SocketCallbacks, Response> {
            SocketCallbacks callbacks;
            callbacks.onMessage = [&](const WebSocketPtr&, const QByteArray&) {
                mayGoOn.acquire();
                note(u"message"_s);
            };
            return callbacks;
        });
        router.add("GET", u"/other"_s, [&](const Request&) {
            note(u"other"_s);
            return Response::noContent();
        });
        ServerOptions options;
        options.threads = 1;
        Server server(std::move(router), options);
        const auto release = qScopeGuard([&] { mayGoOn.release(30); });
        const quint16 port = server.listen(u"127.0.0.1"_s, 0).port;
        QWebSocket flood;
        connect(&flood, &QWebSocket::connected, this, [&] {
            for (int i = 0; i < 30; ++i)
                flood.sendTextMessage(u"x"_s);
        });
        flood.open(QUrl(u"ws://127.0.0.1:%1/flood"_s.arg(port)));
        QTRY_COMPARE(server.metrics().messagesReceived, 30U);
        Line other(port);
        other.send("GET /other HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n\r\n");
        QTRY_VERIFY(server.metrics().handlersQueued >= 1);
        mayGoOn.release(30);
        QCOMPARE(statusOf(other.answer()), 204);
        server.stop();
        QCOMPARE(order.size(), 31);
        QVERIFY2(order.indexOf(u"other"_s) <= 8, qPrintable(order.join(u' ')));
    }

    void refusedUpgradeStaysRefused()
    {
        Line line(m_port);
        line.send(upgrade({}, "closed"));
        const QByteArray answer = line.answer();
        QCOMPARE(statusOf(answer), 401);
        QVERIFY(line.readUntil("101", 50).isEmpty());
        QCOMPARE(m_server->metrics().socketsAccepted, 0U);
    }

    void foreignPageIsRefused()
    {
        Line line(m_port);
        line.send(upgrade("Origin: https://evil.example\r\n"));
        QCOMPARE(statusOf(line.answer()), 403);
        Line own(m_port);
        own.send(upgrade("Origin: http://127.0.0.1:" + QByteArray::number(m_port) + "\r\n"));
        QCOMPARE(statusOf(own.answer()), 101);
    }

    void plainRequestIsToldToUpgrade()
    {
        Line line(m_port);
        line.send("GET /stream/a HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n\r\n");
        QCOMPARE(statusOf(line.answer()), 426);
    }

    void tooLargeMessageCloses()
    {
        WebSocketOptions options;
        options.maxMessage = 1000;
        startWith(options);
        QWebSocket client;
        connect(&client, &QWebSocket::connected, this, [&] { client.sendTextMessage(QString(2000, u'x')); });
        client.open(url());
        QTRY_COMPARE(m_seen->codes(), QList<int>{1009});
        QVERIFY(m_seen->texts().isEmpty());
    }

    void binaryMessageCloses()
    {
        QWebSocket client;
        connect(&client, &QWebSocket::connected, this, [&] { client.sendBinaryMessage("x"); });
        client.open(url());
        QTRY_COMPARE(m_seen->codes(), QList<int>{1003});
        QTRY_COMPARE(static_cast<int>(client.closeCode()), 1003);
    }

    void unmaskedFrameIsAProtocolError()
    {
        WebSocketOptions options;
        options.closeDeadline = 200ms;
        startWith(options);
        Line line(m_port);
        line.send(upgrade());
        QCOMPARE(statusOf(line.answer()), 101);
        line.send(QByteArray("\x81\x01x", 3));
        QTRY_COMPARE(m_seen->codes(), QList<int>{1002});
        QVERIFY(line.ends());
    }

    void slowConsumerIsDroppedWithBoundedMemory()
    {
        WebSocketOptions options;
        options.maxQueuedBytes = 256 * 1024;
        options.closeDeadline = 100ms;
        startWith(options);
        Line line(m_port, 4096);
        line.send(upgrade());
        QCOMPARE(statusOf(line.answer()), 101);
        QTRY_VERIFY(m_seen->first());
        const WebSocketPtr socket = m_seen->first();
        const QByteArray event(8 * 1024, 'e');
        std::size_t most = 0;
        int sent = 0;
        while (socket->send(event) && sent < 100'000) {
            most = std::max(most, socket->bufferedBytes());
            ++sent;
        }
        QVERIFY2(sent < 1000, "the queue has a limit");
        QVERIFY(most <= options.maxQueuedBytes);
        QVERIFY(!socket->isOpen());
        QTRY_COMPARE(m_seen->codes(), QList<int>{1013});
        QCOMPARE(m_server->metrics().socketsDroppedSlow, 1U);
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 0U);
    }

    void slowConsumerThatReadsAgainIsToldWhy()
    {
        WebSocketOptions options;
        options.maxQueuedBytes = 64 * 1024;
        startWith(options);
        Line line(m_port, 4096);
        line.send(upgrade());
        QCOMPARE(statusOf(line.answer()), 101);
        QTRY_VERIFY(m_seen->first());
        const WebSocketPtr socket = m_seen->first();
        const QByteArray event(32 * 1024, 'e');
        while (socket->send(event)) { // nobody reads meanwhile
        }
        const QByteArray closeFrame("\x88\x1f\x03\xf5Too slow; reconnect and pull.", 33);
        QVERIFY(line.readUntil(closeFrame).endsWith(closeFrame));
        QTRY_COMPARE(m_seen->codes(), QList<int>{1013});
    }

    void silentPeerIsPingedAndDropped()
    {
        WebSocketOptions options;
        options.pingEvery = 50ms;
        options.pongDeadline = 100ms;
        startWith(options);
        Line line(m_port);
        line.send(upgrade());
        QCOMPARE(statusOf(line.answer()), 101);
        QCOMPARE(line.readUntil(QByteArray("\x89\x00", 2)), QByteArray("\x89\x00", 2));
        QVERIFY(line.ends());
        QTRY_COMPARE(m_seen->codes(), QList<int>{1006});
    }

    void answeringPeerStaysAndAnIdleOneIsClosed()
    {
        WebSocketOptions options;
        options.pingEvery = 20ms;
        options.pongDeadline = 1s;
        options.idleTimeout = 300ms;
        startWith(options);
        QWebSocket client;
        client.open(url());
        QTRY_COMPARE(m_seen->codes(), QList<int>{1008});
        QTRY_COMPARE(static_cast<int>(client.closeCode()), 1008);
    }

    void whoNeverSpeaksIsClosed()
    {
        WebSocketOptions options;
        options.firstDeadline = 100ms;
        options.idleTimeout = 1h;
        startWith(options);
        QWebSocket talking;
        connect(&talking, &QWebSocket::connected, this, [&] { talking.sendTextMessage(u"hello"_s); });
        talking.open(url());
        QTRY_COMPARE(m_seen->texts().size(), 1);
        QWebSocket silent;
        silent.open(url());
        QTRY_COMPARE(m_seen->codes(), QList<int>{1008});
        QTRY_COMPARE(static_cast<int>(silent.closeCode()), 1008);
        QCOMPARE(m_server->metrics().socketsOpen, 1U);
    }

    void aRouteHasItsShare()
    {
        WebSocketOptions options;
        options.maxSessions = 2;
        startWith(options);
        std::array<QWebSocket, 2> clients;
        for (QWebSocket& client : clients)
            client.open(url());
        QTRY_COMPARE(m_server->metrics().socketsOpen, 2U);
        Line third(m_port);
        third.send(upgrade());
        const QByteArray answer = third.answer();
        QCOMPARE(statusOf(answer), 503);
        QVERIFY(answer.contains("Retry-After: 5"));
        clients[0].close();
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 2U);
        Line fourth(m_port);
        fourth.send(upgrade());
        QCOMPARE(statusOf(fourth.answer()), 101);
    }

    void behindAProxyClientsAreCounted()
    {
        ServerOptions options;
        options.trustedProxies = {u"127.0.0.1"_s};
        options.maxConnectionsPerAddress = 2;
        startWith({}, options);
        std::vector<std::unique_ptr<Line>> lines;
        const auto open = [&](const QByteArray& client) {
            lines.push_back(std::make_unique<Line>(m_port));
            lines.back()->send(upgrade("X-Forwarded-For: " + client + "\r\n"));
            return statusOf(lines.back()->answer());
        };
        QCOMPARE(open("198.51.100.1"), 101);
        QCOMPARE(open("198.51.100.1"), 101);
        QCOMPARE(open("198.51.100.1"), 503);
        QCOMPARE(open("198.51.100.2"), 101);
        lines.erase(lines.begin());
        QTRY_COMPARE(m_server->metrics().connectionsOpen, 3U);
        QCOMPARE(open("198.51.100.1"), 101);
    }

    void lineThatBreaksIsAbnormal()
    {
        {
            Line line(m_port);
            line.send(upgrade());
            QCOMPARE(statusOf(line.answer()), 101);
        }
        QTRY_COMPARE(m_seen->codes(), QList<int>{1006});
    }

    void stopClosesWith1001()
    {
        QWebSocket client;
        client.open(url());
        QTRY_VERIFY(m_seen->first());
        std::thread stopper([this] { m_server->stop(5s); });
        QTRY_COMPARE(static_cast<int>(client.closeCode()), 1001);
        stopper.join();
        QCOMPARE(m_seen->codes(), QList<int>{1001});
        QVERIFY(!m_seen->first()->send("late"));
    }

    void handleMayOutliveTheServer()
    {
        QWebSocket client;
        client.open(url());
        QTRY_VERIFY(m_seen->first());
        const WebSocketPtr socket = m_seen->first();
        m_server.reset();
        QVERIFY(!socket->send("late"));
        socket->close();
        QCOMPARE(m_seen->codes(), QList<int>{1001});
    }

    void manyThreadsMaySend()
    {
        QWebSocket client;
        int got = 0;
        connect(&client, &QWebSocket::textMessageReceived, this, [&] { ++got; });
        client.open(url());
        QTRY_VERIFY(m_seen->first());
        const WebSocketPtr socket = m_seen->first();
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([socket] {
                for (int i = 0; i < 250; ++i)
                    socket->send("x");
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QTRY_COMPARE(got, 1000);
        QCOMPARE(m_server->metrics().messagesSent, 1000U);
    }
};

QTEST_GUILESS_MAIN(TestHttpSocket)
#include "tst_http_socket.moc"
