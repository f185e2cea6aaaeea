// A desk that went back in time and was overtaken before its client came back (DESK-6, BEY-4): the same seqs and ids,
// other contents. What the client keeps of a ticket goes to that ticket alone.

#include "store/writer.h"
#include "tests/sync/rig.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestRestored : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordinaryRestartCostsNothing();
    void overtakenBackupIsLoadedAnew_data();
    void overtakenBackupIsLoadedAnew();
    void cursorWithoutAWordIsLoadedAnewOnce();
    void operationForAnotherCustomersTicketIsParked();
    void draftForAnotherCustomersTicketIsKeptAside();
    void lostReceiptIsAskedAboutAgain();
    void whatWasAnsweredAheadOfTheFeedGoes_data();
    void whatWasAnsweredAheadOfTheFeedGoes();
    void whatWasFetchedAheadOfTheFeedGoes();
    void anOrdinaryRestartKeepsWhatIsAhead();
    void anAnswerThatOvertakesThePageCostsOneMorePage();
    void receiptThatHoldsExecutesNothingTwice();
    void threadOfAnotherTicketDoesNotStayUnderItsNumber();
    void whatIsDoneDuringTheSnapshotHidesNothingOfIt();
    void unreadableRowsOfTheLostTimeAreForgotten();
    void theDeskIsLoadedAnewWhenAsked();
    void aHeldDeskIsTold();
};

namespace
{
int asked(const Rig& rig, const QString& path)
{
    return int(std::count_if(rig.desk.log.begin(), rig.desk.log.end(),
                             [&](const QString& line) { return line.endsWith(path); }));
}

/// A client that has all of a desk with one ticket; empty if it does not get that far.
desk::TicketId startedWithOne(Rig& rig)
{
    rig.desk.beginEpoch();
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    return rig.untilConverged() ? ticket : desk::TicketId();
}

/// Answers go on, the feed tells nothing.
void holdFeed(Rig& rig)
{
    rig.desk.pushChanges = false;
    rig.desk.fault = [](int, const FakeRequest& request) {
        return request.path == u"/v1/changes" ? Fault::Hang : Fault::None;
    };
}

void letFeedGo(Rig& rig)
{
    rig.desk.fault = {};
    rig.desk.pushChanges = true;
}

QStringList textsOf(Rig& rig, const desk::TicketId& ticket)
{
    QStringList texts;
    for (const desk::Message& message : rig.thread(ticket))
        texts += message.text;
    return texts;
}
} // namespace

void TestRestored::ordinaryRestartCostsNothing()
{
    Rig rig;
    const auto ticket = startedWithOne(rig);
    QVERIFY(!ticket.isEmpty());
    rig.desk.goOffline();
    rig.desk.beginEpoch();
    rig.desk.addMessage(ticket, u"While it was away"_s);
    rig.desk.beginEpoch();
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    rig.desk.addMessage(ticket, u"And after"_s);
    QVERIFY(rig.untilConverged());
    QCOMPARE(asked(rig, u"/v1/bootstrap"_s), 1);
}

void TestRestored::overtakenBackupIsLoadedAnew_data()
{
    QTest::addColumn<bool>("restarts"); ///< in the time that is lost
    QTest::newRow("a backup of the running desk") << false;
    QTest::newRow("a folder copied after a clean stop") << true;
}

void TestRestored::overtakenBackupIsLoadedAnew()
{
    QFETCH(bool, restarts);
    Rig rig;
    rig.desk.beginEpoch();
    const auto ticket = rig.desk.addTicket(u"Kept"_s);
    rig.desk.addMessage(ticket, u"Before"_s);
    const auto restore = rig.desk.putAway();
    if (restarts)
        rig.desk.beginEpoch();
    const auto phantom = rig.desk.addMessage(ticket, u"Lost"_s);
    rig.desk.addTicket(u"Of the lost time"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    const qint64 stood = rig.desk.seq();
    rig.desk.goOffline();
    restore();
    rig.desk.addMessage(ticket, u"Another one under the same number"_s);
    while (rig.desk.seq() < stood + 10)
        rig.desk.addMessage(ticket, u"More"_s);
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());                  // both sides are equal: no phantom, nothing missing
    QVERIFY(rig.desk.messages().contains(phantom)); // its number is in use again
    QVERIFY(!textsOf(rig, ticket).contains(u"Lost"_s));
    QCOMPARE(asked(rig, u"/v1/bootstrap"_s), 2);
}

