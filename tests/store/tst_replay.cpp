// What the agent sees while actions are on their way (BEY-2): whatever order echo, answer and feed come in, nothing
// doubles, nothing flickers, and a refusal leaves the server's truth.

#include "desk_file.h"

#include "sql/connection.h"
#include "store/refused.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace store_test;
using store::OutboxState;

class TestReplay : public QObject
{
    Q_OBJECT

private:
    static void begin(DeskFile& file)
    {
        file.writer().applyBootstrap(bootstrap(100), false);
        file.writer().applyChanges({change(ticket(u"7"_s, 101)),
                                    change(message(u"m1"_s, u"7"_s, 102, {1'749'000'000'000}, u"Where is it?"_s))},
                                   102);
    }
    static QStringList texts(DeskFile& file)
    {
        QStringList texts;
        for (const auto& each : file.reader().thread(desk::TicketId(u"7"_s), {}, 50).messages)
            texts += each.message.text;
        return texts;
    }

private Q_SLOTS:
    void aReplyIsVisibleAtOnceAndClearsItsDraft()
    {
        DeskFile file;
        begin(file);
        file.writer().saveDraft({desk::TicketId(u"7"_s), false, u"Soon"_s, {}, {}, {}, file.clock.at});
        const auto set = file.writer().submit(reply(u"op1"_s, u"7"_s, u"Soon"_s, file.clock.at), {}, {}, true);
        QCOMPARE(set.threads.size(), 1);
        QCOMPARE(set.threads[0].added.size(), 1);
        QVERIFY(set.outbox);
        QCOMPARE(set.drafts.size(), 1);
        QVERIFY(!file.reader().draft(desk::TicketId(u"7"_s), false));
        QCOMPARE(texts(file), (QStringList{u"Where is it?"_s, u"Soon"_s}));
        const auto thread = file.reader().thread(desk::TicketId(u"7"_s), {}, 50);
        QVERIFY(thread.messages[1].message.delivery == desk::Delivery::Queued);
        QCOMPARE(thread.messages[1].message.authorName, u"Mia Agent"_s);
    }

