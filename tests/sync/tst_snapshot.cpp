// A cursor that is gone, servers that lie, records that cannot be read, sleep.

#include "store/writer.h"
#include "tests/sync/rig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goneCursorSweepsAndKeepsWhatIsMine();
    void sweepGoesOnAfterARestart();
    void cursorThatIsAlwaysGoneDoesNotLoop();
    void otherDeskAtTheAddressIsRefused();
    void unreadableRecordDoesNotBlockTheDesk();
    void unreadablePastIsLetGoOnceItIsWhole();
    void unreadableRowsBehindAGoneOneAreAskedFor();
    void cursorBackwardsIsRefused();
    void moreWithoutEndIsNoticed();
    void historyThatGoesRoundIsNoticed();
    void unreadableHistoryIsForgottenOnceRead();
    void hugeAnswerIsCut();
    void redirectIsNotFollowed();
    void sleepIsNoticed();
    void snoozesWakeByThemselves();
    void idleMeansSilence();
};

namespace
{
FakeAnswer json(const QJsonObject& object)
{
    return {200, QJsonDocument(object).toJson(), QByteArrayLiteral("application/json"), {}};
}
} // namespace

void TestSnapshot::goneCursorSweepsAndKeepsWhatIsMine()
{
    Rig rig;
    const auto gone = rig.desk.addTicket(u"Gone"_s);
    rig.desk.addMessage(gone, u"Gone too"_s);
    const auto kept = rig.desk.addTicket(u"Kept"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.goOffline();
    rig.desk.removeTicket(gone);
    rig.desk.addTicket(u"New"_s);
    rig.desk.forgetTombstones();
    const auto note = rig.note(kept, u"Unsent"_s);
    desk::Draft draft;
    draft.ticket = kept;
    draft.text = u"Half a thought"_s;
    QVERIFY(rig.run([draft](store::Writer& writer) { return writer.saveDraft(draft); }).isEmpty());
    rig.desk.goOnline();
    QVERIFY(rig.untilConverged());
    QVERIFY(!rig.ticket(gone));
    QCOMPARE(rig.desk.executions(note.id), 1);
    QCOMPARE(rig.reader().drafts().size(), 1);
    QCOMPARE(rig.reader().drafts().first().text, draft.text);
}

void TestSnapshot::sweepGoesOnAfterARestart()
{
    Rig rig;
    const auto gone = rig.desk.addTicket(u"Gone"_s);
    for (int i = 0; i < 12; ++i)
        rig.desk.addTicket(u"Ticket %1"_s.arg(i));
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.stop();
    rig.desk.removeTicket(gone);
    rig.desk.forgetTombstones();
    bool snapshot = false;
    rig.desk.fault = [&](int, const FakeRequest& request) {
        snapshot = snapshot || request.path == u"/v1/bootstrap";
        return Fault::None;
    };
    rig.start();
    QVERIFY(rig.until([&] { return snapshot && rig.state.caughtUp.isSet(); }));
    rig.stop();
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(!rig.ticket(gone));
}

void TestSnapshot::cursorThatIsAlwaysGoneDoesNotLoop()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.instead = [](const FakeRequest& request) -> std::optional<FakeAnswer> {
        return request.path == u"/v1/changes" ? std::optional(problem(410, u"cursor-gone"_s)) : std::nullopt;
    };
    const int before = rig.desk.requests;
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.trouble.contains(u"bootstrap.cursor"); }, false));
    QVERIFY(rig.desk.requests - before < 20);
    rig.desk.instead = {};
    QVERIFY(rig.until([&] { return rig.isLive() && rig.converged(); }));
}

void TestSnapshot::otherDeskAtTheAddressIsRefused()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"Mine"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.instead = [](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (request.path == u"/v1/changes")
            return problem(410, u"cursor-gone"_s);
        if (request.path == u"/v1/bootstrap")
            return json({{u"cursor"_s, 3},
                         {u"agent"_s, QJsonObject{{u"id"_s, u"1"_s}, {u"role"_s, u"owner"_s}}},
                         {u"desk"_s, QJsonObject{{u"id"_s, u"d2"_s}}}});
        return std::nullopt;
    };
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::Refused; }));
    QVERIFY(rig.ticket(ticket));
    QVERIFY(!rig.state.trouble.isEmpty());
}