void TestRestored::cursorWithoutAWordIsLoadedAnewOnce()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    rig.desk.beginEpoch(); // the desk was upgraded
    rig.desk.addMessage(ticket, u"New"_s);
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    rig.desk.beginEpoch();
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QCOMPARE(asked(rig, u"/v1/bootstrap"_s), 2);
}

void TestRestored::operationForAnotherCustomersTicketIsParked()
{
    Rig rig;
    rig.desk.beginEpoch();
    const auto restore = rig.desk.putAway();
    const auto mine = rig.desk.addTicket(u"Mine"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    const auto note = rig.note(mine, u"For my customer alone"_s);
    restore();
    rig.time.advance(rig.worker(), 60'000);
    const auto theirs = rig.desk.addTicket(u"Theirs"_s);
    QCOMPARE(theirs, mine); // the number is another customer's
    rig.desk.goOnline();
    QVERIFY(rig.until([&] {
        const auto rows = rig.outbox();
        return rows.size() == 1 && rows.first().state == store::OutboxState::Parked && rig.isLive() &&
               rig.state.historyComplete && rig.ticket(theirs)->subject == u"Theirs";
    }));
    QCOMPARE(rig.outbox().first().reasonCode, u"other-ticket"_s);
    QCOMPARE(rig.outbox().first().operation.text, u"For my customer alone"_s);
    QCOMPARE(rig.desk.executions(note.id), 0);
    QVERIFY(!textsOf(rig, theirs).contains(u"For my customer alone"_s));
}

void TestRestored::draftForAnotherCustomersTicketIsKeptAside()
{
    Rig rig;
    rig.desk.beginEpoch();
    const auto restore = rig.desk.putAway();
    const auto mine = rig.desk.addTicket(u"Mine"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    desk::Draft draft;
    draft.ticket = mine;
    draft.text = u"Half a thought for my customer"_s;
    draft.updated = rig.time.now();
    QVERIFY(rig.run([draft](store::Writer& writer) { return writer.saveDraft(draft); }).isEmpty());
    restore();
    rig.time.advance(rig.worker(), 60'000);
    const auto theirs = rig.desk.addTicket(u"Theirs"_s);
    QCOMPARE(theirs, mine);
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return rig.isLive() && rig.state.historyComplete && !rig.outbox().isEmpty(); }));
    QVERIFY(!rig.reader().draft(theirs, false));
    QVERIFY(rig.reader().draftHistory(theirs, false).isEmpty());
    const store::OutboxRow kept = rig.outbox().first();
    QCOMPARE(kept.state, store::OutboxState::Parked);
    QCOMPARE(kept.operation.text, draft.text);
    // It stops nothing that is done on the other customer's ticket, and does not come back under it.
    const auto note = rig.note(theirs, u"Of the ticket that is here"_s);
    QVERIFY(rig.until([&] { return rig.desk.executions(note.id) == 1; }));
    QVERIFY(rig.run([&](store::Writer& writer) { return writer.withdraw(kept.operation.id, true).changes; }).isEmpty());
    QVERIFY(!rig.reader().draft(theirs, false));
    QVERIFY(
        rig.run([&](store::Writer& writer) { return writer.withdraw(kept.operation.id, false).changes; }).isEmpty());
    QVERIFY(rig.until([&] { return rig.outbox().isEmpty(); }));
    QVERIFY(rig.reader().draftHistory(theirs, false).isEmpty());
}

/// It was acknowledged, and before the feed brought it the desk went back.
void TestRestored::lostReceiptIsAskedAboutAgain()
{
    Rig rig;
    const auto ticket = startedWithOne(rig);
    QVERIFY(!ticket.isEmpty());
    const auto restore = rig.desk.putAway();
    holdFeed(rig);
    const auto close = rig.operation(desk::OperationKind::Close, ticket);
    rig.submit(close);
    QVERIFY(rig.until([&] { return rig.desk.executions(close.id) == 1; }));
    rig.desk.goOffline();
    restore();
    for (int i = 0; i < 10; ++i)
        rig.desk.addMessage(ticket, u"Overtaken"_s);
    letFeedGo(rig);
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.outbox().isEmpty());
}

