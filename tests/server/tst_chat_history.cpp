// A visitor's history, page by page: all of it, of every conversation of the session, and nothing else (CHAT-3).

#include "server/rules/chat.h"
#include "tests/server/api_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
namespace rules = server::rules;
using test::ApiDesk;
using test::operation;
using test::Socket;

class TestChatHistory : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;
    QByteArray m_ada;

    /// Stored as the socket would, without its allowance.
    desk::TicketId write(const QString& session, const QString& text)
    {
        const auto receipt = rules::chatSend(m_desk.store(), session, text.left(50), text, {}, m_desk.clock().now());
        return receipt ? receipt->ticket : desk::TicketId();
    }
    std::unique_ptr<Socket> visitor(const QString& session, QJsonObject& welcome)
    {
        auto socket = std::make_unique<Socket>(m_desk.socketUrl(u"/chat/socket"_s));
        socket->say({{u"type"_s, u"hello"_s}, {u"session"_s, session}});
        welcome = socket->hear(u"welcome"_s);
        return socket;
    }
    static QStringList textsOf(const QJsonObject& frame)
    {
        QStringList texts;
        for (const auto& message : frame[u"messages"_s].toArray())
            texts.append(message[u"text"_s].toString());
        return texts;
    }
    /// Everything that can be reached from the welcome on, oldest first; `frames` counts what was asked for.
    QStringList readUpwards(const QString& session, int& frames)
    {
        QJsonObject frame;
        const auto socket = visitor(session, frame);
        QStringList texts = textsOf(frame);
        for (frames = 0; !frame[u"next"_s].toString().isEmpty() && frames < 1000; ++frames) {
            socket->say({{u"type"_s, u"history"_s}, {u"before"_s, frame[u"next"_s]}});
            const QString asked = frame[u"next"_s].toString();
            frame = socket->hear(u"history"_s);
            if (frame[u"before"_s].toString() != asked)
                return {};
            texts = textsOf(frame) + texts;
        }
        return texts;
    }
    bool serve(sql::Engine engine)
    {
        if (!m_desk.open(engine))
            return false;
        m_ada = m_desk.agent(u"ada"_s, desk::Role::Owner);
        return true;
    }

#define SERVED_HISTORY()                                                                                               \
    QFETCH(sql::Engine, engine);                                                                                       \
    if (!serve(engine))                                                                                                \
    QSKIP(qPrintable(m_desk.why()))

private Q_SLOTS:
    void allMessagesOfASessionAreReached_data()
    {
        ApiDesk::rows();
    }
    void allMessagesOfASessionAreReached()
    {
        SERVED_HISTORY();
        const QString mine(43, u'm');
        const QString theirs(43, u't');
        QStringList said;
        for (int conversation = 0; conversation < 3; ++conversation) {
            desk::TicketId ticket;
            for (int i = 0; i < 90; ++i) {
                said.append(u"%1-%2"_s.arg(conversation).arg(i));
                ticket = write(mine, said.last());
                if (i % 30 == 0)
                    write(theirs, u"not mine %1-%2"_s.arg(conversation).arg(i));
            }
            QVERIFY(!m_desk.operate(m_ada, operation(u"note"_s, ticket.value(), {{u"text"_s, u"a note"_s}})).isEmpty());
            QVERIFY(!m_desk
                         .operate(m_ada,
                                  operation(u"reply"_s, ticket.value(),
                                            {{u"text"_s, u"answer %1"_s.arg(conversation)}, {u"sendAnyway"_s, true}}))
                         .isEmpty());
            said.append(u"answer %1"_s.arg(conversation));
            if (conversation < 2)
                QVERIFY(!m_desk.operate(m_ada, operation(u"close"_s, ticket.value())).isEmpty());
        }
        int frames = 0;
        QCOMPARE(readUpwards(mine, frames), said);
        QCOMPARE(frames, 5); // 273 messages, 50 in each frame
        QCOMPARE(readUpwards(theirs, frames).size(), 9);
        QCOMPARE(frames, 0);
    }

    void longMessagesComeInSmallerPages()
    {
        QVERIFY(serve(sql::Engine::Sqlite));
        const QString session(43, u'l');
        QStringList said;
        for (int i = 0; i < 60; ++i) {
            // Every character takes three bytes on the wire.
            said.append(u"%1 "_s.arg(i) + QString(9900, QChar(0x4e00)));
            write(session, said.last());
        }
        int frames = 0;
        QCOMPARE(readUpwards(session, frames).size(), said.size());
        QVERIFY(frames > 5);
    }

    void pagesGoByPlace_data()
    {
        ApiDesk::rows();
    }
    void pagesGoByPlace()
    {
        SERVED_HISTORY();
        const QString session(43, u'p');
        QStringList said;
        for (int i = 0; i < 120; ++i) {
            said.prepend(u"%1"_s.arg(i));
            write(session, said.first());
        }
        const auto turned = m_desk.store().write([](server::store::FeedTransaction& transaction) {
            transaction.sql().execute(u"UPDATE messages SET place = 1000000 - id"_s);
            return server::store::Done{};
        });
        QVERIFY(turned.ok());
        int frames = 0;
        QCOMPARE(readUpwards(session, frames), said);
        QCOMPARE(frames, 2);
    }

    void whatIsNoMessageHasNoHistory_data()
    {
        QTest::addColumn<QString>("before");
        QTest::newRow("nonsense") << u"x"_s;
        QTest::newRow("no message") << u"4711"_s;
        QTest::newRow("negative") << u"-5"_s;
        QTest::newRow("too large a number") << QString(40, u'9');
    }
    void whatIsNoMessageHasNoHistory()
    {
        QFETCH(QString, before);
        QVERIFY(serve(sql::Engine::Sqlite));
        QJsonObject welcome;
        const auto socket = visitor(QString(43, u'n'), welcome);
        QVERIFY(!welcome.contains(u"next"_s));
        write(QString(43, u'n'), u"the only one"_s);
        socket->say({{u"type"_s, u"history"_s}, {u"before"_s, before}});
        const QJsonObject answer = socket->hear(u"history"_s);
        QCOMPARE(answer[u"before"_s].toString(), before);
        QVERIFY(answer[u"messages"_s].toArray().isEmpty());
        QVERIFY(!answer.contains(u"next"_s));
    }
};

QTEST_GUILESS_MAIN(TestChatHistory)
#include "tst_chat_history.moc"
