// What web chat takes from strangers: frames, sessions, files, typing, and how long their rows stay.

#include "server/rules/jobs.h"
#include "tests/server/api_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using server::channels::VisitorAllowance;
using test::Answer;
using test::ApiDesk;
using test::Socket;

class TestChatLimits : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;

    bool serve(const VisitorAllowance& allowance = {})
    {
        server::process::DeskServerOptions options;
        options.chat.allowance = allowance;
        return m_desk.open(sql::Engine::Sqlite, std::move(options));
    }
    std::unique_ptr<Socket> visitor(QString& session)
    {
        auto socket = std::make_unique<Socket>(m_desk.socketUrl(u"/chat/socket"_s));
        socket->say({{u"type"_s, u"hello"_s}, {u"session"_s, session}});
        session = socket->hear(u"welcome"_s)[u"session"_s].toString();
        return socket;
    }
    static QJsonObject frame(const QString& type, const QJsonObject& more = {})
    {
        QJsonObject object = more;
        object.insert(u"type"_s, type);
        return object;
    }
    static QJsonObject sending(const QString& client)
    {
        return frame(u"send"_s, {{u"client"_s, client}, {u"text"_s, u"hello"_s}});
    }
    qint64 sessions()
    {
        return *m_desk.store().read([](sql::Connection& sql) {
            return sql.value<qint64>(u"SELECT count(*) FROM chat_sessions"_s).value_or(-1);
        });
    }
    Answer upload(const QString& session, const QByteArray& bytes)
    {
        return m_desk.call("POST", u"/chat/attachments?name=a.txt"_s, session.toLatin1(), bytes);
    }