void TestRestored::whatWasAnsweredAheadOfTheFeedGoes_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("restarts"); ///< in the time that is lost
    QTest::addColumn<int>("overtaken");
    using K = desk::OperationKind;
    for (const auto& [kind, name] :
         {std::pair(K::Close, "close"), std::pair(K::Note, "note"), std::pair(K::Reply, "reply")})
        for (const bool restarts : {false, true})
            for (const int overtaken : {0, 1, 10})
                QTest::addRow("%s, %s, overtaken by %d", name, restarts ? "restarted" : "running", overtaken)
                    << int(kind) << restarts << overtaken;
}

/// The feed has not told of it yet: the cursor is of a time that the desk still has, what was answered is not.
void TestRestored::whatWasAnsweredAheadOfTheFeedGoes()
{
    QFETCH(const int, kind);
    QFETCH(const bool, restarts);
    QFETCH(const int, overtaken);
    Rig rig;
    const auto ticket = startedWithOne(rig);
    QVERIFY(!ticket.isEmpty());
    const auto restore = rig.desk.putAway();
    holdFeed(rig);
    if (restarts) {
        rig.desk.goOffline();
        rig.desk.beginEpoch();
        rig.desk.goOnline();
    }
    desk::Operation done = rig.operation(desk::OperationKind(kind), ticket);
    if (desk::isWritten(done))
        done.text = u"Answered, and lost"_s;
    done.sendAnyway = kind == int(desk::OperationKind::Reply);
    rig.submit(done);
    QVERIFY(rig.until([&] {
        const auto outbox = rig.outbox();
        return rig.desk.executions(done.id) == 1 &&
               (outbox.isEmpty() || outbox.first().state == store::OutboxState::Acknowledged);
    }));
    rig.desk.goOffline();
    restore();
    for (int i = 0; i < overtaken; ++i)
        rig.desk.addMessage(ticket, u"Overtaken"_s);
    letFeedGo(rig);
    rig.desk.goOnline();
    QVERIFY(rig.until([&] {
        return rig.converged() && !textsOf(rig, ticket).contains(u"Answered, and lost"_s) &&
               rig.ticket(ticket)->status == desk::Status::Open;
    }));
    QVERIFY(rig.outbox().isEmpty());
}

void TestRestored::whatWasFetchedAheadOfTheFeedGoes()
{
    Rig rig;
    const auto ticket = startedWithOne(rig);
    QVERIFY(!ticket.isEmpty());
    const auto restore = rig.desk.putAway();
    holdFeed(rig);
    rig.desk.addMessage(ticket, u"Lost"_s);
    bool isHere = false;
    rig.engine().search(u"Lost"_s, 10, &rig.context, [&](const QString&, bool) { isHere = true; });
    QVERIFY(rig.until([&] { return isHere && textsOf(rig, ticket).contains(u"Lost"_s); }));
    rig.desk.goOffline();
    restore();
    for (int i = 0; i < 3; ++i)
        rig.desk.addMessage(ticket, u"Overtaken"_s);
    letFeedGo(rig);
    rig.desk.goOnline();
    // Another one has its number and its rev.
    QVERIFY(rig.until([&] { return rig.converged() && !textsOf(rig, ticket).contains(u"Lost"_s); }));
    QCOMPARE(textsOf(rig, ticket).count(u"Overtaken"_s), 3);
}

