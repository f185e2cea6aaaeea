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

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_store_faults.moc"
