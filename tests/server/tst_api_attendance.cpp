// Who is at a ticket, as one server process tells the others: the notices, their limits, and what is forgotten when.

#include "server/api/presence.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace server::api;

namespace
{

constexpr desk::Instant kStart{1'000'000};
const QByteArray kOther(32, 'a');

Viewer viewer(int id, const QString& name, bool typing = false)
{
    return {desk::AgentId(QString::number(id)), name, typing};
}

Attendance attended(const QList<Viewer>& agents, bool visitorTyping = false)
{
    Attendance attendance;
    attendance.visitorTyping = visitorTyping;
    for (const Viewer& each : agents)
        attendance.add(each);
    return attendance;
}

desk::TicketId ticket(int id)
{
    return desk::TicketId(QString::number(id));
}

/// JSON written with ' in the place of ".
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray said(const QList<std::pair<desk::TicketId, Attendance>>& tickets, bool asks = false)
{
    return payloadsOf({kOther, asks, tickets}).first();
}

} // namespace

class TestAttendance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsOfOneAgentAreOne()
    {
        Attendance attendance = attended({viewer(2, u"Bob"_s), viewer(1, u"Ada"_s), viewer(2, u"Bob"_s, true)});
        QCOMPARE(attendance.agents, (QList<Viewer>{viewer(1, u"Ada"_s), viewer(2, u"Bob"_s, true)}));
        QVERIFY(attendance.agentTyping());
        attendance.add(attended({viewer(3, u"Eve"_s)}, true));
        QCOMPARE(attendance.agents.size(), 3);
        QVERIFY(attendance.visitorTyping);
    }

    void noticesComeBack()
    {
        Notice notice{kOther, true, {}};
        for (int i = 1; i <= 500; ++i)
            notice.tickets.append({ticket(i), attended({viewer(i, u"Zoë \"%1\" ☃"_s.arg(i), i % 2 == 0)}, i % 3 == 0)});
        notice.tickets.append({ticket(999), {}});
        const QList<QByteArray> payloads = payloadsOf(notice);
        QVERIFY(payloads.size() > 1 && payloads.size() < 20);
        Notice all{kOther, true, {}};
        for (const QByteArray& payload : payloads) {
            QVERIFY(payload.size() <= kMaxNotice);
            const auto read = noticeOf(payload);
            QVERIFY2(read.has_value(), payload.constData());
            all.tickets += read->tickets;
        }
        QCOMPARE(all, notice);
        QVERIFY(payloadsOf({kOther, false, {}}).isEmpty());
        QCOMPARE(payloadsOf({kOther, true, {}}).size(), 1);
    }

    void crowdsAndLongNamesAreCut()
    {
        Attendance crowd;
        for (int i = 0; i < 100; ++i)
            crowd.add(viewer(1000 + i, QString(500, QChar(1))));
        const QList<QByteArray> payloads = payloadsOf({kOther, false, {{ticket(1), crowd}, {ticket(2), crowd}}});
        QCOMPARE(payloads.size(), 2);
        for (const QByteArray& payload : payloads) {
            QVERIFY2(payload.size() <= kMaxNotice, qPrintable(QString::number(payload.size())));
            QCOMPARE(noticeOf(payload)->tickets.first().second.agents.size(), kMaxViewers);
        }
    }

    void nonsenseIsNoNotice_data()
    {
        QTest::addColumn<QByteArray>("payload");
        const QByteArray process = "'process':'" + kOther + "'";
        const auto row = [](const char* name, const QByteArray& payload) { QTest::newRow(name) << quoted(payload); };
        const auto agents = [&](const QByteArray& list) {
            return "{" + process + ",'tickets':[{'id':'1','visitor':false,'agents':" + list + "}]}";
        };
        row("empty", "");
        row("not JSON", "7");
        row("truncated", "{" + process + ",'tickets':[{'id':'1'");
        row("deep", QByteArray(3000, '['));
        row("no process", "{'tickets':[]}");
        row("short process", "{'process':'abc','tickets':[]}");
        row("process of other signs", "{'process':'" + QByteArray(32, 'G') + "','tickets':[]}");
        row("no tickets", "{" + process + "}");
        row("tickets are a text", "{" + process + ",'tickets':'1'}");
        row("ticket is a number", "{" + process + ",'tickets':[1]}");
        row("ticket without a number", "{" + process + ",'tickets':[{'id':'x','visitor':false,'agents':[]}]}");
        row("visitor is a text", "{" + process + ",'tickets':[{'id':'1','visitor':'no','agents':[]}]}");
        row("agents are missing", "{" + process + ",'tickets':[{'id':'1','visitor':false}]}");
        row("agent is a text", agents("['2']"));
        row("agent without a number", agents("[{'id':'','name':'A','typing':false}]"));
        row("endless id", agents("[{'id':'" + QByteArray(300, '1') + "','name':'A','typing':false}]"));
        row("endless name", agents("[{'id':'1','name':'" + QByteArray(300, 'x') + "','typing':false}]"));
        row("typing is a number", agents("[{'id':'1','name':'A','typing':1}]"));
        QByteArrayList many;
        for (int i = 0; i < 40; ++i)
            many.append("{'id':'" + QByteArray::number(i) + "','name':'A','typing':false}");
        row("a crowd", agents("[" + many.join(',') + "]"));
        row("larger than a notice", agents("[" + QByteArray(8000, ' ') + "]"));
    }
    void nonsenseIsNoNotice()
    {
        QFETCH(const QByteArray, payload);
        QVERIFY(!noticeOf(payload));
        Presence presence;
        QVERIFY(presence.hear(payload, kStart).isEmpty());
    }

    void otherProcessesAreHeard()
    {
        Presence presence;
        presence.setHere(ticket(1), attended({viewer(1, u"Ada"_s)}));
        const Attendance theirs = attended({viewer(2, u"Bob"_s, true)}, true);
        QCOMPARE(presence.hear(said({{ticket(1), theirs}}), kStart), QList<desk::TicketId>{ticket(1)});
        QCOMPARE(presence.at(ticket(1)).agents.size(), 2);
        QVERIFY(presence.at(ticket(1)).visitorTyping);
        // The same again changes nothing, but is believed for longer.
        QVERIFY(presence.hear(said({{ticket(1), theirs}}), kStart + kPresenceEvery).isEmpty());
        QVERIFY(presence.expire(kStart + kPresenceLife).isEmpty());
        QCOMPARE(presence.expire(kStart + kPresenceEvery + kPresenceLife), QList<desk::TicketId>{ticket(1)});
        QCOMPARE(presence.at(ticket(1)), attended({viewer(1, u"Ada"_s)}));
        presence.hear(said({{ticket(1), theirs}}), kStart);
        QCOMPARE(presence.hear(said({{ticket(1), {}}}), kStart), QList<desk::TicketId>{ticket(1)});
        QCOMPARE(presence.at(ticket(1)), attended({viewer(1, u"Ada"_s)}));
    }

    void everythingIsRepeated()
    {
        Presence presence;
        const Attendance ours = attended({viewer(1, u"Ada"_s)});
        presence.setHere(ticket(1), ours);
        QCOMPARE(presence.takeNotices(kStart).size(), 1);
        QVERIFY(presence.takeNotices(kStart + 1).isEmpty());
        QVERIFY(!presence.setHere(ticket(1), ours));
        QVERIFY(presence.takeNotices(kStart + 2).isEmpty());
        const auto repeated = presence.takeNotices(kStart + kPresenceEvery);
        QCOMPARE(repeated.size(), 1);
        QCOMPARE(noticeOf(repeated.first())->tickets.first().second, ours);
        // Asked by a process that is new; after the clock was set back; on a new line.
        presence.hear(said({}, true), kStart);
        QCOMPARE(presence.takeNotices(kStart + kPresenceEvery + 1).size(), 1);
        QCOMPARE(presence.takeNotices(kStart - desk::kHour).size(), 1);
        presence.connected();
        QVERIFY(noticeOf(presence.takeNotices(kStart - desk::kHour).first())->asks);
        presence.setHere(ticket(1), {});
        QVERIFY(noticeOf(presence.takeNotices(kStart - desk::kHour).first())->tickets.first().second.isEmpty());
    }

    void aFloodIsNotRemembered()
    {
        Presence presence;
        const Attendance one = attended({viewer(2, u"Bob"_s)});
        int remembered = 0;
        for (int i = 0; i < 30'000; ++i)
            remembered +=
                presence.hear(said({{ticket(i), one}}), kStart).isEmpty() || presence.at(ticket(i)).isEmpty() ? 0 : 1;
        QCOMPARE(remembered, 20'000);
        QCOMPARE(presence.expire(kStart + kPresenceLife).size(), 20'000);
        presence.hear(said({{ticket(1), one}}), kStart);
        QVERIFY(!presence.at(ticket(1)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAttendance)
#include "tst_api_attendance.moc"