/// The feed has it: the way back is not made for nothing.
void TestRestored::anOrdinaryRestartKeepsWhatIsAhead()
{
    Rig rig;
    const auto ticket = startedWithOne(rig);
    QVERIFY(!ticket.isEmpty());
    holdFeed(rig);
    const auto note = rig.note(ticket, u"Stays"_s);
    QVERIFY(rig.until([&] { return rig.desk.executions(note.id) == 1 && rig.outbox().isEmpty(); }));
    rig.desk.goOffline();
    rig.desk.beginEpoch();
    letFeedGo(rig);
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(note.id), 1);
    QCOMPARE(textsOf(rig, ticket).count(u"Stays"_s), 1);
    QCOMPARE(asked(rig, u"/v1/bootstrap"_s), 1);
}

/// The page that tells of the new start was read before the answer was given: the next page has it.
void TestRestored::anAnswerThatOvertakesThePageCostsOneMorePage()
{
    Rig rig;
    const auto ticket = startedWithOne(rig);
    QVERIFY(!ticket.isEmpty());
    rig.desk.goOffline();
    rig.desk.beginEpoch();
    rig.desk.addMessage(ticket, u"While it was away"_s);
    rig.desk.pushChanges = false;
    rig.desk.late = u"/v1/changes"_s;
    const int before = asked(rig, u"/v1/changes"_s);
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return asked(rig, u"/v1/changes"_s) == before + 1; }));
    const auto note = rig.note(ticket, u"Overtakes"_s);
    QVERIFY(rig.until([&] { return rig.desk.executions(note.id) == 1 && rig.outbox().isEmpty(); }));
    rig.desk.releaseAnswers();
    rig.desk.pushChanges = true;
    QVERIFY(rig.untilConverged());
    QCOMPARE(textsOf(rig, ticket).count(u"Overtakes"_s), 1);
    QVERIFY(asked(rig, u"/v1/changes"_s) <= before + 2); // one more, unless a frame was faster
    QCOMPARE(asked(rig, u"/v1/bootstrap"_s), 1);
}

void TestRestored::receiptThatHoldsExecutesNothingTwice()
{
    Rig rig;
    const auto ticket = startedWithOne(rig);
    QVERIFY(!ticket.isEmpty());
    rig.desk.goOffline();
    const auto note = rig.note(ticket, u"Once"_s);
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    // The snapshot comes for another reason; the desk answers as before.
    rig.desk.goOffline();
    rig.desk.addMessage(ticket, u"More"_s);
    rig.desk.forgetTombstones();
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.desk.executions(note.id), 1);
}

void TestRestored::threadOfAnotherTicketDoesNotStayUnderItsNumber()
{
    Rig rig;
    rig.desk.beginEpoch();
    const auto restore = rig.desk.putAway();
    const auto mine = rig.desk.addTicket(u"Mine"_s);
    for (int i = 0; i < 5; ++i)
        rig.desk.addMessage(mine, u"A secret of mine"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    restore();
    rig.time.advance(rig.worker(), 60'000);
    const auto theirs = rig.desk.addTicket(u"Theirs"_s);
    rig.desk.addMessage(theirs, u"A word of theirs"_s);
    QCOMPARE(theirs, mine);
    // Long before the history is whole and sweeps: as soon as the ticket is another one, so is its thread.
    rig.desk.fault = [](int, const FakeRequest& request) {
        return request.path == u"/v1/history/messages" ? Fault::Hang : Fault::None;
    };
    rig.desk.goOnline();
    QVERIFY(rig.until([&] {
        const auto now = rig.ticket(theirs);
        return now && now->subject == u"Theirs"_s;
    }));
    QVERIFY(!textsOf(rig, theirs).contains(u"A secret of mine"_s));
}

/// An action makes a new version of its ticket here; the desk's own, whose revisions are lower now, counts all the
/// same.
void TestRestored::whatIsDoneDuringTheSnapshotHidesNothingOfIt()
{
    Rig rig;
    rig.desk.beginEpoch();
    const auto ticket = rig.desk.addTicket(u"As it was kept"_s);
    const auto restore = rig.desk.putAway();
    for (int i = 0; i < 10; ++i)
        rig.desk.changeTicket(ticket, [](desk::Ticket& changed) { changed.subject = u"As it was lost"_s; });
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    restore();
    rig.desk.fault = [](int, const FakeRequest& request) {
        const bool waits = request.path.startsWith(u"/v1/history") || request.path.startsWith(u"/v1/operations");
        return waits ? Fault::Busy : Fault::None;
    };
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return asked(rig, u"/v1/bootstrap"_s) == 2 && rig.isLive(); }));
    const auto close = rig.operation(desk::OperationKind::Close, ticket);
    rig.submit(close);
    rig.desk.fault = {};
    QVERIFY(rig.untilConverged());
    QCOMPARE(rig.ticket(ticket)->subject, u"As it was kept"_s);
    QCOMPARE(rig.desk.executions(close.id), 1);
}

