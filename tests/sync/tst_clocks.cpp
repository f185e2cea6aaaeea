// Clocks that are wrong, here and at the desk: one order for everybody (TKT-13), and nothing is parked for a clock.

#include "store/writer.h"
#include "tests/sync/rig.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using K = desk::OperationKind;

namespace
{

bool isParked(Rig& rig)
{
    const auto rows = rig.outbox();
    return std::any_of(rows.begin(), rows.end(),
                       [](const store::OutboxRow& row) { return row.state == store::OutboxState::Parked; });
}

QStringList texts(const QList<desk::Message>& messages)
{
    QStringList list;
    for (const desk::Message& message : messages)
        list.append(message.text);
    return list;
}

void clocks()
{
    QTest::addColumn<qint64>("by");
    QTest::newRow("200 days back") << -200 * desk::kDay;
    QTest::newRow("an hour back") << -desk::kHour;
    QTest::newRow("right") << qint64(0);
    QTest::newRow("an hour ahead") << desk::kHour;
    QTest::newRow("200 days ahead") << 200 * desk::kDay;
}

} // namespace

class TestClocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongClockIsSaidAndParksNothing_data() { clocks(); }
    void aWrongClockIsSaidAndParksNothing()
    {
        QFETCH(qint64, by);
        Rig rig;
        rig.time.setClock(by);
        const auto ticket = rig.desk.addTicket(u"One"_s);
        const auto seen = rig.desk.addMessage(ticket, u"Where is it?"_s);
        rig.start();
        QVERIFY(rig.untilConverged());
        QVERIFY(rig.until([&] { return rig.isLive(); }));
        QCOMPARE(rig.state.trouble.contains(u"clock"_s), by != 0);
        const auto reply = rig.reply(ticket, u"On its way"_s, seen);
        QVERIFY(rig.until([&] { return rig.desk.executions(reply.id) == 1 || isParked(rig); }));
        QVERIFY2(!isParked(rig), qPrintable(rig.outbox().value(0).reasonCode));
        QVERIFY(rig.untilConverged());
        // Set right, it is not said any more.
        rig.time.setClock(-by);
        rig.engine().wake();
        QVERIFY(rig.until([&] { return rig.isLive() && rig.state.trouble.isEmpty(); }));
    }

    /// Nothing says what the clock was when a row was written: it is not dated before what the desk said last.
    void aClockThatIsSetWhileRowsWaitParksNothing_data() { clocks(); }
    void aClockThatIsSetWhileRowsWaitParksNothing()
    {
        QFETCH(qint64, by);
        for (const bool isWrongWhenWritten : {false, true}) {
            Rig rig;
            const auto ticket = rig.desk.addTicket(u"One"_s);
            rig.start();
            QVERIFY(rig.untilConverged());
            rig.desk.goOffline();
            QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
            if (isWrongWhenWritten)
                rig.time.setClock(by);
            const auto first = rig.note(ticket, u"Written in a tunnel"_s);
            rig.time.setClock(isWrongWhenWritten ? -by : by);
            const auto second = rig.note(ticket, u"And after it"_s);
            rig.desk.goOnline();
            rig.engine().wake();
            QVERIFY(rig.until([&] { return rig.desk.executions(second.id) == 1 || isParked(rig); }));
            QVERIFY2(!isParked(rig), qPrintable(rig.outbox().value(0).reasonCode));
            QVERIFY(rig.untilConverged());
            QCOMPARE(rig.desk.executions(first.id), 1);
            QCOMPARE(texts(rig.thread(ticket)), (QStringList{u"Written in a tunnel"_s, u"And after it"_s}));
        }
    }

    void whatIsTrulyOldIsNotExecuted_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<bool>("inDoubt");
        QTest::newRow("never sent") << 0 << false;
        QTest::newRow("refused for the moment before") << 429 << false;
        QTest::newRow("failed before, nobody knows how far") << 500 << true;
    }
    void whatIsTrulyOldIsNotExecuted()
    {
        QFETCH(int, before);
        QFETCH(bool, inDoubt);
        Rig rig;
        const auto ticket = rig.desk.addTicket(u"One"_s);
        rig.start();
        QVERIFY(rig.untilConverged());
        int tried = 0;
        if (before == 0) {
            rig.stop(false); // a try over a connection that is dying would be doubt
        } else {
            rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
                if (!request.path.startsWith(u"/v1/operations/"_s))
                    return std::nullopt;
                ++tried;
                return problem(before, u"not-now"_s);
            };
        }
        const auto note = rig.note(ticket, u"Before the long leave"_s);
        if (before != 0) {
            const auto waits = [&] { return tried > 0 && rig.outbox().first().state == store::OutboxState::Queued; };
            QVERIFY(rig.until(waits, false));
            rig.desk.instead = {};
        }
        rig.time.sleep(rig.worker(), 100 * desk::kDay);
        if (before == 0)
            rig.start();
        else
            rig.engine().wake();
        QVERIFY(rig.until([&] { return isParked(rig); }));
        QCOMPARE(rig.outbox().first().reasonCode, u"operation-old"_s);
        QCOMPARE(rig.outbox().first().inDoubt, inDoubt);
        QCOMPARE(rig.desk.executions(note.id), 0);
        rig.run([id = note.id](store::Writer& writer) { return writer.retry(id, false); });
        if (inDoubt) { // the desk may have executed it and have forgotten that: never under another id
            QCOMPARE(rig.outbox().first().operation.id, note.id);
            return;
        }
        // Asked for anew it is of today.
        rig.engine().outboxChanged();
        QVERIFY(rig.untilConverged());
        QCOMPARE(rig.desk.messages().size(), 1);
    }

    void aSnoozeIsNotRefusedForAClock_data() { clocks(); }
    void aSnoozeIsNotRefusedForAClock()
    {
        QFETCH(qint64, by);
        Rig rig;
        rig.time.setClock(by);
        const auto ticket = rig.desk.addTicket(u"One"_s);
        rig.start();
        QVERIFY(rig.untilConverged());
        auto snooze = Rig::operation(K::Snooze, ticket);
        snooze.until = rig.time.now() + 2 * desk::kHour;
        rig.submit(snooze);
        QVERIFY(rig.until([&] { return rig.desk.executions(snooze.id) == 1 || isParked(rig); }));
        QVERIFY2(!isParked(rig), qPrintable(rig.outbox().value(0).reasonCode));
        QVERIFY(rig.untilConverged());
        const auto there = rig.desk.tickets().value(ticket);
        const qint64 wait = there.snoozedUntil - rig.time.atTheDesk().now();
        QVERIFY2(wait > 0 && wait <= 3 * desk::kHour + desk::kMinute, qPrintable(QString::number(wait)));
        QVERIFY(rig.ticket(ticket)->status == desk::Status::Snoozed); // not woken by the clock here
    }

    void oneOrderLiveAndSyncedLater_data() { clocks(); }
    void oneOrderLiveAndSyncedLater()
    {
        QFETCH(qint64, by);
        Rig rig;
        rig.time.setClock(by);
        const auto ticket = rig.desk.addTicket(u"One"_s);
        rig.desk.clockOfNext = 3000;
        rig.desk.addMessage(ticket, u"question"_s);
        rig.start();
        QVERIFY(rig.untilConverged());
        QVERIFY(rig.until([&] { return rig.isLive(); }));
        rig.desk.clockOfNext = 0;
        rig.desk.addMessage(ticket, u"answer by a process behind"_s);
        rig.note(ticket, u"note from here"_s);
        QVERIFY(rig.untilConverged());
        rig.desk.clockOfNext = -3000;
        rig.desk.addMessage(ticket, u"and one further behind"_s);
        rig.time.setClock(-by); // for a moment only
        QVERIFY(rig.untilConverged());
        rig.desk.clockOfNext = 3000;
        rig.desk.addMessage(ticket, u"last"_s);
        QVERIFY(rig.untilConverged());
        const QStringList told{u"question"_s, u"answer by a process behind"_s, u"note from here"_s,
                               u"and one further behind"_s, u"last"_s};
        QCOMPARE(texts(rig.thread(ticket)), told);
        rig.desk.forgetTombstones(); // all of it anew
        rig.engine().wake();
        QVERIFY(rig.untilConverged());
        QCOMPARE(texts(rig.thread(ticket)), told);
    }

    void whatWaitsStandsAtTheEnd_data() { clocks(); }
    void whatWaitsStandsAtTheEnd()
    {
        QFETCH(qint64, by);
        Rig rig;
        rig.time.setClock(by);
        const auto ticket = rig.desk.addTicket(u"One"_s);
        rig.desk.addMessage(ticket, u"first"_s);
        rig.start();
        QVERIFY(rig.untilConverged());
        bool breaks = true;
        rig.desk.fault = [&breaks](int, const FakeRequest& request) {
            return breaks && request.path.startsWith(u"/v1/operations/"_s) ? Fault::Busy : Fault::None;
        };
        rig.note(ticket, u"waits"_s);
        rig.note(ticket, u"waits behind it"_s);
        rig.desk.addMessage(ticket, u"came meanwhile"_s);
        const QStringList told{u"first"_s, u"came meanwhile"_s, u"waits"_s, u"waits behind it"_s};
        QVERIFY(rig.until([&] { return texts(rig.thread(ticket)) == told; }, false));
        breaks = false;
        QVERIFY(rig.untilConverged());
        QCOMPARE(texts(rig.thread(ticket)), told);
    }

    void historyThatComesLateHoldsNoReply()
    {
        Rig rig;
        const auto ticket = rig.desk.addTicket(u"One"_s);
        const auto seen = rig.desk.addMessage(ticket, u"question"_s);
        rig.start();
        QVERIFY(rig.untilConverged());
        rig.desk.bringIn(ticket, u"years ago"_s, rig.time.now() - 900 * desk::kDay);
        QVERIFY(rig.untilConverged());
        const auto reply = rig.reply(ticket, u"answer"_s, seen);
        QVERIFY(rig.until([&] { return rig.desk.executions(reply.id) == 1 || isParked(rig); }));
        QVERIFY(!isParked(rig));
        QVERIFY(rig.untilConverged());
        QCOMPARE(texts(rig.thread(ticket)), (QStringList{u"years ago"_s, u"question"_s, u"answer"_s}));
    }
};

QTEST_GUILESS_MAIN(TestClocks)
#include "tst_clocks.moc"
