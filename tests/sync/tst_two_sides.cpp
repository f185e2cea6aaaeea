// Change here, change there, sync, compare.

#include "desk/steady.h"
#include "store/changes.h"
#include "store/writer.h"
#include "tests/sync/rig.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

class TestTwoSides : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstSyncBringsEverything();
    void remoteChangesArriveByTheStream();
    void changesKnowWhenTheyArrived();
    void localActionsReachTheDesk();
    void bothSidesAtOnce();
    void gapInTheStreamIsPulled();
    void brokenStreamIsConnectedAgain();
    void deadStreamIsNoticed();
    void offlineActionsGoOutLater();
    void manyBrokenLinesDoNotAddUp();
    void undoTimeHoldsWhatCanBeUndone_data();
    void undoTimeHoldsWhatCanBeUndone();
    void setClockHoldsNothingLonger_data();
    void setClockHoldsNothingLonger();
    void staleReplyIsParkedAndSentAnyway();
    void whatWasAcknowledgedAndNeverCameIsPulled();
    void refusedActionIsParkedWithItsReason();
    void lanesDoNotWaitForEachOther();
    void deletedTicketsGo();
};

void TestTwoSides::firstSyncBringsEverything()
{
    Rig rig;
    for (int i = 0; i < 8; ++i) {
        const auto ticket =
            rig.desk.addTicket(u"Ticket %1"_s.arg(i), i % 2 ? desk::Status::Closed : desk::Status::Open);
        rig.desk.addMessage(ticket, u"Hello %1"_s.arg(i));
    }
    rig.desk.addLabel(u"l1"_s, u"Refund"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.reader().labels().size(), 1);
    QCOMPARE(rig.reader().setting(u"desk-name"_s), u"Example desk"_s);
    QCOMPARE(rig.state.historyTotal, 8);
    QCOMPARE(rig.state.historyDone, 8);
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    QVERIFY2(rig.state.trouble.isEmpty(), qPrintable(rig.state.trouble));
}

void TestTwoSides::remoteChangesArriveByTheStream()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.desk.streams() == 1 && rig.isLive(); }));
    QVERIFY(rig.until([&] { return rig.time.untilNext() > 0; }, false));
    const int before = rig.desk.requests;
    rig.desk.addMessage(ticket, u"More"_s);
    rig.desk.changeTicket(ticket, [](desk::Ticket& t) { t.subject = u"Changed"_s; });
    QVERIFY(rig.until([&] { return rig.converged(); }, false));
    QCOMPARE(rig.desk.requests, before);
}

void TestTwoSides::changesKnowWhenTheyArrived()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.desk.streams() == 1 && rig.isLive(); }));
    QVERIFY(rig.until([&] { return rig.time.untilNext() > 0; }, false));
    store::ChangeSet heard;
    rig.worker().listen(&rig.context, [&](const store::ChangeSet& changes) { store::merge(heard, changes); });
    const auto rename = [&](const QString& subject) {
        rig.desk.changeTicket(ticket, [&](desk::Ticket& t) { t.subject = subject; });
    };

    qint64 before = desk::steadyNow();
    rename(u"Told by the stream"_s);
    QVERIFY(rig.until([&] { return rig.converged() && !heard.isEmpty(); }, false));
    QVERIFY(heard.frameArrived >= before && heard.frameArrived <= desk::steadyNow());
    QCOMPARE(heard.pageArrived, 0);

    rig.desk.pushChanges = false; // a frame on its way would be heard later, as something else
    rig.desk.goOffline();
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
    heard = {};
    rig.note(ticket, u"Written here"_s);
    QVERIFY(rig.until([&] { return !heard.isEmpty(); }, false));
    QCOMPARE(heard.frameArrived, 0);
    QCOMPARE(heard.pageArrived, 0);

    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
    heard = {};
    rename(u"Missed, and fetched"_s); // alone: the receipt of a note would bring the ticket as well
    before = desk::steadyNow();
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return heard.pageArrived != 0; }, false));
    QVERIFY(heard.pageArrived >= before && heard.pageArrived <= desk::steadyNow());
    QCOMPARE(heard.frameArrived, 0);
}

void TestTwoSides::localActionsReachTheDesk()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    const auto note = rig.note(ticket, u"Look at this"_s);
    rig.submit(Rig::operation(desk::OperationKind::Close, ticket));
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(note.id), 1);
    QVERIFY(rig.desk.tickets().value(ticket).status == desk::Status::Closed);
    QCOMPARE(rig.desk.messages().size(), 1);
}

