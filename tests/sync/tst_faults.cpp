// Every request of a long exchange fails once, in every way; the engine ends at any moment. Both sides must be equal
// in the end and every action done exactly once. BELLHOP_FAULTS=all tries each request, else a spread sample.

#include "tests/sync/rig.h"

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

private:
    struct Script {
        QList<desk::Operation> operations;
    };
    static void prepare(Rig& rig);
    static void act(Rig& rig, Script& script);
    static void check(Rig& rig, const Script& script);
};

namespace
{

bool everything()
{
    return qEnvironmentVariable("BELLHOP_FAULTS") == u"all";
}

const char* nameOf(Fault fault)
{
    switch (fault) {
    case Fault::None:
        return "none";
    case Fault::ServerError:
        return "500";
    case Fault::ProxyPage:
        return "520";
    case Fault::SignInPage:
        return "sign-in page";
    case Fault::Hang:
        return "hangs";
    case Fault::Drop:
        return "dropped";
    case Fault::LoseAnswer:
        return "answer lost";
    case Fault::Truncate:
        return "truncated";
    case Fault::Garbage:
        return "garbage";
    case Fault::Twice:
        return "twice";
    case Fault::Busy:
        return "busy";
    }
    return "";
}

QList<desk::TicketId> sorted(const Rig& rig)
{
    QList<desk::TicketId> ids = rig.desk.tickets().keys();
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// The tickets that the script acts on are here; the past is still on its way.
bool isUsable(Rig& rig)
{
    const QList<desk::TicketId> ids = sorted(rig);
    return rig.ticket(ids.at(1)) && rig.ticket(ids.at(2)) && rig.ticket(ids.at(4));
}

} // namespace

void TestFaults::prepare(Rig& rig)
{
    for (int i = 0; i < 7; ++i) {
        const auto status = i % 3 == 0 ? desk::Status::Closed : desk::Status::Open;
        const auto ticket = rig.desk.addTicket(u"Ticket %1"_s.arg(i), status);
        rig.desk.addMessage(ticket, u"Question %1"_s.arg(i));
        rig.desk.addMessage(ticket, u"More of %1"_s.arg(i));
    }
}

/// More than thirty requests with the first sync: actions on several lanes, changes of others.
void TestFaults::act(Rig& rig, Script& script)
{
    const QList<desk::TicketId> ids = sorted(rig);
    const auto a = ids.at(1);
    const auto b = ids.at(2);
    script.operations.append(rig.note(a, u"First note"_s));
    script.operations.append(rig.reply(a, u"An answer"_s));
    script.operations.append(rig.note(b, u"Elsewhere"_s));
    rig.desk.addMessage(b, u"From the customer"_s);
    script.operations.append(rig.submit(Rig::operation(desk::OperationKind::Close, b)));
    rig.desk.changeTicket(ids.at(4), [](desk::Ticket& t) { t.subject = u"Renamed"_s; });
    rig.desk.removeTicket(ids.at(5));
    for (int i = 0; i < 9; ++i) {
        const desk::TicketId on = QList{a, b, ids.at(4)}.at(i % 3);
        script.operations.append(rig.note(on, u"Note %1"_s.arg(i)));
        script.operations.append(rig.submit(Rig::operation(desk::OperationKind::MarkUnread, on)));
    }
    script.operations.append(rig.note(a, u"Last note"_s));
    rig.engine().wake();
}

void TestFaults::check(Rig& rig, const Script& script)
{
    QVERIFY(rig.untilConverged());
    for (const desk::Operation& operation : script.operations)
        QCOMPARE(rig.desk.executions(operation.id), 1);
    QVERIFY2(rig.until([&] { return rig.isLive() && rig.state.trouble.isEmpty(); }), qPrintable(rig.state.trouble));
}

void TestFaults::anyRequestMayFail_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("kind");
    constexpr int kRequests = 30;
    int turn = 0;
    for (int number = 0; number < kRequests; ++number) {
        for (int kind = 0; kind < int(kFaults.size()); ++kind) {
            // The sample meets every request once and every fault several times.
            if (!everything() && kind != turn % int(kFaults.size()))
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
    prepare(rig);
    bool fired = false;
    rig.desk.fault = [&](int now, const FakeRequest&) {
        if (now < number || fired)
            return Fault::None;
        fired = true;
        return kFaults[kind];
    };
    Script script;
    rig.start();
    QVERIFY(rig.until([&] { return isUsable(rig); }));
    act(rig, script);
    check(rig, script);
    QVERIFY2(fired, "the exchange was too short: the fault never fired");
    QCOMPARE(rig.desk.faults, 1);
}

void TestFaults::anyMomentMayBeTheLast_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= (everything() ? 60 : 8); ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestFaults::anyMomentMayBeTheLast()
{
    QFETCH(int, seed);
    QRandomGenerator random(seed);
    Rig rig;
    prepare(rig);
    Script script;
    rig.start();
    QVERIFY(rig.until([&] { return isUsable(rig); }));
    int kills = 0;
    const auto killAfter = [&](int requests) {
        const int until = rig.desk.requests + requests;
        rig.until([&] { return rig.desk.requests >= until || rig.converged(); });
        rig.stop(random.bounded(2) == 0);
        rig.start();
        ++kills;
    };
    killAfter(random.bounded(6));
    act(rig, script);
    for (int i = 0; i < 4; ++i) {
        killAfter(random.bounded(5));
        if (!rig.ticket(sorted(rig).at(1)))
            continue;
        script.operations.append(rig.note(sorted(rig).at(1), u"After %1"_s.arg(i)));
    }
    check(rig, script);
    QCOMPARE(kills, 5);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
