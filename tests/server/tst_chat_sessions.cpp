// One browser is one visitor (TKT-3): whichever socket comes first, whichever server process it hangs at, and also when
// the desk is late.

#include "tests/server/api_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using test::ApiDesk;
using test::Socket;

namespace
{

/// A session as a browser makes it.
QString newSession(int number)
{
    return QString::number(number).rightJustified(43, u'x');
}

QJsonObject hello(const QString& session)
{
    return {{u"type"_s, u"hello"_s}, {u"session"_s, session}};
}

QJsonObject sending(const QString& text, const QString& client, const QJsonArray& files = {})
{
    return {{u"type"_s, u"send"_s}, {u"client"_s, client}, {u"text"_s, text}, {u"attachments"_s, files}};
}

} // namespace

class TestChatSessions : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;
    QByteArray m_ada;

    std::unique_ptr<Socket> visitor(const QString& session, QJsonObject* welcome = nullptr)
    {
        auto socket = std::make_unique<Socket>(m_desk.socketUrl(u"/chat/socket"_s));
        socket->say(hello(session));
        const QJsonObject heard = socket->hear(u"welcome"_s);
        if (welcome)
            *welcome = heard;
        return socket;
    }
    QJsonArray tickets()
    {
        return m_desk.call("GET", u"/v1/history/tickets?scope=all"_s, m_ada).json()[u"tickets"_s].toArray();
    }
    QStringList texts(const QString& ticket)
    {
        QStringList found;
        const QJsonObject page = m_desk.call("GET", u"/v1/tickets/%1/messages"_s.arg(ticket), m_ada).json();
        for (const auto& message : page[u"messages"_s].toArray()) {
            if (message[u"kind"_s].toString() == u"message"_s)
                found.prepend(message[u"text"_s].toString());
        }
        return found;
    }
    bool serve(sql::Engine engine)
    {
        if (!m_desk.open(engine))
            return false;
        m_ada = m_desk.agent(u"ada"_s, desk::Role::Owner);
        return true;
    }

#define SERVED_VISITORS()                                                                                              \
    QFETCH(sql::Engine, engine);                                                                                       \
    if (!serve(engine))                                                                                                \
    QSKIP(qPrintable(m_desk.why()))