void TestTwoSides::bothSidesAtOnce()
{
    Rig rig;
    const auto a = rig.desk.addTicket(u"A"_s);
    const auto b = rig.desk.addTicket(u"B"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    for (int i = 0; i < 10; ++i) {
        rig.note(i % 2 ? a : b, u"Note %1"_s.arg(i));
        rig.desk.addMessage(i % 3 ? a : b, u"Question %1"_s.arg(i));
    }
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(), 10);
    QCOMPARE(rig.desk.messages().size(), 20);
}

void TestTwoSides::gapInTheStreamIsPulled()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    rig.desk.pushChanges = false;
    rig.desk.addMessage(ticket, u"Unheard"_s);
    rig.desk.pushChanges = true;
    rig.desk.addMessage(ticket, u"Heard"_s);
    QVERIFY(rig.until([&] { return rig.converged(); }, false));
}

void TestTwoSides::brokenStreamIsConnectedAgain()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    rig.desk.goOffline();
    rig.desk.addMessage(ticket, u"Meanwhile"_s);
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return rig.isLive() && rig.converged(); }));
    QCOMPARE(rig.desk.streams(), 1);
}

void TestTwoSides::deadStreamIsNoticed()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    rig.desk.mute = true;
    rig.desk.addMessage(ticket, u"Said into a dead line"_s);
    rig.time.advance(rig.worker(), 25'000 + 10'000);
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }, false));
    rig.desk.mute = false;
    QVERIFY(rig.until([&] { return rig.isLive() && rig.converged(); }));
}

void TestTwoSides::offlineActionsGoOutLater()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    QVERIFY(rig.until([&] { return rig.state.link != store::Link::Live; }));
    const auto note = rig.note(ticket, u"Written in a tunnel"_s);
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::Offline; }));
    QVERIFY(rig.state.nextTry.isSet());
    QVERIFY(!rig.state.trouble.isEmpty());
    QCOMPARE(rig.outbox().size(), 1);
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(note.id), 1);
    QVERIFY2(rig.state.trouble.isEmpty(), qPrintable(rig.state.trouble));
}

/// Whatever a row went through while the line broke again and again, it does not wait for minutes once it holds.
void TestTwoSides::manyBrokenLinesDoNotAddUp()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    bool breaks = true;
    rig.desk.fault = [&breaks](int, const FakeRequest& request) {
        return breaks && request.path.startsWith(u"/v1/operations/"_s) ? Fault::Drop : Fault::None;
    };
    const auto note = rig.note(ticket, u"Written on a train"_s);
    QVERIFY(rig.until([&] {
        const auto rows = rig.outbox();
        return rows.size() == 1 && rows.first().attempts >= 9 && rows.first().state == store::OutboxState::Queued;
    }));
    QCOMPARE(rig.desk.executions(note.id), 0);
    breaks = false;
    const desk::Instant begin = rig.time.now();
    QVERIFY(rig.until([&] { return rig.desk.executions(note.id) == 1; }));
    QVERIFY2(rig.time.now() - begin <= 10 * desk::kSecond, "the pauses added up");
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(note.id), 1);
}

void TestTwoSides::undoTimeHoldsWhatCanBeUndone_data()
{
    QTest::addColumn<int>("kind");
    using K = desk::OperationKind;
    for (const K kind : {K::Reply, K::Close, K::Snooze, K::MarkSpam})
        QTest::newRow(qPrintable(desk::toString(kind))) << int(kind);
}