void TestRestored::unreadableRowsOfTheLostTimeAreForgotten()
{
    Rig rig;
    rig.desk.beginEpoch();
    const auto restore = rig.desk.putAway();
    rig.desk.addLabel(u"l1"_s, u"Broken"_s);
    rig.desk.spoil(u"label"_s, u"l1"_s, QJsonObject{{u"id"_s, 7}});
    rig.start();
    QVERIFY(rig.until([&] { return rig.isLive() && !rig.state.trouble.isEmpty(); }));
    rig.desk.goOffline();
    restore();
    rig.desk.addLabel(u"l2"_s, u"Sound"_s);
    rig.desk.spoil(u"label"_s, u"l1"_s, std::nullopt);
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return asked(rig, u"/v1/bootstrap"_s) == 2 && rig.isLive(); }));
    QVERIFY(rig.until([&] { return rig.state.trouble.isEmpty(); }));
}

void TestRestored::theDeskIsLoadedAnewWhenAsked()
{
    Rig rig;
    rig.desk.beginEpoch();
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.desk.addMessage(ticket, u"As it is"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    // Damage that nothing else would mend: the desk's rows are not newer.
    QVERIFY(rig.run([](store::Writer& writer) {
                   writer.connection().executeScript(u"UPDATE message SET text = 'torn'"_s);
                   return store::ChangeSet();
               })
                .isEmpty());
    desk::Draft draft;
    draft.ticket = ticket;
    draft.text = u"Half a thought"_s;
    QVERIFY(rig.run([draft](store::Writer& writer) { return writer.saveDraft(draft); }).isEmpty());
    QCOMPARE(textsOf(rig, ticket), QStringList{u"torn"_s});
    rig.desk.goOffline();
    rig.engine().loadAnew();
    rig.desk.goOnline();
    QVERIFY(rig.until([&] { return textsOf(rig, ticket) == QStringList{u"As it is"_s}; }));
    QCOMPARE(asked(rig, u"/v1/bootstrap"_s), 2);
    QCOMPARE(rig.reader().draft(ticket, false).value_or(desk::Draft()).text, u"Half a thought"_s);
}

void TestRestored::aHeldDeskIsTold()
{
    Rig rig;
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(!rig.state.heldSince.isSet());
    rig.desk.say({{u"type"_s, u"held"_s}, {u"since"_s, qint64(1'800'000'000'000)}});
    QVERIFY(rig.until([&] { return rig.state.heldSince == desk::Instant{1'800'000'000'000}; }));
    rig.desk.say({{u"type"_s, u"held"_s}, {u"since"_s, 0}});
    QVERIFY(rig.until([&] { return !rig.state.heldSince.isSet(); }));
}

QTEST_GUILESS_MAIN(TestRestored)
#include "tst_restored.moc"