private Q_SLOTS:
    void aSessionThatTheDeskDoesNotKnowYetIsKept_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("of a browser") << newSession(1) << true;
        QTest::newRow("none") << QString() << false;
        QTest::newRow("a word") << u"made up"_s << false;
        QTest::newRow("too short") << newSession(1).left(42) << false;
        QTest::newRow("too long") << newSession(1) + u'x' << false;
        QTest::newRow("foreign characters") << newSession(1).replace(0, 1, u"+"_s) << false;
    }
    void aSessionThatTheDeskDoesNotKnowYetIsKept()
    {
        QFETCH(QString, given);
        QFETCH(bool, isKept);
        QVERIFY(serve(sql::Engine::Sqlite));
        QJsonObject welcome;
        const auto socket = visitor(given, &welcome);
        const QString session = welcome[u"session"_s].toString();
        QCOMPARE(session == given, isKept);
        QCOMPARE(session.size(), 43);
        QJsonObject again;
        const auto other = visitor(session, &again);
        QCOMPARE(again[u"session"_s].toString(), session);
    }

    /// Who reads the database is not a visitor by that.
    void sessionsAreStoredHashed_data()
    {
        ApiDesk::rows();
    }
    void sessionsAreStoredHashed()
    {
        SERVED_VISITORS();
        QJsonObject welcome;
        const auto given = visitor({}, &welcome);
        given->say(sending(u"hello"_s, u"a"_s));
        QVERIFY(!given->hear(u"ack"_s).isEmpty());
        const auto own = visitor(newSession(3));
        own->say(sending(u"hello"_s, u"b"_s));
        QVERIFY(!own->hear(u"ack"_s).isEmpty());
        QStringList stored;
        auto rows = m_desk.store().sql().query(u"SELECT id FROM chat_sessions"_s);
        while (rows.next())
            stored.append(rows.text(0));
        QCOMPARE(stored.size(), 2);
        for (const QString& session : {welcome[u"session"_s].toString(), newSession(3)})
            QVERIFY2(!stored.join(u' ').contains(session), qPrintable(stored.join(u' ')));
    }

    void twoTabsBeforeTheFirstWordAreOneVisitor_data()
    {
        ApiDesk::rows();
    }
    void twoTabsBeforeTheFirstWordAreOneVisitor()
    {
        SERVED_VISITORS();
        const QString session = newSession(7);
        const auto one = visitor(session);
        const auto two = visitor(session);
        one->say(sending(u"from one"_s, u"a"_s));
        two->say(sending(u"from two"_s, u"b"_s));
        QVERIFY(!one->hear(u"ack"_s).isEmpty());
        QVERIFY(!two->hear(u"ack"_s).isEmpty());
        QCOMPARE(tickets().size(), 1);
        const QString ticket = tickets()[0][u"id"_s].toString();
        QStringList said = texts(ticket);
        said.sort();
        QCOMPARE(said, QStringList({u"from one"_s, u"from two"_s}));
        for (Socket* socket : {one.get(), two.get()}) {
            QStringList heard;
            for (int i = 0; i < 2; ++i)
                heard.append(socket->hear(u"message"_s)[u"message"_s][u"text"_s].toString());
            heard.sort();
            QCOMPARE(heard, said);
        }
        // Both send files, and both hear the agent.
        const QString place = u"/chat/attachments?name=a.txt"_s;
        const auto sent = m_desk.call("POST", place, session.toLatin1(), QByteArray("a letter"));
        QCOMPARE(sent.status, 201);
        two->say(sending({}, u"c"_s, {sent.json()[u"attachment"_s][u"id"_s]}));
        QVERIFY(!two->hear(u"ack"_s).isEmpty());
        QVERIFY(!m_desk
                     .operate(m_ada,
                              test::operation(u"reply"_s, ticket, {{u"text"_s, u"to both"_s}, {u"sendAnyway"_s, true}}))
                     .isEmpty());
        for (Socket* socket : {one.get(), two.get()}) {
            QString words;
            while (words != u"to both"_s) {
                const QJsonObject frame = socket->hear(u"message"_s);
                QVERIFY(!frame.isEmpty());
                words = frame[u"message"_s][u"text"_s].toString();
            }
        }
    }

    // The page's message is on the way while the page is loaded anew: it says hello before the desk knows the session,
    // and sends what waits once more.
    void aMessageOvertakenByAHelloIsStoredOnce_data()
    {
        ApiDesk::rows();
    }
    void aMessageOvertakenByAHelloIsStoredOnce()
    {
        SERVED_VISITORS();
        QJsonObject welcome;
        const auto before = visitor({}, &welcome);
        const auto after = visitor(welcome[u"session"_s].toString(), &welcome);
        before->say(sending(u"once"_s, u"the-same"_s));
        after->say(sending(u"once"_s, u"the-same"_s));
        const QJsonObject first = before->hear(u"ack"_s);
        QVERIFY(!first.isEmpty());
        QCOMPARE(after->hear(u"ack"_s), first);
        QCOMPARE(tickets().size(), 1);
        QCOMPARE(texts(tickets()[0][u"id"_s].toString()), QStringList{u"once"_s});
    }

    void firstWordsAtTwoProcessesMakeOneTicket()
    {
        if (!serve(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        const auto other = m_desk.another();
        constexpr int kTurns = 20;
        for (int turn = 0; turn < kTurns; ++turn) {
            const auto here = visitor(newSession(turn));
            Socket there(ApiDesk::socketUrl(u"/chat/socket"_s, other.port));
            there.say(hello(newSession(turn)));
            QVERIFY(!there.hear(u"welcome"_s).isEmpty());
            // One message is everybody's, the others are of one tab each.
            here->say(sending(u"both"_s, u"same"_s));
            there.say(sending(u"both"_s, u"same"_s));
            here->say(sending(u"here"_s, u"here"_s));
            there.say(sending(u"there"_s, u"there"_s));
            for (Socket* socket : {here.get(), &there}) {
                QVERIFY(!socket->hear(u"ack"_s).isEmpty());
                QVERIFY(!socket->hear(u"ack"_s).isEmpty());
            }
            QCOMPARE(tickets().size(), turn + 1);
            QStringList said = texts(tickets()[0][u"id"_s].toString());
            said.sort();
            QCOMPARE(said, QStringList({u"both"_s, u"here"_s, u"there"_s}));
        }
    }
};

QTEST_GUILESS_MAIN(TestChatSessions)
#include "tst_chat_sessions.moc"
