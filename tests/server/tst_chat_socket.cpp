// Web chat over real sockets, on both engines (TKT-3, CHAT-1, THR-10).

#include "server/store/settings.h"
#include "tests/server/api_desk.h"
#include "tests/server/http_line.h"

#include <QJsonArray>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using test::Answer;
using test::ApiDesk;
using test::operation;
using test::Socket;

class TestChatSocket : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;
    QByteArray m_ada;

    /// A visitor who has said hello; `welcome` gets what the desk answered.
    std::unique_ptr<Socket> visitor(QJsonObject& welcome, const QString& session = {})
    {
        auto socket = std::make_unique<Socket>(m_desk.socketUrl(u"/chat/socket"_s));
        socket->say({{u"type"_s, u"hello"_s}, {u"session"_s, session}});
        welcome = socket->hear(u"welcome"_s);
        return socket;
    }
    static QJsonObject sending(const QString& text, const QString& client, const QJsonArray& files = {})
    {
        return {{u"type"_s, u"send"_s}, {u"client"_s, client}, {u"text"_s, text}, {u"attachments"_s, files}};
    }
    /// Sends and returns the id under which the desk stored it.
    static QString send(Socket& socket, const QString& text, const QJsonArray& files = {})
    {
        const QString client = QUuid::createUuid().toString(QUuid::WithoutBraces);
        socket.say(sending(text, client, files));
        const QJsonObject ack = socket.hear(u"ack"_s);
        return ack[u"client"_s].toString() == client ? ack[u"id"_s].toString() : QString();
    }
    QJsonArray tickets()
    {
        return m_desk.call("GET", u"/v1/history/tickets?scope=all"_s, m_ada).json()[u"tickets"_s].toArray();
    }
    /// Messages of the ticket that are neither notes nor events, oldest first.
    QJsonArray messages(const QString& ticket)
    {
        QJsonArray found;
        const QJsonObject page = m_desk.call("GET", u"/v1/tickets/%1/messages"_s.arg(ticket), m_ada).json();
        for (const auto& message : page[u"messages"_s].toArray()) {
            if (message[u"kind"_s].toString() == u"message"_s)
                found.prepend(message);
        }
        return found;
    }
    bool serve(sql::Engine engine, server::process::DeskServerOptions options = {})
    {
        if (!m_desk.open(engine, std::move(options)))
            return false;
        m_ada = m_desk.agent(u"ada"_s, desk::Role::Owner);
        return true;
    }
    QJsonObject reply(const QString& ticket, const QString& seen, const QString& text)
    {
        return m_desk.operate(m_ada, operation(u"reply"_s, ticket, {{u"text"_s, text}, {u"seen"_s, seen}}));
    }

#define SERVED_CHAT()                                                                                                  \
    QFETCH(sql::Engine, engine);                                                                                       \
    if (!serve(engine))                                                                                                \
    QSKIP(qPrintable(m_desk.why()))

