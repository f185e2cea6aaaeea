// Which pages may chat, and that no page of another site finds the desk of one person on their own computer.

#include "server/store/rows.h"
#include "tests/server/api_desk.h"
#include "tests/server/http_line.h"

#include <QTest>

using namespace Qt::StringLiterals;
using server::process::DeskServer;
using server::process::DeskServerOptions;
using test::ApiDesk;
using test::Socket;

namespace
{

const QByteArray kToken(43, 't');
const auto kShop = u"https://shop.example"_s;
const auto kSocket = u"/chat/socket"_s;

DeskServerOptions embedded(bool hasChat)
{
    DeskServerOptions options;
    options.embeddedToken = kToken;
    options.embeddedChat = hasChat;
    return options;
}

/// An answer without the time.
QByteArray timeless(const QByteArray& answer)
{
    QByteArrayList lines = answer.split('\n');
    lines.removeIf([](const QByteArray& line) { return line.startsWith("Date: "); });
    return lines.join('\n');
}

} // namespace

class TestChatOrigins : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;

    quint16 port() const { return quint16(m_desk.socketUrl({}).port()); }
    QString own() const { return u"http://127.0.0.1:%1"_s.arg(port()); }
    bool opens(const QString& origin) const { return Socket(m_desk.socketUrl(kSocket), origin).isOpen(); }
    /// What a file of a session that is none comes to: 401 where the page is heard.
    test::Answer upload(const QByteArray& origin)
    {
        QHash<QByteArray, QByteArray> headers;
        if (!origin.isEmpty())
            headers.insert("Origin", origin);
        return m_desk.call("POST", u"/chat/attachments?name=a.txt"_s, "none", QByteArray("a letter"), headers);
    }
    test::Answer preflight(const QByteArray& origin)
    {
        return m_desk.call("OPTIONS", u"/chat/attachments"_s, {}, QByteArray(),
                           {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}});
    }
    QByteArray ask(const QByteArray& request, const QByteArray& header)
    {
        Line line(port());
        QByteArray text = request + " HTTP/1.1\r\n" + header;
        if (!header.startsWith("Host: "))
            text += "Host: 127.0.0.1:" + QByteArray::number(port()) + "\r\n";
        return line.send(text + "\r\n") ? timeless(line.answer()) : QByteArray();
    }

