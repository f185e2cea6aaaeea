// The client's own file fails under the engine: nothing is skipped, no lane stays closed, no screen is left behind.

#include "store/writer.h"
#include "tests/sync/rig.h"

#include <QTest>

using namespace Qt::StringLiterals;
using sql::FaultPlan;

class TestStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failedSliceOfThePastIsAskedForAgain();
    void failedMarkLeavesNoLaneClosed();
    void failedWakingIsTriedAgain();
    void wokenTicketsAreToldThoughCountingFails();
    void aDamagedCacheIsFilledAnewWhileSendingGoesOn();
};

namespace
{
std::shared_ptr<FaultPlan> failing(int call, FaultPlan::Call kind, const QString& text = {})
{
    auto plan = std::make_shared<FaultPlan>(call);
    plan->only(kind);
    plan->only(text);
    return plan;
}

desk::Filter unchangedLongerThan(qint64 age)
{
    desk::Condition condition;
    condition.field = desk::Field::Updated;
    condition.test = desk::Test::OlderThan;
    condition.age = age;
    return desk::Filter::of(condition);
}
} // namespace

void TestStoreFaults::failedSliceOfThePastIsAskedForAgain()
{
    Rig rig;
    rig.desk.messagesPage = 1000;
    const auto ticket = rig.desk.addTicket(u"Long ago"_s, desk::Status::Closed);
    for (int i = 0; i < 450; ++i)
        rig.desk.addMessage(ticket, u"Message %1"_s.arg(i));
    const auto plan = failing(0, FaultPlan::Call::Commit);
    bool armed = false;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        if (request.path == u"/v1/history/messages" && !std::exchange(armed, true))
            rig.plan(plan);
        return Fault::None;
    };
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(plan->fired());
    QCOMPARE(rig.state.historyDone, 450);
}

void TestStoreFaults::failedMarkLeavesNoLaneClosed()
{
    Rig rig;
    QList<desk::TicketId> tickets;
    for (int i = 0; i < 4; ++i)
        tickets.append(rig.desk.addTicket(u"Ticket %1"_s.arg(i)));
    rig.start();
    QVERIFY(rig.untilConverged());
    QList<desk::Operation> notes;
    for (const desk::TicketId& ticket : tickets) {
        notes.append(Rig::operation(desk::OperationKind::Note, ticket));
        notes.last().text = u"All at once"_s;
        notes.last().at = rig.time.now();
    }
    const QString error = rig.run([notes](store::Writer& writer) {
        for (const desk::Operation& note : notes)
            writer.submit(note, {}, {}, false);
        return store::ChangeSet();
    });
    QCOMPARE(error, QString());
    const auto plan = failing(1, FaultPlan::Call::Step, u"UPDATE outbox"_s);
    rig.plan(plan);
    rig.engine().outboxChanged();
    QVERIFY(rig.untilConverged());
    QVERIFY(plan->fired());
    for (const desk::Operation& note : notes)
        QCOMPARE(rig.desk.executions(note.id), 1);
}

void TestStoreFaults::failedWakingIsTriedAgain()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    desk::Operation snooze = Rig::operation(desk::OperationKind::Snooze, ticket);
    snooze.until = rig.time.now() + desk::kHour;
    rig.submit(snooze);
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
    const auto plan = failing(0, FaultPlan::Call::Step, u"snoozed_until <="_s);
    rig.plan(plan);
    rig.time.advance(rig.worker(), desk::kHour);
    QVERIFY(rig.until([&] { return rig.ticket(ticket)->status == desk::Status::Open; }));
    QVERIFY(plan->fired());
}

void TestStoreFaults::wokenTicketsAreToldThoughCountingFails()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    desk::Operation snooze = Rig::operation(desk::OperationKind::Snooze, ticket);
    snooze.until = rig.time.now() + desk::kHour;
    rig.submit(snooze);
    rig.desk.addView(u"old"_s, unchangedLongerThan(desk::kHour));
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.reader().views().last().id == desk::ViewId(u"old"_s); }));
    rig.desk.goOffline();
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
    bool woken = false;
    bool crossed = false;
    rig.worker().listen(&rig.context, [&](const store::ChangeSet& changes) {
        for (const store::TicketChange& change : changes.tickets)
            woken = woken || change.after->status == desk::Status::Open;
        crossed = crossed || !changes.crossed.isEmpty();
    });
    const auto plan = failing(0, FaultPlan::Call::Step, u"UPDATE counter SET server"_s);
    rig.plan(plan);
    rig.time.sleep(rig.worker(), 2 * desk::kHour);
    QVERIFY(rig.until([&] { return plan->fired() && woken; }));
    QVERIFY(rig.until([&] { return crossed; }));
}

void TestStoreFaults::aDamagedCacheIsFilledAnewWhileSendingGoesOn()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    for (int i = 0; i < 30; ++i)
        rig.desk.addMessage(ticket, u"Message %1"_s.arg(i));
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
    const desk::Operation waits = rig.note(ticket, u"Written before"_s);
    const auto spoilt = std::make_shared<sql::FaultPlan>(0, sql::ErrorKind::Corrupt);
    spoilt->only(u"INSERT INTO message "_s); // of the cache, behind the commit of the work file
    rig.plan(spoilt);
    const desk::Operation behind = rig.note(ticket, u"Written then"_s);
    QVERIFY(spoilt->fired());
    QVERIFY(rig.until([&] { return !rig.ticket(ticket); }));
    QCOMPARE(rig.outbox().size(), 2);
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(waits.id), 1);
    QCOMPARE(rig.desk.executions(behind.id), 1);
}

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_store_faults.moc"