void TestSnapshot::unreadableRecordDoesNotBlockTheDesk()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.spoil(u"label"_s, u"l1"_s, QJsonObject{{u"id"_s, u"l1"_s}, {u"name"_s, 5}});
    rig.desk.addLabel(u"l1"_s, u"Refund"_s);
    rig.desk.addMessage(ticket, u"After it"_s);
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.state.trouble.contains(u"name"); }));
    QCOMPARE(rig.reader().labels().size(), 0);
    // The desk mends it without a new revision: the record is asked for again.
    rig.desk.spoil(u"label"_s, u"l1"_s, std::nullopt);
    rig.stop();
    rig.start();
    QVERIFY(rig.until([&] { return rig.reader().labels().size() == 1; }));
    QVERIFY(rig.until([&] { return rig.state.trouble.isEmpty(); }));
}

void TestSnapshot::unreadablePastIsLetGoOnceItIsWhole()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s, desk::Status::Closed);
    const auto message = rig.desk.addMessage(ticket, u"Long ago"_s);
    rig.desk.spoil(u"message"_s, message.value(), QJsonObject{{u"id"_s, message.value()}, {u"text"_s, 5}});
    rig.start();
    QVERIFY(rig.until([&] { return rig.state.historyComplete && rig.isLive(); }));
    QVERIFY(!rig.state.trouble.isEmpty());
    rig.time.advance(rig.worker(), 7 * desk::kHour);
    rig.engine().wake();
    QVERIFY2(rig.until([&] { return rig.isLive() && rig.state.trouble.isEmpty(); }), qPrintable(rig.state.trouble));
}

void TestSnapshot::unreadableRowsBehindAGoneOneAreAskedFor()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    for (const QString& id : {u"l1"_s, u"l2"_s}) {
        rig.desk.spoil(u"label"_s, id, QJsonObject{{u"id"_s, id}, {u"name"_s, 5}});
        rig.desk.addLabel(id, u"Refund"_s);
    }
    QVERIFY(rig.until([&] { return rig.state.trouble.contains(u"name"); }));
    QVERIFY(rig.until([&] { return rig.converged(); }));
    const QString first = QString::number(rig.desk.seq() - 2); // the cursor before the first label
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        const bool gone = request.path == u"/v1/changes" && request.query.queryItemValue(u"after"_s) == first;
        return gone ? std::optional(problem(410, u"cursor-gone"_s)) : std::nullopt;
    };
    rig.desk.spoil(u"label"_s, u"l2"_s, std::nullopt);
    rig.stop();
    rig.start();
    QVERIFY(rig.until([&] { return rig.reader().labels().size() == 1; }));
    QVERIFY(rig.until([&] { return rig.state.trouble.isEmpty(); }));
}

void TestSnapshot::cursorBackwardsIsRefused()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    bool lies = true;
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (!lies || request.path != u"/v1/changes")
            return std::nullopt;
        return json({{u"from"_s, 2}, {u"to"_s, 3}, {u"more"_s, true}, {u"changes"_s, QJsonArray()}});
    };
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.trouble.contains(u"feed.from"); }));
    QVERIFY(rig.ticket(ticket));
    lies = false;
    QVERIFY(rig.until([&] { return rig.isLive() && rig.state.trouble.isEmpty(); }));
}

void TestSnapshot::moreWithoutEndIsNoticed()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (request.path != u"/v1/changes")
            return std::nullopt;
        const qint64 after = request.query.queryItemValue(u"after"_s).toLongLong();
        return json({{u"from"_s, after}, {u"to"_s, after + 1}, {u"more"_s, true}, {u"changes"_s, QJsonArray()}});
    };
    const int before = rig.desk.requests;
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.trouble.contains(u"feed.more"); }, false));
    QVERIFY(rig.desk.requests - before < 60);
    rig.desk.instead = {};
    QVERIFY(rig.until([&] { return rig.isLive() && rig.converged(); }));
}