private Q_SLOTS:
    void withoutALeaveTheDesksOwnPagesAloneMayChat()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        QVERIFY(opens(own()));
        QVERIFY(opens({})); // no browser
        QVERIFY(!opens(kShop));
        QVERIFY(!opens(u"http://127.0.0.1:1"_s));
        QVERIFY(!opens(u"null"_s));
        QCOMPARE(upload(own().toLatin1()).status, 401);
        for (const test::Answer& answer : {upload(kShop.toLatin1()), preflight(kShop.toLatin1())}) {
            QCOMPARE(answer.status, 403);
            QVERIFY(!answer.headers.contains("access-control-allow-origin"));
        }
    }

    void otherPagesMayWithTheDesksLeave()
    {
        DeskServerOptions options;
        options.chat.origins = {kShop.toLatin1()};
        QVERIFY(m_desk.open(sql::Engine::Sqlite, std::move(options)));
        QVERIFY(opens(own()));
        QVERIFY(opens(kShop));
        QVERIFY(!opens(u"https://evil.example"_s));
        QCOMPARE(upload(kShop.toLatin1()).headers.value("access-control-allow-origin"), kShop.toLatin1());
        QCOMPARE(preflight(kShop.toLatin1()).status, 204);
        QCOMPARE(preflight("https://evil.example").status, 403);
    }

    void anEmbeddedDeskChatsWithItsOwnPagesAlone()
    {
        DeskServerOptions options = embedded(true);
        options.chat.origins = {kShop.toLatin1()}; // not even then
        QVERIFY(m_desk.open(sql::Engine::Sqlite, std::move(options)));
        QCOMPARE(m_desk.call("GET", u"/chat/demo"_s).status, 200);
        QVERIFY(opens(own()));
        QVERIFY(!opens({}));
        QVERIFY(!opens(kShop));
        QCOMPARE(upload(own().toLatin1()).status, 401);
        QCOMPARE(upload({}).status, 403);
        QCOMPARE(upload(kShop.toLatin1()).status, 403);
        QCOMPARE(preflight(kShop.toLatin1()).status, 403);
        QCOMPARE(m_desk.call("POST", u"/chat/attachments/1/link"_s, "none").status, 403);
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, kToken).status,
                 403); // an empty desk has no owner: the client is heard
    }

    void anEmbeddedDeskThatIsNotTheSampleHasNoChat_data()
    {
        QTest::addColumn<bool>("isSample");
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("one's own") << false << false;
        QTest::newRow("one's own, asked for") << false << true;
        QTest::newRow("the sample") << true << false;
    }
    void anEmbeddedDeskThatIsNotTheSampleHasNoChat()
    {
        QFETCH(bool, isSample);
        QFETCH(bool, isAsked);
        const QTemporaryDir folder;
        DeskServerOptions options = embedded(isAsked);
        options.store.dataDir = folder.path();
        if (isSample) {
            const auto database = server::store::Database::open(options.store);
            QVERIFY(database.ok());
            const auto store = (*database)->connect();
            QVERIFY((*store)
                        ->write([](server::store::FeedTransaction& transaction) {
                            server::store::setSetting(transaction.sql(), u"sample"_s, u"true"_s);
                            return server::store::Done{};
                        })
                        .ok());
        }
        auto server = DeskServer::open(std::move(options), m_desk.clock());
        QVERIFY(server.ok());
        const auto listening = (*server)->listen(u"127.0.0.1"_s, 0);
        QVERIFY(listening.ok);
        const QByteArray place = "127.0.0.1:" + QByteArray::number(listening.port);
        for (const QByteArray path : {"/chat/demo", "/chat/widget.js", "/chat/widget.css", "/chat/demo.css",
                                      "/chat/socket", "/chat/attachments/1"}) {
            Line line(listening.port);
            QVERIFY(line.send("GET " + path + " HTTP/1.1\r\nHost: " + place + "\r\n\r\n"));
            const int status = statusOf(line.answer());
            if (isSample || isAsked)
                QVERIFY2(path.contains("attachments") || status != 404, path.constData());
            else
                QCOMPARE(status, 404);
        }
    }

    void noPageCanTellAnEmbeddedDesk_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("a site") << QByteArray("Origin: https://evil.example\r\n");
        QTest::newRow("no site") << QByteArray("Origin: null\r\n");
        QTest::newRow("another port") << QByteArray("Origin: http://127.0.0.1:1\r\n");
        QTest::newRow("a script or an image") << QByteArray("Sec-Fetch-Site: cross-site\r\n");
        QTest::newRow("the same from a port beside") << QByteArray("Sec-Fetch-Site: same-site\r\n");
        QTest::newRow("a name that leads here") << QByteArray("Host: evil.example\r\n");
    }
    void noPageCanTellAnEmbeddedDesk()
    {
        QFETCH(QByteArray, header);
        QVERIFY(m_desk.open(sql::Engine::Sqlite, embedded(true)));
        const QByteArray asked =
            "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n";
        for (const QByteArray path :
             {"/", "/nothing", "/v1/health", "/v1/me", "/v1/sign-in", "/v1/stream", "/v1/attachments/1", "/chat/demo",
              "/chat/widget.js", "/chat/socket", "/chat/attachments", "/chat/attachments/1/link"}) {
            for (const QByteArray method : {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}) {
                const QByteArray bare = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
                QCOMPARE(ask(method + ' ' + path, header), bare);
                QCOMPARE(ask(method + ' ' + path, header + asked), bare);
            }
        }
        // The program itself and the desk's own pages are heard.
        QVERIFY(ask("GET /v1/health", {}).startsWith("HTTP/1.1 200"));
        QVERIFY(ask("GET /chat/demo", "Sec-Fetch-Site: none\r\n").startsWith("HTTP/1.1 200"));
        QVERIFY(ask("GET /chat/widget.js", "Sec-Fetch-Site: same-origin\r\n").startsWith("HTTP/1.1 200"));
    }
};

QTEST_GUILESS_MAIN(TestChatOrigins)
#include "tst_chat_origins.moc"
