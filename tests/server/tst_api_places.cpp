// Two server processes whose clocks are apart, on one PostgreSQL: live or synced later, agents and the customer see one
// order (TKT-13).

#include "tests/server/api_desk.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using test::ApiDesk;
using test::Socket;

namespace
{

QStringList texts(const QJsonValue& messages)
{
    QStringList list;
    for (const auto& message : messages.toArray())
        if (const QString text = message[u"text"_s].toString(); !text.isEmpty())
            list.append(text);
    return list;
}

QStringList reversed(QStringList list)
{
    std::reverse(list.begin(), list.end());
    return list;
}

/// The texts that came in frames of changes, in the order in which they came.
QStringList live(const Socket& socket)
{
    QStringList list;
    for (const QJsonObject& frame : socket.heard(u"changes"_s))
        for (const auto& change : frame[u"changes"_s].toArray())
            if (change[u"kind"_s] == u"message"_s)
                list.append(change[u"entity"_s][u"text"_s].toString());
    list.removeAll(QString());
    return list;
}

} // namespace

class TestApiPlaces : public QObject
{
    Q_OBJECT

    ApiDesk m_desk;

private Q_SLOTS:
    void clocksApartGiveOneOrder()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        const QByteArray ada = m_desk.agent(u"ada"_s);
        test::MovedClock slow;
        slow.advance(-3000);
        const auto behind = m_desk.another(&slow);
        Socket agent(m_desk.socketUrl(u"/v1/stream"_s));
        const QJsonValue cursor = m_desk.call("GET", u"/v1/bootstrap"_s, ada).json().value(u"cursor"_s);
        agent.say({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(ada)}, {u"cursor"_s, cursor}});
        QVERIFY(!agent.hear(u"ready"_s).isEmpty());

        Socket visitor(ApiDesk::socketUrl(u"/chat/socket"_s, behind.port));
        visitor.say({{u"type"_s, u"hello"_s}, {u"session"_s, QString()}});
        const QString session = visitor.hear(u"welcome"_s)[u"session"_s].toString();
        visitor.say({{u"type"_s, u"send"_s}, {u"client"_s, u"c1"_s}, {u"text"_s, u"question"_s}});
        QVERIFY(!visitor.hear(u"ack"_s).isEmpty());
        const auto page = m_desk.call("GET", u"/v1/history/tickets?scope=all"_s, ada).json();
        const QString ticket = page[u"tickets"_s][0][u"id"_s].toString();
        m_desk.operate(ada, test::operation(u"reply"_s, ticket, {{u"text"_s, u"answer"_s}, {u"sendAnyway"_s, true}}));
        visitor.say({{u"type"_s, u"send"_s}, {u"client"_s, u"c2"_s}, {u"text"_s, u"thanks"_s}});
        QVERIFY(!visitor.hear(u"ack"_s).isEmpty());

        const QStringList told{u"question"_s, u"answer"_s, u"thanks"_s};
        QTRY_COMPARE_WITH_TIMEOUT(live(agent), told, 10'000);
        const QString thread = u"/v1/tickets/%1/messages"_s.arg(ticket);
        QCOMPARE(reversed(texts(m_desk.call("GET", thread, ada).json()[u"messages"_s])), told);
        QCOMPARE(reversed(texts(m_desk.call("GET", u"/v1/history/messages"_s, ada).json()[u"messages"_s])), told);
        const auto active = m_desk.call("GET", u"/v1/history/tickets?scope=active"_s, ada).json();
        QCOMPARE(reversed(texts(active[u"messages"_s])), told);
        QCOMPARE(active[u"tickets"_s][0][u"snippet"_s].toString(), u"thanks"_s);
        // The customer's page, opened anew.
        Socket again(m_desk.socketUrl(u"/chat/socket"_s));
        again.say({{u"type"_s, u"hello"_s}, {u"session"_s, session}});
        QCOMPARE(texts(again.hear(u"welcome"_s)[u"messages"_s]), told);
    }

    void everyAnswerTellsTheTime_data() { ApiDesk::rows(); }
    void everyAnswerTellsTheTime()
    {
        SERVED_DESK(m_desk);
        const QByteArray now = QByteArray::number(m_desk.clock().now().ms);
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, m_desk.agent(u"ada"_s)).headers.value("bellhop-time"), now);
        QCOMPARE(m_desk.call("GET", u"/v1/me"_s, "nobody").headers.value("bellhop-time"), now);
    }
};

QTEST_GUILESS_MAIN(TestApiPlaces)
#include "tst_api_places.moc"