void TestSnapshot::historyThatGoesRoundIsNoticed()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    bool lies = true;
    int asked = 0;
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (!lies || request.path != u"/v1/history/messages")
            return std::nullopt;
        return json({{u"messages"_s, QJsonArray()}, {u"next"_s, QString::number(++asked % 3)}});
    };
    rig.start();
    QVERIFY(rig.until([&] { return rig.state.trouble.contains(u"history.next"); }));
    QVERIFY2(asked < 30, qPrintable(QString::number(asked)));
    QVERIFY(rig.ticket(ticket));
    lies = false;
    QVERIFY(rig.untilConverged());
}

void TestSnapshot::unreadableHistoryIsForgottenOnceRead()
{
    Rig rig;
    rig.desk.addMessage(rig.desk.addTicket(u"One"_s), u"Hello"_s);
    int asked = 0;
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (request.path != u"/v1/history/messages" || asked++ > 0)
            return std::nullopt;
        return FakeAnswer{200, "{", "application/json", {}};
    };
    rig.start();
    QVERIFY(rig.until([&] { return !rig.state.trouble.isEmpty(); }));
    QVERIFY(rig.untilConverged());
    QVERIFY2(asked > 1 && rig.state.trouble.isEmpty(), qPrintable(rig.state.trouble));
}

void TestSnapshot::hugeAnswerIsCut()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    int huge = 0;
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (request.path != u"/v1/changes" || huge++ > 0)
            return std::nullopt;
        return FakeAnswer{200, QByteArray(70 * 1024 * 1024, ' '), "application/json", {}};
    };
    rig.engine().wake();
    QVERIFY(rig.until([&] { return huge > 1 && rig.isLive() && rig.converged(); }));
}

void TestSnapshot::redirectIsNotFollowed()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    bool away = true;
    rig.desk.instead = [&](const FakeRequest& request) -> std::optional<FakeAnswer> {
        if (!away || request.path != u"/v1/changes")
            return std::nullopt;
        return FakeAnswer{302, {}, {}, {{"Location", "/v1/elsewhere"}}};
    };
    rig.engine().wake();
    QVERIFY(rig.until([&] { return rig.state.link == store::Link::Offline; }, false));
    QVERIFY(!rig.desk.log.contains(u"GET /v1/elsewhere"_s));
    away = false;
    QVERIFY(rig.until([&] { return rig.isLive(); }));
}

void TestSnapshot::sleepIsNoticed()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    rig.desk.mute = true; // what the machine slept through
    rig.desk.addMessage(ticket, u"By night"_s);
    rig.desk.mute = false;
    const desk::Instant before = rig.state.caughtUp;
    rig.time.sleep(rig.worker(), 8 * desk::kHour);
    QVERIFY(rig.until([&] { return rig.state.caughtUp > before && rig.converged(); }, false));
}

void TestSnapshot::snoozesWakeByThemselves()
{
    Rig rig;
    const auto ticket = rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    desk::Operation snooze = Rig::operation(desk::OperationKind::Snooze, ticket);
    snooze.until = rig.time.now() + desk::kHour;
    rig.submit(snooze);
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.ticket(ticket)->status == desk::Status::Snoozed);
    rig.desk.goOffline();
    rig.time.advance(rig.worker(), desk::kHour + 2'000);
    QVERIFY(rig.until([&] { return rig.ticket(ticket)->status == desk::Status::Open; }, false));
}

void TestSnapshot::idleMeansSilence()
{
    Rig rig;
    rig.desk.addTicket(u"One"_s);
    rig.start();
    QVERIFY(rig.untilConverged());
    QVERIFY(rig.until([&] { return rig.isLive(); }));
    for (int i = 0; i < 50; ++i)
        rig.until([] { return true; }, false);
    drain(rig.worker());
    const int before = rig.desk.requests;
    QVERIFY2(rig.time.untilNext() >= 1'000, qPrintable(QString::number(rig.time.untilNext())));
    rig.time.advance(rig.worker(), 20'000);
    QCOMPARE(rig.desk.requests, before);
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