void TestTwoSides::undoTimeHoldsWhatCanBeUndone()
{
    QFETCH(const int, kind);
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    desk::Operation held = Rig::operation(desk::OperationKind(kind), ticket);
    if (held.kind == desk::OperationKind::Reply)
        held.text = u"Held"_s;
    if (held.kind == desk::OperationKind::Snooze)
        held.until = rig.time.now() + desk::kHour;
    rig.submit(held, {}, 5'000);
    rig.time.advance(rig.worker(), 4'900);
    rig.engine().wake(); // an impatient agent does not shorten the time for second thoughts
    QVERIFY(rig.until([&] { return rig.isLive(); }, false));
    QCOMPARE(rig.desk.executions(held.id), 0);
    rig.time.advance(rig.worker(), 200);
    QVERIFY(rig.until([&] { return rig.desk.executions(held.id) == 1 && rig.converged(); }, false));
}

void TestTwoSides::setClockHoldsNothingLonger_data()
{
    QTest::addColumn<qint64>("by");
    QTest::newRow("an hour back") << -desk::kHour;
    QTest::newRow("a year back") << -365 * desk::kDay;
    QTest::newRow("an hour ahead") << qint64(desk::kHour);
}

void TestTwoSides::setClockHoldsNothingLonger()
{
    QFETCH(qint64, by);
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    desk::Operation reply = Rig::operation(desk::OperationKind::Reply, ticket);
    reply.text = u"Held"_s;
    rig.submit(reply, {}, 5'000);
    QVERIFY(rig.until([&] { return rig.time.untilNext() <= 5'000; }, false)); // the hold's own alarm
    rig.time.setClock(by);
    rig.time.advance(rig.worker(), 5'100);
    QVERIFY(rig.until([&] { return rig.desk.executions(reply.id) == 1 && rig.outbox().isEmpty(); }, false));
}

void TestTwoSides::staleReplyIsParkedAndSentAnyway()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    const auto seen = rig.desk.addMessage(ticket, u"First"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.pushChanges = false;
    const auto newer = rig.desk.addMessage(ticket, u"Second thoughts"_s);
    rig.reply(ticket, u"About the first"_s, seen);
    QVERIFY(
        rig.until([&] { return !rig.outbox().isEmpty() && rig.outbox().first().state == store::OutboxState::Parked; }));
    const store::OutboxRow parked = rig.outbox().first();
    QCOMPARE(parked.reasonCode, u"stale"_s);
    QCOMPARE(parked.newer.size(), 1);
    QCOMPARE(parked.newer.first().id.value(), newer.value());
    QCOMPARE(rig.desk.executions(), 0);
    rig.run([id = parked.operation.id](store::Writer& writer) { return writer.retry(id, true); });
    rig.desk.pushChanges = true;
    rig.engine().outboxChanged();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(), 1);
}

void TestTwoSides::whatWasAcknowledgedAndNeverCameIsPulled()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.pushChanges = false;
    rig.desk.addMessage(ticket, u"Never pushed"_s);
    const auto note = rig.note(ticket, u"Ours"_s);
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(note.id), 1);
    QCOMPARE(rig.thread(ticket).size(), 2);
}

void TestTwoSides::refusedActionIsParkedWithItsReason()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    const auto other = rig.desk.addTicket(u"Two"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.instead = [](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (request.path.startsWith(u"/v1/operations/") && request.body.contains("forbidden"))
            return problem(422, u"no-consent"_s);
        return std::nullopt;
    };
    rig.note(ticket, u"forbidden"_s);
    const auto behind = rig.note(ticket, u"depends on it"_s);
    const auto free = rig.note(other, u"goes on"_s);
    QVERIFY(rig.until([&] { return rig.desk.executions(free.id) == 1 && rig.outbox().size() == 2; }));
    QVERIFY(rig.until([&] { return rig.outbox().first().state == store::OutboxState::Parked; }));
    QCOMPARE(rig.outbox().first().reasonCode, u"no-consent"_s);
    QCOMPARE(rig.outbox().first().reason, u"The desk says: no-consent."_s);
    QCOMPARE(rig.desk.executions(behind.id), 0);
    rig.run(
        [id = rig.outbox().first().operation.id](store::Writer& writer) { return writer.withdraw(id, false).changes; });
    rig.engine().outboxChanged();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(behind.id), 1);
}

void TestTwoSides::lanesDoNotWaitForEachOther()
{
    Rig rig;
    QList<desk::TicketId> tickets;
    for (int i = 0; i < 6; ++i)
        tickets.append(rig.desk.addTicket(u"Ticket %1"_s.arg(i)));
    rig.start();
    QVERIFY(rig.untilConverged());
    bool stuck = true;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        return stuck && request.body.contains("hangs") ? Fault::Hang : Fault::None;
    };
    const auto slow = rig.note(tickets.first(), u"hangs"_s);
    QList<desk::Operation> quick;
    for (const desk::TicketId& ticket : tickets.mid(1))
        quick.append(rig.note(ticket, u"quick"_s));
    QVERIFY(rig.until([&] { return rig.desk.executions() == quick.size(); }, false));
    QCOMPARE(rig.desk.executions(slow.id), 0);
    stuck = false;
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(slow.id), 1);
    QVERIFY(rig.desk.faults > 0);
}

void TestTwoSides::deletedTicketsGo()
{
    Rig rig;
    const auto a = rig.desk.addTicket(u"A"_s);
    rig.desk.addMessage(a, u"Bye"_s);
    rig.desk.addTicket(u"B"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.removeTicket(a);
    QVERIFY(rig.untilConverged());
    QVERIFY(!rig.ticket(a));
}

QTEST_GUILESS_MAIN(TestTwoSides)
#include "tst_two_sides.moc"