private Q_SLOTS:
    void aSessionIsStoredWithItsFirstWords()
    {
        QVERIFY(serve());
        QString first;
        QString second;
        const auto one = visitor(first);
        const auto two = visitor(second);
        QCOMPARE(sessions(), 0);
        one->say(sending(u"a"_s));
        QVERIFY(!one->hear(u"ack"_s).isEmpty());
        QCOMPARE(sessions(), 1);
        QCOMPARE(upload(second, "a file").status, 201);
        QCOMPARE(sessions(), 2);
        // Both are known from now on.
        for (const QString& session : {first, second}) {
            QString again = session;
            const auto back = visitor(again);
            QCOMPARE(again, session);
        }
        QCOMPARE(upload(u"made up"_s, "a file").status, 401);
        QCOMPARE(sessions(), 2);
    }

    void helloIsSaidOnce()
    {
        QVERIFY(serve());
        QString session;
        const auto socket = visitor(session);
        socket->say(frame(u"hello"_s, {{u"session"_s, u""_s}}));
        QCOMPARE(socket->closeCode(), 1008);
    }

    void everyFrameCounts_data()
    {
        QTest::addColumn<QString>("type");
        QTest::newRow("ping") << u"ping"_s;
        QTest::newRow("seen") << u"seen"_s;
        QTest::newRow("typing") << u"typing"_s;
        QTest::newRow("unknown") << u"what"_s;
    }
    void everyFrameCounts()
    {
        QFETCH(QString, type);
        VisitorAllowance allowance;
        allowance.socketFrames = {.perSecond = 0, .burst = 10};
        QVERIFY(serve(allowance));
        QString session;
        const auto socket = visitor(session);
        for (int i = 0; i < 9; ++i)
            socket->say(frame(type));
        QVERIFY(socket->isOpen());
        socket->say(frame(type));
        QCOMPARE(socket->closeCode(), test::kTryAgain);
    }

    void socketsOfOneAddressShareAnAllowance()
    {
        VisitorAllowance allowance;
        allowance.peerFrames = {.perSecond = 0, .burst = 10};
        QVERIFY(serve(allowance));
        for (int i = 0; i < 10; ++i) {
            QString session;
            const auto socket = visitor(session);
            QVERIFY(!session.isEmpty());
        }
        Socket late(m_desk.socketUrl(u"/chat/socket"_s));
        late.say(frame(u"hello"_s));
        QCOMPARE(late.closeCode(), test::kTryAgain);
    }

    void newSessionsBringNoNewAllowance()
    {
        VisitorAllowance allowance;
        allowance.peerBytes = {.perSecond = 0, .burst = 200'000};
        allowance.peerSends = {.perSecond = 0, .burst = 7};
        QVERIFY(serve(allowance));
        QString first;
        QString second;
        const auto one = visitor(first);
        const auto two = visitor(second);
        QCOMPARE(upload(first, QByteArray(150'000, 'a')).status, 201);
        const Answer refused = upload(second, QByteArray(150'000, 'b'));
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.headers.value("retry-after").toInt() > 0);
        one->say(sending(u"a"_s));
        QVERIFY(!one->hear(u"ack"_s).isEmpty());
        two->say(sending(u"b"_s));
        QVERIFY(!two->hear(u"ack"_s).isEmpty());
        two->say(sending(u"c"_s));
        QVERIFY(!two->hear(u"ack"_s).isEmpty());
        two->say(sending(u"d"_s));
        QCOMPARE(two->hear(u"error"_s)[u"code"_s].toString(), u"slow-down"_s);
    }

    void typingIsToldOnce()
    {
        QVERIFY(serve());
        const QByteArray ada = m_desk.agent(u"ada"_s);
        QString session;
        const auto socket = visitor(session);
        socket->say(sending(u"a"_s));
        QVERIFY(!socket->hear(u"ack"_s).isEmpty());
        Socket agent(m_desk.socketUrl(u"/v1/stream"_s));
        agent.say(frame(u"auth"_s, {{u"token"_s, QString::fromLatin1(ada)}}));
        QVERIFY(!agent.hear(u"ready"_s).isEmpty());
        for (int i = 0; i < 20; ++i) {
            socket->say(frame(u"typing"_s, {{u"typing"_s, true}}));
            socket->say(frame(u"typing"_s, {{u"typing"_s, false}}));
        }
        socket->say(frame(u"ping"_s));
        QVERIFY(!socket->hear(u"pong"_s).isEmpty());
        agent.say(frame(u"ping"_s));
        QVERIFY(!agent.hear(u"pong"_s).isEmpty());
        QCOMPARE(agent.heard(u"customer-typing"_s).size(), 2);
        QVERIFY(!agent.heard(u"customer-typing"_s).last()[u"typing"_s].toBool());

        m_desk.clock().advance(3 * desk::kSecond);
        socket->say(frame(u"typing"_s, {{u"typing"_s, true}}));
        QTRY_COMPARE(agent.heard(u"customer-typing"_s).size(), 3);
        QVERIFY(agent.heard(u"customer-typing"_s).last()[u"typing"_s].toBool());
    }

    void nothingNewSeenWaitsForNoWriter()
    {
        QVERIFY(serve());
        QString session;
        const auto socket = visitor(session);
        socket->say(sending(u"a"_s));
        QVERIFY(!socket->hear(u"ack"_s).isEmpty());
        QJsonObject answered;
        const auto held = m_desk.store().write([&](server::store::FeedTransaction&) {
            socket->say(frame(u"seen"_s, {{u"id"_s, u"4711"_s}}));
            socket->say(frame(u"ping"_s));
            answered = socket->hear(u"pong"_s);
            return server::store::Done{};
        });
        QVERIFY(held.ok());
        QVERIFY(!answered.isEmpty());
    }

    void endedSessionsGo()
    {
        QVERIFY(serve());
        const QByteArray ada = m_desk.agent(u"ada"_s, desk::Role::Owner);
        QString empty;
        QString open;
        QString closed;
        const auto one = visitor(empty);
        QCOMPARE(upload(empty, "never sent").status, 201);
        const auto two = visitor(open);
        two->say(sending(u"a"_s));
        QVERIFY(!two->hear(u"ack"_s).isEmpty());
        const auto three = visitor(closed);
        three->say(sending(u"a"_s));
        QVERIFY(!three->hear(u"ack"_s).isEmpty());
        const QJsonArray tickets =
            m_desk.call("GET", u"/v1/history/tickets?scope=all"_s, ada).json()[u"tickets"_s].toArray();
        QVERIFY(!m_desk.operate(ada, test::operation(u"close"_s, tickets[0][u"id"_s].toString())).isEmpty());
        QCOMPARE(sessions(), 3);
        const desk::Instant now = m_desk.clock().now();
        QCOMPARE(server::rules::prune(m_desk.store(), now + desk::kDay / 2)->chats, 0);
        QCOMPARE(server::rules::prune(m_desk.store(), now + 2 * desk::kDay)->chats, 1);
        QCOMPARE(server::rules::prune(m_desk.store(), now + 91 * desk::kDay)->chats, 1);
        QCOMPARE(sessions(), 1);
    }
};

QTEST_GUILESS_MAIN(TestChatLimits)
#include "tst_chat_limits.moc"
