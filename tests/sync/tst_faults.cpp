// Every request of a long exchange fails once, in every way; the engine ends at any moment. Both sides must be equal
// in the end and every action done exactly once. BELLHOP_FAULTS=all tries each request, else a spread sample.

#include "tests/sync/exchange.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyRequestMayFail_data();
    void anyRequestMayFail();
    void anyMomentMayBeTheLast_data();
    void anyMomentMayBeTheLast();
};

void TestFaults::anyRequestMayFail_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("kind");
    constexpr int kRequests = 30;
    int turn = 0;
    const int step = everyFault() ? 1 : kRequests / inSample(kRequests);
    for (int number = 0; number < kRequests; number += step) {
        for (int kind = 0; kind < int(kFaults.size()); ++kind) {
            // The sample meets requests all over and every fault.
            if (!everyFault() && kind != turn % int(kFaults.size()))
                continue;
            QTest::addRow("request %d %s", number, nameOf(kFaults[kind])) << number << kind;
        }
        turn += 3;
    }
}

void TestFaults::anyRequestMayFail()
{
    QFETCH(int, number);
    QFETCH(int, kind);
    Rig rig;
    Exchange exchange(rig);
    exchange.prepare();
    bool fired = false;
    rig.desk.fault = [&](int now, const FakeRequest&) {
        if (now < number || fired)
            return Fault::None;
        fired = true;
        return kFaults[kind];
    };
    rig.start();
    QVERIFY(rig.until([&] { return exchange.isUsable(); }));
    exchange.act();
    exchange.check();
    QVERIFY2(fired, "the exchange was too short: the fault never fired");
    QCOMPARE(rig.desk.faults, 1);
}

void TestFaults::anyMomentMayBeTheLast_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= (everyFault() ? 60 : inSample(8)); ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestFaults::anyMomentMayBeTheLast()
{
    QFETCH(int, seed);
    QRandomGenerator random(seed);
    Rig rig;
    Exchange exchange(rig);
    exchange.prepare();
    rig.start();
    QVERIFY(rig.until([&] { return exchange.isUsable(); }));
    int kills = 0;
    const auto killAfter = [&](int requests) {
        const int until = rig.desk.requests + requests;
        rig.until([&] { return rig.desk.requests >= until || rig.converged(); });
        rig.stop(random.bounded(2) == 0);
        rig.start();
        ++kills;
    };
    killAfter(random.bounded(6));
    exchange.act();
    for (int i = 0; i < 4; ++i) {
        killAfter(random.bounded(5));
        exchange.note(u"After %1"_s.arg(i));
    }
    exchange.check();
    QCOMPARE(kills, 5);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
