// Taking back is exact (BEY-15): whatever becomes of the PUT, of its answer, of the question about it and of this
// program, the message is out once and stays, or it is back in the draft and never goes.

#include "store/writer.h"
#include "tests/sync/exchange.h"

#include <QTest>

using namespace Qt::StringLiterals;
using store::OutboxState;

namespace
{

const QString kText = u"We have sent it."_s;

/// One reply whose PUT meets `put`, and the wish to have it back. Qt may send a PUT again by itself when its line
/// breaks: until the wish each meets the same.
class Case
{
public:
    explicit Case(Fault put, Fault question = Fault::None)
    {
        rig.desk.fault = [this, put, question](int, const FakeRequest& request) {
            if (request.verb == "PUT" && (!std::exchange(putMet, true) || !wished))
                return put;
            if (request.verb == "DELETE" && !std::exchange(questionMet, true))
                return question;
            return Fault::None;
        };
        ticket = rig.desk.addTicket(u"One"_s);
        question_ = rig.desk.addMessage(ticket, u"Where is it?"_s);
    }

    bool begin()
    {
        rig.start();
        if (!rig.until([this] { return rig.isLive() && rig.thread(ticket).size() == 1; }))
            return false;
        rig.worker().listen(&rig.context, [this](const store::ChangeSet& changes) { told += changes.takenBack; });
        reply = rig.reply(ticket, kText, question_);
        return rig.until([this] { return putMet; });
    }
    /// Edit was pressed.
    QString wish(bool toDraft = true)
    {
        const QString error = rig.run([this, toDraft](store::Writer& writer) {
            const store::Withdrawn withdrawn = writer.withdraw(reply.id, toDraft);
            came = !withdrawn.changes.isEmpty();
            asks = withdrawn.asks;
            return withdrawn.changes;
        });
        wished = true; // now it is written: a PUT that went before meets what it met
        rig.engine().outboxChanged();
        return error;
    }
    QString draft()
    {
        const auto found = rig.reader().draft(ticket, false);
        return found ? found->text : QString();
    }
    /// Empty = everything agrees with what the desk has done.
    QString wrong()
    {
        const int times = rig.desk.executions(reply.id);
        int out = 0;
        for (const desk::Message& message : rig.desk.messages())
            out += message.text == kText;
        if (out != times || times > 1)
            return u"%1 times out"_s.arg(out);
        if (!rig.outbox().isEmpty())
            return u"still in the outbox"_s;
        if ((times == 1) == (draft() == kText))
            return times == 1 ? u"out and in the draft"_s : u"neither out nor in the draft"_s;
        return {};
    }

    Rig rig;
    desk::TicketId ticket;
    desk::MessageId question_;
    desk::Operation reply;
    QList<store::TakenBack> told;
    bool putMet = false;
    bool wished = false;
    bool questionMet = false;
    bool came = false;
    bool asks = false;
};

} // namespace

class TestTakingBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOrderEndsInOneTruth_data();
    void everyOrderEndsInOneTruth();
    void editAfterALostAnswerSendsOnce();
    void whatWasNotDoneComesBack();
    void whatNeverLeftNeedsNoQuestion();
    void wishSurvivesWithoutALine();
    void olderDeskCannotTell();
    void discardedOnesStayAsVersions();
};

void TestTakingBack::everyOrderEndsInOneTruth_data()
{
    QTest::addColumn<int>("put");
    QTest::addColumn<int>("question");
    QTest::addColumn<int>("kill");
    int turn = 0;
    QList<Fault> puts{Fault::None};
    puts.append(QList<Fault>(kFaults.begin(), kFaults.end()));
    for (const Fault put : std::as_const(puts))
        for (const Fault question : {Fault::None, Fault::Drop, Fault::LoseAnswer, Fault::ServerError, Fault::Garbage})
            for (int kill = 0; kill < 4; ++kill) {
                if (!everyFault() && turn++ % 5 != 0) // the sample meets every fault and every moment
                    continue;
                QTest::addRow("put %s, question %s, kill %d", nameOf(put), nameOf(question), kill)
                    << int(put) << int(question) << kill;
            }
}

void TestTakingBack::everyOrderEndsInOneTruth()
{
    QFETCH(int, put);
    QFETCH(int, question);
    QFETCH(int, kill);
    Case one{Fault(put), Fault(question)};
    QVERIFY(one.begin());
    const auto restart = [&one] {
        one.rig.stop();
        one.rig.start();
    };
    if (kill == 1) // after the request, before the wish
        restart();
    QCOMPARE(one.wish(), QString());
    if (kill == 2) // after the wish
        restart();
    if (kill == 3) { // while the desk is asked
        one.rig.until([&] { return one.questionMet || one.rig.outbox().isEmpty(); });
        restart();
    }
    QVERIFY(one.rig.until([&] { return one.rig.outbox().isEmpty() && one.rig.isLive(); }));
    if (one.came)
        QCOMPARE(one.wrong(), QString());
    else // it was with the desk before the wish
        QCOMPARE(one.rig.desk.executions(one.reply.id), 1);
    QVERIFY(one.rig.untilConverged());
}

