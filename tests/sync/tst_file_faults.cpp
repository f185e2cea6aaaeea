// Every call of the client's database fails once in a whole exchange. Both sides must be equal in the end and every
// action done exactly once. BELLHOP_FAULTS=all tries each call, else a spread sample.

#include "tests/sync/exchange.h"

#include <QTest>

using namespace Qt::StringLiterals;
using sql::FaultPlan;

class TestFileFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyCallMayFail_data();
    void anyCallMayFail();
    void anyCommitOfLargePagesMayFail_data();
    void anyCommitOfLargePagesMayFail();

private:
    static void run(const std::shared_ptr<FaultPlan>& plan);
    static void runLarge(const std::shared_ptr<FaultPlan>& plan);
    static void tryEach(int calls, int sample);
};

/// The calls of two runs differ by a few: a fault whose turn has not come yet comes with one more note.
void TestFileFaults::run(const std::shared_ptr<FaultPlan>& plan)
{
    Rig rig;
    rig.faults = plan;
    Exchange exchange(rig);
    exchange.prepare();
    rig.start();
    QVERIFY(rig.until([&] { return exchange.isUsable(); }));
    exchange.act();
    exchange.check();
    for (int i = 0; i < 20 && plan->awaits(); ++i) {
        exchange.note(u"One more %1"_s.arg(i));
        exchange.check();
    }
}

/// Pages of the past and of the feed that are stored in several slices.
void TestFileFaults::runLarge(const std::shared_ptr<FaultPlan>& plan)
{
    Rig rig;
    rig.faults = plan;
    rig.desk.ticketsPage = 1000;
    rig.desk.messagesPage = 1000;
    Exchange exchange(rig);
    exchange.prepare();
    const auto old = rig.desk.addTicket(u"Long ago"_s, desk::Status::Closed);
    const auto busy = rig.desk.addTicket(u"Busy"_s);
    for (int i = 0; i < 230; ++i) {
        rig.desk.addMessage(old, u"Of the past %1"_s.arg(i));
        rig.desk.addMessage(busy, u"Of the present %1"_s.arg(i));
    }
    rig.start();
    QVERIFY(rig.until([&] { return exchange.isUsable(); }));
    rig.desk.goOffline();
    for (int i = 0; i < 230; ++i)
        rig.desk.addMessage(busy, u"Meanwhile %1"_s.arg(i));
    exchange.note(u"Written offline"_s);
    rig.desk.goOnline();
    exchange.check();
    for (int i = 0; i < 20 && plan->awaits(); ++i) {
        exchange.note(u"One more %1"_s.arg(i));
        exchange.check();
    }
}

void TestFileFaults::tryEach(int calls, int sample)
{
    QTest::addColumn<int>("call");
    QVERIFY(calls > sample);
    const int step = everyFault() ? 1 : calls / inSample(sample);
    for (int call = 0; call < calls; call += step)
        QTest::addRow("call %d", call) << call;
}

void TestFileFaults::anyCallMayFail_data()
{
    const auto plan = std::make_shared<FaultPlan>();
    run(plan);
    tryEach(plan->calls(), 40);
}

void TestFileFaults::anyCallMayFail()
{
    QFETCH(int, call);
    const auto plan = std::make_shared<FaultPlan>(call);
    run(plan);
    QVERIFY2(plan->fired(), "the exchange was too short: the fault never fired");
}

void TestFileFaults::anyCommitOfLargePagesMayFail_data()
{
    const auto plan = std::make_shared<FaultPlan>();
    plan->only(FaultPlan::Call::Commit);
    runLarge(plan);
    tryEach(plan->calls(), 8);
}

void TestFileFaults::anyCommitOfLargePagesMayFail()
{
    QFETCH(int, call);
    const auto plan = std::make_shared<FaultPlan>(call);
    plan->only(FaultPlan::Call::Commit);
    runLarge(plan);
    QVERIFY2(plan->fired(), "the exchange was too short: the fault never fired");
}

QTEST_GUILESS_MAIN(TestFileFaults)
#include "tst_file_faults.moc"