private Q_SLOTS:
    void aConversation_data()
    {
        ApiDesk::rows();
    }
    void aConversation()
    {
        SERVED_CHAT();
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        const QString session = welcome[u"session"_s].toString();
        QVERIFY(session.size() >= 32);
        QCOMPARE(welcome[u"messages"_s].toArray().size(), 0);
        const QString id = send(*socket, u"hello"_s);
        QVERIFY(!id.isEmpty());
        QCOMPARE(tickets().size(), 1);
        const QString ticket = tickets()[0][u"id"_s].toString();
        QVERIFY(tickets()[0][u"assignee"_s].toString().isEmpty());

        QVERIFY(!m_desk.operate(m_ada, operation(u"note"_s, ticket, {{u"text"_s, u"not for visitors"_s}})).isEmpty());
        const QString answer = reply(ticket, id, u"good day"_s)[u"message"_s][u"id"_s].toString();
        QVERIFY(!answer.isEmpty());
        QJsonObject told;
        do {
            told = socket->hear(u"message"_s)[u"message"_s].toObject();
            QVERIFY(!told.isEmpty());
            QVERIFY(told[u"text"_s].toString() != u"not for visitors"_s);
        } while (told[u"id"_s].toString() != answer);
        QCOMPARE(told[u"from"_s].toString(), u"agent"_s);
        QCOMPARE(told[u"text"_s].toString(), u"good day"_s);

        socket->say({{u"type"_s, u"seen"_s}, {u"id"_s, answer}});
        QTRY_COMPARE(messages(ticket)[1][u"delivery"_s].toString(), u"read"_s);

        QJsonObject again;
        const auto later = visitor(again, session);
        QCOMPARE(again[u"session"_s].toString(), session);
        QCOMPARE(again[u"messages"_s].toArray().size(), 2);
        QCOMPARE(again[u"messages"_s][0][u"from"_s].toString(), u"visitor"_s);
        QCOMPARE(again[u"messages"_s][1][u"text"_s].toString(), u"good day"_s);
    }

    void aRepetitionIsAcknowledgedAgain_data()
    {
        ApiDesk::rows();
    }
    void aRepetitionIsAcknowledgedAgain()
    {
        SERVED_CHAT();
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        socket->say(sending(u"once"_s, u"the-same"_s));
        const QJsonObject first = socket->hear(u"ack"_s);
        const auto other = visitor(welcome, welcome[u"session"_s].toString());
        other->say(sending(u"once"_s, u"the-same"_s));
        QCOMPARE(other->hear(u"ack"_s), first);
        QCOMPARE(messages(tickets()[0][u"id"_s].toString()).size(), 1);
        // The same uuid of somebody else is somebody else's message.
        const auto stranger = visitor(welcome);
        stranger->say(sending(u"mine"_s, u"the-same"_s));
        QVERIFY(stranger->hear(u"ack"_s)[u"id"_s] != first[u"id"_s]);
        QCOMPARE(tickets().size(), 2);
    }

    void aClosedConversationStaysClosed_data()
    {
        ApiDesk::rows();
    }
    void aClosedConversationStaysClosed()
    {
        SERVED_CHAT();
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        send(*socket, u"hello"_s);
        const QString first = tickets()[0][u"id"_s].toString();
        QVERIFY(!m_desk.operate(m_ada, operation(u"close"_s, first)).isEmpty());
        QVERIFY(!socket->hear(u"closed"_s).isEmpty());
        QJsonObject back;
        const auto later = visitor(back, welcome[u"session"_s].toString());
        QVERIFY(back[u"closed"_s].toBool());
        QVERIFY(!send(*later, u"something new"_s).isEmpty());
        QCOMPARE(tickets().size(), 2);
        QCOMPARE(tickets()[1][u"id"_s].toString(), first);
        QCOMPARE(tickets()[1][u"status"_s].toString(), u"closed"_s);
        const auto third = visitor(back, welcome[u"session"_s].toString());
        QVERIFY(!back[u"closed"_s].toBool());
        QCOMPARE(back[u"messages"_s].toArray().size(), 2); // what was said before stays readable
    }

    void typingGoesBothWays()
    {
        QVERIFY(serve(sql::Engine::Sqlite));
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        send(*socket, u"hello"_s);
        const QString ticket = tickets()[0][u"id"_s].toString();
        Socket agent(m_desk.socketUrl(u"/v1/stream"_s));
        agent.say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(m_ada)}});
        QVERIFY(!agent.hear(u"ready"_s).isEmpty());
        agent.say({{u"type"_s, u"viewing"_s}, {u"ticket"_s, ticket}});
        QVERIFY(!agent.hear(u"presence"_s).isEmpty()); // who begins to look while they type is told once more

        socket->say({{u"type"_s, u"typing"_s}, {u"typing"_s, true}});
        const QJsonObject typing = agent.hear(u"customer-typing"_s);
        QCOMPARE(typing[u"ticket"_s].toString(), ticket);
        QVERIFY(typing[u"typing"_s].toBool());
        // A visitor who leaves has stopped.
        socket->close();
        const QJsonObject left = agent.hear(u"customer-typing"_s);
        QVERIFY(!left.isEmpty());
        QVERIFY(!left[u"typing"_s].toBool());

        const auto back = visitor(welcome, welcome[u"session"_s].toString());
        agent.say({{u"type"_s, u"typing"_s}, {u"ticket"_s, ticket}, {u"typing"_s, true}});
        QVERIFY(back->hear(u"typing"_s)[u"typing"_s].toBool());
        agent.close();
        const QJsonObject ended = back->hear(u"typing"_s);
        QVERIFY(!ended.isEmpty());
        QVERIFY(!ended[u"typing"_s].toBool());
    }

    void forgottenTypingEnds_data()
    {
        ApiDesk::rows();
    }
    void forgottenTypingEnds()
    {
        SERVED_CHAT();
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        send(*socket, u"hello"_s);
        const QString ticket = tickets()[0][u"id"_s].toString();
        Socket agent(m_desk.socketUrl(u"/v1/stream"_s));
        agent.say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(m_ada)}});
        agent.say({{u"type"_s, u"viewing"_s}, {u"ticket"_s, ticket}});
        QVERIFY(!agent.hear(u"presence"_s).isEmpty());

        // The page is open and says nothing more: a frozen tab, a line that is cut without a word.
        socket->say({{u"type"_s, u"typing"_s}, {u"typing"_s, true}});
        QVERIFY(agent.hear(u"customer-typing"_s)[u"typing"_s].toBool());
        m_desk.clock().advance(server::api::kTypingLife);
        // Said again in time, it goes on without a word to the agents.
        socket->say({{u"type"_s, u"typing"_s}, {u"typing"_s, true}});
        socket->say({{u"type"_s, u"ping"_s}});
        QVERIFY(!socket->hear(u"pong"_s).isEmpty());
        m_desk.clock().advance(server::api::kTypingLife);
        agent.say({{u"type"_s, u"typing"_s}, {u"ticket"_s, ticket}, {u"typing"_s, true}});
        QVERIFY(socket->hear(u"typing"_s)[u"typing"_s].toBool());
        QVERIFY(agent.heard(u"customer-typing"_s).isEmpty());
        m_desk.clock().advance(1);
        const QJsonObject ended = agent.hear(u"customer-typing"_s);
        QCOMPARE(ended[u"ticket"_s].toString(), ticket);
        QVERIFY(!ended[u"typing"_s].toBool(true));
        // The same for what the visitor sees of the agent.
        m_desk.clock().advance(server::api::kTypingLife);
        const QJsonObject quiet = socket->hear(u"typing"_s);
        QVERIFY(!quiet.isEmpty());
        QVERIFY(!quiet[u"typing"_s].toBool());
    }

    void badMessagesAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("client");
        QTest::addColumn<QJsonArray>("files");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty") << u""_s << u"c"_s << QJsonArray() << u"empty-message"_s;
        QTest::newRow("blank") << u" \n"_s << u"c"_s << QJsonArray() << u"empty-message"_s;
        QTest::newRow("invisible") << u"\u200b\u3164\ufe0f"_s << u"c"_s << QJsonArray() << u"empty-message"_s;
        QTest::newRow("too long") << QString(60'000, u'x') << u"c"_s << QJsonArray() << u"too-long"_s;
        QTest::newRow("no uuid") << u"hi"_s << u""_s << QJsonArray() << u"bad-message"_s;
        QTest::newRow("endless uuid") << u"hi"_s << QString(101, u'c') << QJsonArray() << u"bad-message"_s;
        QTest::newRow("too many files") << u"hi"_s << u"c"_s << QJsonArray::fromStringList(QStringList(21, u"1"_s))
                                        << u"bad-message"_s;
        QTest::newRow("no such file") << u"hi"_s << u"c"_s << QJsonArray{u"4711"_s} << u"no-such-attachment"_s;
        QTest::newRow("file of nonsense") << u"hi"_s << u"c"_s << QJsonArray{17} << u"no-such-attachment"_s;
    }
    void badMessagesAreRefused()
    {
        QFETCH(QString, text);
        QFETCH(QString, client);
        QFETCH(QJsonArray, files);
        QFETCH(QString, code);
        QVERIFY(serve(sql::Engine::Sqlite));
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        socket->say(sending(text, client, files));
        const QJsonObject error = socket->hear(u"error"_s);
        QCOMPARE(error[u"code"_s].toString(), code);
        QVERIFY(!error[u"detail"_s].toString().isEmpty());
        QCOMPARE(error[u"client"_s].toString(), client.left(100));
        QCOMPARE(tickets().size(), 0);
        QVERIFY(!send(*socket, u"a good one"_s).isEmpty());
    }

    void rudeVisitorsAreShownOut_data()
    {
        QTest::addColumn<QString>("frame");
        QTest::addColumn<int>("code");
        QTest::newRow("not JSON") << u"hello"_s << 1008;
        QTest::newRow("no hello first") << uR"({"type":"send","client":"a","text":"b"})"_s << 1008;
        QTest::newRow("too large") << QString(200 * 1024, u'x') << 1009;
    }
    void rudeVisitorsAreShownOut()
    {
        QFETCH(QString, frame);
        QFETCH(int, code);
        QVERIFY(serve(sql::Engine::Sqlite));
        Socket socket(m_desk.socketUrl(u"/chat/socket"_s));
        socket.sayRaw(frame);
        QCOMPARE(socket.closeCode(), code);
        QCOMPARE(tickets().size(), 0);
    }

    void floodsAreSlowedDown()
    {
        QVERIFY(serve(sql::Engine::Sqlite));
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        for (int i = 0; i < 60; ++i)
            socket->say(sending(u"buy"_s, QString::number(i)));
        QCOMPARE(socket->hear(u"error"_s)[u"code"_s].toString(), u"slow-down"_s);
        QVERIFY(socket->isOpen());
    }

    void anUnknownSessionIsReplaced()
    {
        QVERIFY(serve(sql::Engine::Sqlite));
        QJsonObject welcome;
        const auto socket = visitor(welcome, u"made up"_s);
        QVERIFY(welcome[u"session"_s].toString() != u"made up"_s);
        QVERIFY(!send(*socket, u"hello"_s).isEmpty());
    }

    void filesGoThereAndBack_data()
    {
        ApiDesk::rows();
    }
    void filesGoThereAndBack()
    {
        SERVED_CHAT();
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        const QByteArray session = welcome[u"session"_s].toString().toLatin1();
        const QString place = u"/chat/attachments?name=%C3%A9.png"_s;
        const QByteArray bytes = "not really a picture";
        const Answer sent = m_desk.call("POST", place, session, bytes, {{"Content-Type", "image/png"}});
        QCOMPARE(sent.status, 201);
        const QString file = sent.json()[u"attachment"_s][u"id"_s].toString();
        QCOMPARE(sent.json()[u"attachment"_s][u"name"_s].toString(), u"é.png"_s);

        QJsonObject other;
        const auto stranger = visitor(other);
        stranger->say(sending(u"hi"_s, u"c"_s, {file}));
        QCOMPARE(stranger->hear(u"error"_s)[u"code"_s].toString(), u"no-such-attachment"_s);
        QVERIFY(!send(*socket, {}, {file}).isEmpty());
        const QString path = u"/chat/attachments/%1/link"_s.arg(file);
        const QString url = m_desk.call("POST", path, session).json()[u"url"_s].toString();
        QVERIFY(!url.contains(QString::fromLatin1(session)));
        QCOMPARE(m_desk.call("GET", url).body, bytes);
        QCOMPARE(m_desk.call("POST", path, other[u"session"_s].toString().toLatin1()).status, 404);
        QCOMPARE(m_desk.call("POST", path).status, 404);
        // Neither without a link, nor with one that was changed or has ended.
        QCOMPARE(m_desk.call("GET", url.section(u'?', 0, 0)).status, 404);
        QCOMPARE(m_desk.call("GET", QString(url).replace(u"until="_s, u"until=9"_s)).status, 404);
        m_desk.clock().advance(11 * desk::kMinute);
        QCOMPARE(m_desk.call("GET", url).status, 404);
        QCOMPARE(messages(tickets()[0][u"id"_s].toString())[0][u"attachments"_s][0][u"size"_s].toInt(), bytes.size());

        QCOMPARE(m_desk.call("POST", place, "unknown", bytes).status, 401);
        QCOMPARE(m_desk.call("POST", place + u"&session="_s + QString::fromLatin1(session), {}, bytes).status, 401);

        Line line(quint16(m_desk.socketUrl({}).port()));
        QVERIFY(line.send("POST " + place.toLatin1() +
                          " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_desk.socketUrl({}).port()) + "\r\n" +
                          "Content-Length: 5242881\r\n\r\n"));
        QCOMPARE(statusOf(line.answer()), 413);
    }

    void otherPagesNeedTheDesksLeave()
    {
        server::process::DeskServerOptions options;
        options.chat.origins = {"https://shop.example"};
        QVERIFY(serve(sql::Engine::Sqlite, options));
        QVERIFY(Socket(m_desk.socketUrl(u"/chat/socket"_s), u"https://shop.example"_s).isOpen());
        QVERIFY(!Socket(m_desk.socketUrl(u"/chat/socket"_s), u"https://evil.example"_s).isOpen());
    }

    void outsideOfficeHoursTheDeskSaysSo_data()
    {
        ApiDesk::rows();
    }
    void outsideOfficeHoursTheDeskSaysSo()
    {
        SERVED_CHAT();
        const auto set = m_desk.store().write([](server::store::FeedTransaction& transaction) {
            server::store::OfficeHours never;
            never.closedNotice = u"We are back on Monday."_s;
            server::store::setOfficeHours(transaction.sql(), never);
            return server::store::Done{};
        });
        QVERIFY(set.ok());
        QJsonObject welcome;
        const auto socket = visitor(welcome);
        QCOMPARE(welcome[u"notice"_s].toString(), u"We are back on Monday."_s);
        QVERIFY(!welcome[u"open"_s].toBool(true));
        send(*socket, u"hello"_s);
        QJsonObject automatic;
        do {
            automatic = socket->hear(u"message"_s)[u"message"_s].toObject();
            QVERIFY(!automatic.isEmpty());
        } while (automatic[u"from"_s].toString() == u"visitor"_s);
        QCOMPARE(automatic[u"from"_s].toString(), u"system"_s);
        QCOMPARE(automatic[u"text"_s].toString(), u"We are back on Monday."_s);
        send(*socket, u"anybody?"_s);
        QCOMPARE(messages(tickets()[0][u"id"_s].toString()).size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestChatSocket)
#include "tst_chat_socket.moc"