void TestTakingBack::editAfterALostAnswerSendsOnce()
{
    Case one{Fault::LoseAnswer};
    one.rig.desk.pushChanges = false;
    QVERIFY(one.begin());
    QCOMPARE(one.wish(), QString());
    QVERIFY(one.asks);
    QCOMPARE(one.draft(), QString());
    QVERIFY(one.rig.until([&] { return one.rig.converged() && !one.told.isEmpty(); })); // told a moment later
    QCOMPARE(one.told.size(), 1);
    QVERIFY(one.told.first().tooLate);
    QCOMPARE(one.told.first().operation.id, one.reply.id);
    QCOMPARE(one.wrong(), QString());
}

void TestTakingBack::whatWasNotDoneComesBack()
{
    Case one{Fault::ServerError}; // a broken line is tried again by Qt itself
    QVERIFY(one.begin());
    QCOMPARE(one.wish(), QString());
    QVERIFY(one.rig.until([&] { return one.rig.outbox().isEmpty() && !one.told.isEmpty(); })); // told a moment later
    QCOMPARE(one.told.size(), 1);
    QVERIFY(!one.told.first().tooLate && one.told.first().toDraft);
    QCOMPARE(one.told.first().text->text, kText);
    QCOMPARE(one.draft(), kText);
    const auto edited = one.rig.reply(one.ticket, u"We send it tomorrow."_s, one.question_);
    QVERIFY(one.rig.until([&] { return one.rig.desk.executions(edited.id) == 1; }));
    QCOMPARE(one.rig.desk.executions(one.reply.id), 0);
}

void TestTakingBack::whatNeverLeftNeedsNoQuestion()
{
    Case one{Fault::None};
    one.rig.start();
    QVERIFY(one.rig.until([&] { return one.rig.isLive() && one.rig.thread(one.ticket).size() == 1; }));
    one.rig.stop(false);
    const auto waiting = one.rig.operation(desk::OperationKind::Close, one.ticket);
    QCOMPARE(one.rig.run([&](store::Writer& writer) { return writer.submit(waiting, {}, {}, false); }), QString());
    bool asks = true;
    one.rig.run([&](store::Writer& writer) {
        const auto withdrawn = writer.withdraw(waiting.id, false);
        asks = withdrawn.asks;
        return withdrawn.changes;
    });
    QVERIFY(!asks);
    QVERIFY(one.rig.outbox().isEmpty());
}

void TestTakingBack::wishSurvivesWithoutALine()
{
    Case one{Fault::LoseAnswer};
    one.rig.desk.pushChanges = false; // the news of the reply would settle it before the line is gone
    QVERIFY(one.begin());
    one.rig.desk.goOffline();
    QCOMPARE(one.wish(), QString());
    one.rig.stop();
    one.rig.start();
    QVERIFY(one.rig.until([&] { return one.rig.state.link == store::Link::Offline; }));
    QCOMPARE(one.rig.outbox().size(), 1);
    QVERIFY(one.rig.outbox().first().state == OutboxState::TakingBack);
    QCOMPARE(one.draft(), QString());
    one.rig.desk.goOnline();
    one.rig.engine().wake();
    QVERIFY(one.rig.untilConverged());
    QCOMPARE(one.wrong(), QString());
}

void TestTakingBack::olderDeskCannotTell()
{
    Case one{Fault::ServerError}; // a broken line is tried again by Qt itself
    one.rig.desk.capabilities.clear();
    QVERIFY(one.begin());
    QCOMPARE(one.wish(), QString());
    const auto isParked = [&one] {
        const QList<store::OutboxRow> rows = one.rig.outbox();
        return !rows.isEmpty() && rows.first().state == OutboxState::Parked;
    };
    QVERIFY(one.rig.until(isParked));
    const store::OutboxRow row = one.rig.outbox().first();
    QCOMPARE(row.reasonCode, QString(store::kNobodyKnows));
    QVERIFY2(row.reason.contains(u"older"), qPrintable(row.reason));
    QVERIFY(row.inDoubt);
    // Once more is the same operation: the desk executes it once, whatever it has.
    QCOMPARE(one.rig.run([&](store::Writer& writer) { return writer.retry(one.reply.id, false); }), QString());
    one.rig.engine().outboxChanged();
    QVERIFY(one.rig.untilConverged());
    QCOMPARE(one.rig.desk.executions(one.reply.id), 1);
}

void TestTakingBack::discardedOnesStayAsVersions()
{
    Case one{Fault::ServerError}; // a broken line is tried again by Qt itself
    QVERIFY(one.begin());
    QCOMPARE(one.wish(false), QString());
    QVERIFY(one.rig.until([&] { return one.rig.outbox().isEmpty(); }));
    QCOMPARE(one.rig.desk.executions(one.reply.id), 0);
    QCOMPARE(one.draft(), QString());
    QCOMPARE(one.rig.reader().draftHistory(one.ticket, false).size(), 1);
}

QTEST_GUILESS_MAIN(TestTakingBack)
#include "tst_taking_back.moc"