    void everyOrderOfEchoAndAnswerEndsTheSame_data()
    {
        QTest::addColumn<QList<int>>("order");
        QList<int> order{0, 1, 2};
        do
            QTest::newRow(qPrintable(u"%1%2%3"_s.arg(order[0]).arg(order[1]).arg(order[2]))) << order;
        while (std::next_permutation(order.begin(), order.end()));
    }
    /// 0 = the feed's message, 1 = the feed's ticket, 2 = the answer.
    void everyOrderOfEchoAndAnswerEndsTheSame()
    {
        QFETCH(QList<int>, order);
        DeskFile file;
        begin(file);
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"Soon"_s, file.clock.at), {}, {}, false);
        file.writer().markSending(desk::OperationId(u"op1"_s));
        desk::Message echo = message(u"m2"_s, u"7"_s, 103, file.clock.at, u"Soon"_s);
        echo.direction = desk::Direction::Outbound;
        echo.operation = desk::OperationId(u"op1"_s);
        echo.delivery = desk::Delivery::Sent;
        desk::Ticket after = ticket(u"7"_s, 104);
        after.snippet = u"Soon"_s;
        after.messageCount = 2;
        qint64 cursor = 102;
        for (int step : order) {
            if (step == 0)
                file.writer().applyChanges({change(echo)}, cursor = std::max<qint64>(cursor, 103));
            if (step == 1)
                file.writer().applyChanges({change(after)}, cursor = std::max<qint64>(cursor, 104));
            if (step == 2)
                file.writer().acknowledge(desk::OperationId(u"op1"_s), 104, {echo, after});
            QCOMPARE(texts(file), (QStringList{u"Where is it?"_s, u"Soon"_s}));
            QCOMPARE(file.reader().ticket(desk::TicketId(u"7"_s))->snippet, u"Soon"_s);
        }
        QCOMPARE(file.reader().outbox().size(), 0);
        QCOMPARE(*file.reader().ticket(desk::TicketId(u"7"_s)), after);
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM shadow"_s).value(), 0);
    }

    void aRekeyIsOneChange()
    {
        DeskFile file;
        begin(file);
        const auto sent = file.writer().submit(reply(u"op1"_s, u"7"_s, u"Soon"_s, file.clock.at), {}, {}, false);
        desk::Message echo = message(u"m2"_s, u"7"_s, 103, file.clock.at + 5, u"Soon"_s);
        echo.operation = desk::OperationId(u"op1"_s);
        file.clock.at = file.clock.at + 10;
        const auto set = file.writer().applyChanges({change(echo), change(ticket(u"7"_s, 104))}, 104);
        QCOMPARE(set.threads.size(), 1);
        QCOMPARE(set.threads[0].removed, sent.threads[0].added);
        QCOMPARE(set.threads[0].added.size(), 1);
    }

    void aRefusalLeavesTheServersTruth()
    {
        DeskFile file;
        begin(file);
        const auto truth = file.reader().ticket(desk::TicketId(u"7"_s));
        file.writer().submit(operation(u"op1"_s, u"7"_s, desk::OperationKind::Close, file.clock.at), {}, {}, false);
        QVERIFY(file.reader().ticket(desk::TicketId(u"7"_s))->status == desk::Status::Closed);
        file.writer().park(desk::OperationId(u"op1"_s), u"not-allowed"_s, u"No."_s, {});
        QCOMPARE(file.reader().ticket(desk::TicketId(u"7"_s)), truth);
        QVERIFY(file.reader().outbox().at(0).state == OutboxState::Parked);
    }

    void aNewerServerVersionIsSeenUnderThePendingAction()
    {
        DeskFile file;
        begin(file);
        file.writer().submit(operation(u"op1"_s, u"7"_s, desk::OperationKind::Close, file.clock.at), {}, {}, false);
        desk::Ticket newer = ticket(u"7"_s, 105);
        newer.subject = u"Changed by a colleague"_s;
        file.writer().applyChanges({change(newer)}, 105);
        const auto seen = file.reader().ticket(desk::TicketId(u"7"_s));
        QCOMPARE(seen->subject, newer.subject);
        QVERIFY(seen->status == desk::Status::Closed);
        file.writer().withdraw(desk::OperationId(u"op1"_s), false);
        QCOMPARE(*file.reader().ticket(desk::TicketId(u"7"_s)), newer);
    }

    void aClockThatIsSetBackHoldsNoRow()
    {
        DeskFile file;
        begin(file);
        auto& writer = file.writer();
        const desk::OperationId id(u"op1"_s);
        const desk::Instant start = file.clock.at;
        const auto goes = [&](desk::Instant now) { return writer.sendable(now, 10).size() == 1; };
        writer.submit(reply(u"op1"_s, u"7"_s, u"Held"_s, start), {}, start + 5000, false);
        QVERIFY(!goes(start + 4999));
        QVERIFY(!goes(start - 5000));
        QCOMPARE(writer.nextSendable(start - 5000), start + 5000);
        QVERIFY(goes(start - desk::kHour));
        QVERIFY(!writer.nextSendable(start - desk::kHour).isSet());
        QVERIFY(goes(start + desk::kHour));
        writer.markSending(id);
        writer.postpone(id, start + 5 * desk::kMinute, u"network"_s, u"No line."_s);
        QVERIFY(!goes(start));
        QVERIFY(goes(start - desk::kHour));
        // What nobody can have asked for is not stored, so that it need not be told from a clock that was set.
        writer.postpone(id, start + desk::kDay, u"network"_s, u"No line."_s);
        QVERIFY(!goes(start));
        QCOMPARE(writer.nextSendable(start), start + desk::kHour);
    }

    void lanesGoInOrderAndAParkedRowBlocksItsOwn()
    {
        DeskFile file;
        begin(file);
        file.writer().applyChanges({change(ticket(u"8"_s, 103))}, 103);
        auto& writer = file.writer();
        writer.submit(reply(u"op1"_s, u"7"_s, u"One"_s, file.clock.at), {}, {}, false);
        writer.submit(reply(u"op2"_s, u"7"_s, u"Two"_s, file.clock.at), {}, {}, false);
        writer.submit(reply(u"op3"_s, u"8"_s, u"Three"_s, file.clock.at), {}, file.clock.at + 5000, false);
        const auto ids = [&] {
            QStringList list;
            for (const auto& row : writer.sendable(file.clock.at, 10))
                list += row.operation.id.value();
            return list;
        };
        QCOMPARE(ids(), QStringList{u"op1"_s});
        QCOMPARE(writer.nextSendable(file.clock.at), file.clock.at + 5000);
        // However long the look takes: what is not sendable at its beginning is what comes next.
        const desk::Instant began = file.clock.at + 4000;
        file.clock.at = file.clock.at + 9000;
        QCOMPARE(writer.nextSendable(began), began + 1000);
        file.clock.at = file.clock.at - 9000;
        writer.markSending(desk::OperationId(u"op1"_s));
        QCOMPARE(ids(), QStringList());
        writer.park(desk::OperationId(u"op1"_s), u"stale"_s, u"Newer."_s, {message(u"m9"_s, u"7"_s, 9, {5})});
        file.clock.at = file.clock.at + 6000;
        QCOMPARE(ids(), QStringList{u"op3"_s});
        writer.retry(desk::OperationId(u"op1"_s), true);
        const auto rows = writer.sendable(file.clock.at, 10);
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows[0].operation.id != desk::OperationId(u"op1"_s));
        QVERIFY(rows[0].operation.sendAnyway);
        writer.postpone(rows[0].operation.id, file.clock.at + 1000, u"network"_s, u"No answer."_s);
        QCOMPARE(ids(), QStringList{u"op3"_s});
        writer.acknowledge(rows[0].operation.id, 500, {});
        QCOMPARE(ids(), (QStringList{u"op2"_s, u"op3"_s}));
    }

    void hurriedIsWhatWaitsAfterAFailureAlone()
    {
        DeskFile file;
        begin(file);
        file.writer().applyChanges({change(ticket(u"8"_s, 103)), change(ticket(u"9"_s, 104))}, 104);
        auto& writer = file.writer();
        const desk::Instant now = file.clock.at;
        writer.submit(reply(u"op1"_s, u"7"_s, u"Waits"_s, now), {}, {}, false);
        writer.submit(reply(u"op2"_s, u"7"_s, u"Behind it"_s, now), {}, {}, false);
        writer.submit(reply(u"op3"_s, u"8"_s, u"May be undone"_s, now), {}, now + 5000, false);
        writer.submit(reply(u"op4"_s, u"9"_s, u"Refused"_s, now), {}, {}, false);
        writer.postpone(desk::OperationId(u"op1"_s), now + desk::kMinute, u"network"_s, u"No line."_s);
        writer.park(desk::OperationId(u"op4"_s), u"no-consent"_s, u"No."_s, {});
        QVERIFY(writer.sendable(now, 10).isEmpty());
        QVERIFY(writer.hurry(now).outbox);
        const auto rows = writer.sendable(now, 10);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].operation.id, desk::OperationId(u"op1"_s));
        QCOMPARE(rows[0].reason, u"No line."_s);
        QCOMPARE(writer.nextSendable(now), now + 5000);
        QVERIFY(writer.hurry(now).isEmpty());
    }

    void withdrawnTextGoesBackInFrontOfTheNewDraft()
    {
        DeskFile file;
        begin(file);
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"First"_s, file.clock.at), {{u"/a"_s, u"a"_s, {}, 1}}, {}, false);
        file.writer().saveDraft({desk::TicketId(u"7"_s), false, u"Second"_s, {}, {}, {}, file.clock.at});
        file.writer().withdraw(desk::OperationId(u"op1"_s), true);
        const auto draft = file.reader().draft(desk::TicketId(u"7"_s), false);
        QCOMPARE(draft->text, u"First\n\nSecond"_s);
        QCOMPARE(draft->files.size(), 1);
        QCOMPARE(texts(file), QStringList{u"Where is it?"_s});
        QVERIFY(!file.reader().draftHistory(desk::TicketId(u"7"_s), false).contains(*draft));
    }

    void discardedTextIsAnEarlierVersion()
    {
        DeskFile file;
        begin(file);
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"First"_s, file.clock.at), {}, {}, false);
        file.writer().withdraw(desk::OperationId(u"op1"_s), false);
        QVERIFY(!file.reader().draft(desk::TicketId(u"7"_s), false));
        const QList<desk::Draft> versions = file.reader().draftHistory(desk::TicketId(u"7"_s), false);
        QCOMPARE(versions.size(), 1);
        QCOMPARE(versions.first().text, u"First"_s);
    }

    void aHeldReplyComesBackKnowingWhatWasShown()
    {
        DeskFile file;
        begin(file);
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"First"_s, file.clock.at), {}, {}, false);
        desk::Message older, newer;
        older.id = desk::MessageId(u"99"_s);
        newer.id = desk::MessageId(u"100"_s);
        older.ticket = newer.ticket = desk::TicketId(u"7"_s);
        file.writer().park(desk::OperationId(u"op1"_s), u"stale"_s, u"Newer."_s, {older, newer});
        file.writer().withdraw(desk::OperationId(u"op1"_s), true);
        QCOMPARE(file.reader().draft(desk::TicketId(u"7"_s), false)->seen.id, newer.id);
    }

    void afterARestartSendingIsQueuedAgain()
    {
        DeskFile file;
        begin(file);
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"One"_s, file.clock.at), {}, {}, false);
        file.writer().markSending(desk::OperationId(u"op1"_s));
        file.reopen();
        file.writer().recoverOutbox();
        QCOMPARE(file.writer().sendable(file.clock.at, 5).size(), 1);
        QVERIFY(file.reader().thread(desk::TicketId(u"7"_s), {}, 5).messages.last().message.delivery ==
                desk::Delivery::Queued);
    }

    void whatTheRulesRefuseIsNotStored()
    {
        DeskFile file;
        begin(file);
        const QStringList before = dump(file.writer().connection());
        QVERIFY_THROWS_EXCEPTION(store::Refused,
                                 file.writer().submit(reply(u"op1"_s, u"7"_s, u" "_s, file.clock.at), {}, {}, false));
        QVERIFY_THROWS_EXCEPTION(
            store::Refused, file.writer().submit(reply(u"op1"_s, u"none"_s, u"x"_s, file.clock.at), {}, {}, false));
        QCOMPARE(dump(file.writer().connection()), before);
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
