// One ticket's thread: pages, re-keyed messages, what the server still has (THR-1, BEY-8).

#include "model_desk.h"
#include "models/thread_model.h"
#include "sql/connection.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;

namespace
{

QStringList texts(const models::ThreadModel& model)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list.append(model.at(row).message.text);
    return list;
}

QList<desk::Message> many(int from, int count, desk::Instant start)
{
    QList<desk::Message> messages;
    for (int i = from; i < from + count; ++i)
        messages.append(
            message(u"m%1"_s.arg(i, 4, 10, QChar(u'0')), 1, start + i * desk::kMinute, u"text %1"_s.arg(i)));
    return messages;
}

const desk::TicketId kTicket{u"1"_s};

/// What the desk made of a reply.
desk::Message confirmed(const desk::Operation& reply, const QString& id, desk::Instant at)
{
    desk::Message sent = message(id, 1, at, reply.text);
    sent.direction = desk::Direction::Outbound;
    sent.authorKind = desk::AuthorKind::Agent;
    sent.delivery = desk::Delivery::Sent;
    sent.operation = reply.id;
    return sent;
}

} // namespace

class TestThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThreadThatCannotBeReadSaysSo()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        desk.page(1, many(0, 3, desk.clock.now() - desk::kDay), false);
        const auto rename = [&](const char* statement) {
            return desk.run([statement](store::Writer& writer) {
                writer.connection().execute(QString::fromLatin1(statement));
                return store::ChangeSet();
            });
        };
        models::ThreadModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        QCOMPARE(rename("ALTER TABLE message RENAME TO gone"), QString());
        model.open(kTicket);
        QVERIFY(model.failed());
        QVERIFY(!model.trouble().isEmpty());
        QCOMPARE(rename("ALTER TABLE gone RENAME TO message"), QString());
        model.loadOlder();
        QVERIFY(!model.failed());
        QVERIFY(model.trouble().isEmpty());
        QCOMPARE(model.rowCount(), 3);
    }

    void opensWithTheLatestFiftyAndLoadsTheRestInFront()
    {
        ModelDesk desk;
        const desk::Instant start = desk.clock.now() - 10 * desk::kDay;
        desk.apply({ticket(1, desk.clock.now())});
        desk.page(1, many(0, 120, start), false);
        models::ThreadModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        QSignalSpy opened(&model, &models::ThreadModel::opened);
        model.open(kTicket);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(model.rowCount(), 50);
        QCOMPARE(model.at(0).message.text, u"text 70"_s);
        QVERIFY(model.hasOlder());
        QCOMPARE(desk.remote.viewing, kTicket);

        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex anchor = model.index(0);
        model.loadOlder();
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted.first().at(1).toInt(), 0);
        QCOMPARE(anchor.row(), 50);
        model.loadOlder();
        QCOMPARE(model.rowCount(), 120);
        QVERIFY(!model.hasOlder());
        model.loadOlder();
        QCOMPARE(model.rowCount(), 120);
        QCOMPARE(resets.size(), 0);
        QVERIFY(desk.remote.threads.isEmpty());
    }

    void asksTheServerWhereTheFileEnds()
    {
        ModelDesk desk;
        desk.loseHistory();
        const desk::Instant start = desk.clock.now() - 10 * desk::kDay;
        desk.apply({ticket(1, desk.clock.now())});
        desk.page(1, many(50, 50, start), true);
        models::ThreadModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.open(kTicket);
        QCOMPARE(model.rowCount(), 50);
        model.loadOlder();
        QVERIFY(model.fetchingOlder());
        QCOMPARE(desk.remote.threads, QList<desk::TicketId>{kTicket});
        model.loadOlder(); // once is enough
        QCOMPARE(desk.remote.threads.size(), 1);

        desk.remote.threadAnswers.takeFirst()(u"No connection."_s);
        QVERIFY(!model.fetchingOlder());
        QCOMPARE(model.trouble(), u"No connection."_s);
        QVERIFY(model.hasOlder());

        model.loadOlder();
        desk.page(1, many(0, 50, start), false);
        desk.remote.threadAnswers.takeFirst()({});
        QVERIFY(model.trouble().isEmpty());
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.at(0).message.text, u"text 0"_s);
        QVERIFY(!model.hasOlder());
    }

    void anAnswerForAnotherTicketChangesNothing()
    {
        ModelDesk desk;
        desk.loseHistory();
        desk.apply({ticket(1, desk.clock.now()), ticket(2, desk.clock.now())});
        desk.page(1, many(50, 5, desk.clock.now() - desk::kDay), true);
        desk.page(2, {message(u"x1"_s, 2, desk.clock.now())}, false);
        models::ThreadModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.open(kTicket);
        QVERIFY(model.fetchingOlder()); // fewer than a screen: asked at once
        model.open(desk::TicketId(u"2"_s));
        QVERIFY(!model.fetchingOlder());
        desk.remote.threadAnswers.takeFirst()(u"No connection."_s);
        QVERIFY(model.trouble().isEmpty());
        QCOMPARE(texts(model), QStringList{u"Message x1"_s});
    }

    void aConfirmedReplyMovesAndDoesNotFlicker()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        desk.page(1, many(0, 3, desk.clock.now() - desk::kDay), false);
        models::ThreadModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.open(kTicket);

        desk::Operation reply;
        reply.id = desk::OperationId(u"00000000-0000-4000-8000-000000000001"_s);
        reply.ticket = kTicket;
        reply.kind = desk::OperationKind::Reply;
        reply.at = desk.clock.now();
        reply.text = u"On its way"_s;
        QCOMPARE(desk.run([reply](store::Writer& writer) { return writer.submit(reply, {}, {}, false); }), QString());
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.at(3).message.delivery == desk::Delivery::Queued);
        QVERIFY(!models::ThreadModel::isWithDesk(model.at(model.rowCount() - 1).message)); // nobody has it yet

        // What waits stands last (TKT-13). The desk has taken the reply, then this, but its answer was lost.
        desk.clock.advance(10 * desk::kSecond);
        desk.apply({message(u"m0004"_s, 1, desk.clock.now(), u"And now?"_s)});
        QCOMPARE(texts(model).mid(3), (QStringList{u"And now?"_s, u"On its way"_s}));

        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        const QPersistentModelIndex card = model.index(4);
        desk.apply({confirmed(reply, u"m0003"_s, desk.clock.now() - 5 * desk::kSecond)});
        QCOMPARE(texts(model).mid(3), (QStringList{u"On its way"_s, u"And now?"_s}));
        QVERIFY(model.at(3).message.delivery == desk::Delivery::Sent);
        QCOMPARE(card.row(), 3);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(removed.size() + inserted.size(), 0);
        QVERIFY(models::ThreadModel::isWithDesk(model.at(3).message));

        // One whose place is the end stays where it is.
        reply.id = desk::OperationId(u"00000000-0000-4000-8000-000000000002"_s);
        reply.at = desk.clock.now();
        reply.text = u"It came"_s;
        QCOMPARE(desk.run([reply](store::Writer& writer) { return writer.submit(reply, {}, {}, false); }), QString());
        const QPersistentModelIndex last = model.index(5);
        inserted.clear();
        desk.apply({confirmed(reply, u"m0005"_s, desk.clock.now() + desk::kSecond)});
        QCOMPARE(texts(model).mid(3), (QStringList{u"On its way"_s, u"And now?"_s, u"It came"_s}));
        QCOMPARE(last.row(), 5);
        QVERIFY(models::ThreadModel::isWithDesk(model.at(5).message));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(removed.size() + inserted.size(), 0);
    }

    void historyOlderThanTheScreenWaitsForItsTurn()
    {
        ModelDesk desk;
        desk.loseHistory();
        const desk::Instant start = desk.clock.now() - 10 * desk::kDay;
        desk.apply({ticket(1, desk.clock.now())});
        desk.page(1, many(60, 60, start), true);
        models::ThreadModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.open(kTicket);
        QCOMPARE(model.rowCount(), 50);
        desk.page(1, many(0, 60, start), false);
        QCOMPARE(model.rowCount(), 50);
        while (model.hasOlder())
            model.loadOlder();
        QCOMPARE(model.rowCount(), 120);
        for (int row = 1; row < 120; ++row)
            QVERIFY(model.at(row - 1).key < model.at(row).key);
    }

    void editsAndDeletionsShow()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        desk.page(1, many(0, 3, desk.clock.now() - desk::kDay), false);
        models::ThreadModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.open(kTicket);
        desk::Message edited = many(1, 1, desk.clock.now() - desk::kDay).first();
        edited.text = u"edited"_s;
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        desk.apply({edited});
        QCOMPARE(texts(model), (QStringList{u"text 0"_s, u"edited"_s, u"text 2"_s}));
        QCOMPARE(changed.size(), 1);
        desk.remove(desk::EntityKind::Message, u"m0000"_s);
        QCOMPARE(texts(model), (QStringList{u"edited"_s, u"text 2"_s}));
        QVERIFY(model.index(0).data().toString().contains(u"Anna Muster"_s));
        model.open({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestThread)
#include "tst_thread.moc"
