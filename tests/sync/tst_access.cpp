// Tokens: one refresh for all, a refused one ends in "sign in", a new sign-in goes on where it stopped.

#include "tests/sync/rig.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRefreshForAllRequests();
    void refreshTokenIsNeverSentTwice();
    void lostRefreshIsAskedForAgain_data();
    void lostRefreshIsAskedForAgain();
    void lostRefreshIsForgivenForAMinute();
    void refusedRefreshSignsOut();
    void tokenWithoutRefreshSignsOut();
    void signedOutKeepsTheOutboxAndGoesOnAfterSignIn();
    void noTokensMeanSignIn();
    void refreshThatFailsForNowKeepsTheTokens();
    void freshTokenThatEndsAtOnceDoesNotLoop();
    void roleWithoutAccessIsSaid();
};

void TestAccess::oneRefreshForAllRequests()
{
    Rig rig;
    QList<desk::TicketId> tickets;
    for (int i = 0; i < 4; ++i)
        tickets.append(rig.desk.addTicket(u"Ticket %1"_s.arg(i)));
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.refreshing = true;
    rig.desk.expireAccess();
    for (const desk::TicketId& ticket : tickets)
        rig.note(ticket, u"All at once"_s);
    rig.engine().wake();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.refreshes, 1);
    QCOMPARE(rig.desk.executions(), 4);
    QCOMPARE(rig.credentials.get().access, u"token-1"_s);
    QCOMPARE(rig.credentials.get().refresh, u"refresh-1"_s);
}

void TestAccess::refreshTokenIsNeverSentTwice()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.stream = false; // told that its token has ended, it would ask for a fresh one at once
    rig.desk.refreshing = true;
    rig.desk.expireAccess();
    int dropped = 0;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        return request.path == u"/v1/refresh" && dropped++ == 0 ? Fault::Drop : Fault::None;
    };
    rig.engine().wake();
    QVERIFY(rig.until([&] { return dropped == 1 && rig.state.link == store::Link::Offline; }, false));
    rig.desk.stream = true;
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    QCOMPARE(dropped, 2);
    QCOMPARE(rig.desk.refreshes, 1);
}

void TestAccess::lostRefreshIsAskedForAgain_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("refreshes");
    QTest::newRow("lost") << int(Fault::LoseAnswer) << 1 << 2;
    QTest::newRow("lost again and again") << int(Fault::LoseAnswer) << 3 << 4;
    QTest::newRow("cut off") << int(Fault::Truncate) << 1 << 2;
    QTest::newRow("not JSON") << int(Fault::Garbage) << 1 << 2;
    QTest::newRow("repeated on the way") << int(Fault::Twice) << 1 << 2;
    QTest::newRow("never answered") << int(Fault::Hang) << 1 << 1;
}

void TestAccess::lostRefreshIsAskedForAgain()
{
    QFETCH(int, fault);
    QFETCH(int, times);
    QFETCH(int, refreshes);
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.refreshing = true;
    rig.desk.expireAccess();
    int fired = 0;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        const bool fires = request.path == u"/v1/refresh" && fired < times;
        fired += fires ? 1 : 0;
        return fires ? Fault(fault) : Fault::None;
    };
    const auto note = rig.note(ticket, u"Goes out all the same"_s);
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    QCOMPARE(fired, times);
    QCOMPARE(rig.desk.executions(note.id), 1);
    QCOMPARE(rig.desk.refreshes, refreshes);
    QCOMPARE(rig.credentials.get().refresh, rig.desk.refresh);
    for (const store::SyncState& state : rig.states)
        QVERIFY(state.link != store::Link::SignedOut);
}

void TestAccess::lostRefreshIsForgivenForAMinute()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.stream = false; // as above
    rig.desk.refreshing = true;
    rig.desk.expireAccess();
    int lost = 0;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        return request.path == u"/v1/refresh" && lost++ == 0 ? Fault::LoseAnswer : Fault::None;
    };
    rig.engine().wake();
    QVERIFY(rig.until([&] { return lost == 1 && rig.state.link == store::Link::Offline; }, false));
    rig.desk.goOffline();
    rig.time.advance(rig.worker(), 2 * desk::kMinute);
    const auto note = rig.note(ticket, u"Kept"_s);
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::SignedOut; }));
    QVERIFY(!rig.state.trouble.isEmpty());
    QCOMPARE(rig.outbox().size(), 1);
    QCOMPARE(rig.desk.executions(note.id), 0);
}

void TestAccess::refusedRefreshSignsOut()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.refreshing = true;
    rig.desk.expireAccess();
    rig.desk.refresh = u"another"_s;
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::SignedOut; }));
    QVERIFY(!rig.state.trouble.isEmpty());
    const int before = rig.desk.requests;
    rig.time.advance(rig.worker(), 10 * desk::kMinute);
    QCOMPARE(rig.desk.requests, before);
}

void TestAccess::tokenWithoutRefreshSignsOut()
{
    Rig rig;
    rig.credentials.set({u"token-0"_s, {}});
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.revoke();
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::SignedOut; }));
    QCOMPARE(rig.desk.refreshes, 0);
}

void TestAccess::signedOutKeepsTheOutboxAndGoesOnAfterSignIn()
{
    Rig rig;
    rig.credentials.set({u"token-0"_s, {}});
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.access = u"token-9"_s;
    const auto note = rig.note(ticket, u"Kept"_s);
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::SignedOut; }));
    QCOMPARE(rig.outbox().size(), 1);
    QVERIFY(rig.outbox().first().state != store::OutboxState::Parked);
    rig.credentials.set({u"token-9"_s, {}});
    rig.engine().wake();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(note.id), 1);
    QVERIFY(rig.until([&] { return rig.isLive() && rig.state.trouble.isEmpty(); }));
}

void TestAccess::noTokensMeanSignIn()
{
    Rig rig;
    rig.credentials.set({});
    rig.start();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::SignedOut; }));
    QCOMPARE(rig.desk.requests, 0);
}

void TestAccess::refreshThatFailsForNowKeepsTheTokens()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.refreshing = true;
    rig.desk.expireAccess();
    int tries = 0;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        return request.path == u"/v1/refresh" && tries++ < 3 ? Fault::ServerError : Fault::None;
    };
    rig.engine().wake();
    QVERIFY(rig.until([&] { return tries > 3 && rig.isLive(); }));
    for (const store::SyncState& state : rig.states)
        QVERIFY(state.link != store::Link::SignedOut);
}

void TestAccess::freshTokenThatEndsAtOnceDoesNotLoop()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.instead = [](const FakeRequest&) { return std::optional(problem(401, u"token-expired"_s)); };
    const int before = rig.desk.refreshes;
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::Offline; }, false));
    QVERIFY2(rig.desk.refreshes - before <= 3, qPrintable(QString::number(rig.desk.refreshes)));
}

void TestAccess::roleWithoutAccessIsSaid()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.desk.instead = [](const FakeRequest&) { return std::optional(problem(403, u"no-access"_s)); };
    rig.start();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::Refused; }));
    QVERIFY(!rig.state.trouble.isEmpty());
    rig.desk.instead = {};
    rig.engine().wake();
    QVERIFY(rig.untilConverged());
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
