// Undo brings back exactly what was there (BEY-12): what is held has not happened yet, what is with the desk gets its
// exact reverse, and each press takes back one action more.

#include "models/undo_stack.h"
#include "tests/models/model_desk.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;
using K = desk::OperationKind;

namespace
{

const desk::TicketId kTicket(u"1"_s);

struct Rig {
    ModelDesk desk;
    models::Actions actions{*desk.session};
    models::UndoStack stack{*desk.session, actions};
    QSignalSpy queued{&actions, &models::Actions::queued};
    QSignalSpy undone{&stack, &models::UndoStack::undone};
    QSignalSpy refused{&stack, &models::UndoStack::refused};

    explicit Rig(const desk::Ticket& first)
    {
        desk.run([](store::Writer& writer) {
            writer.setSetting(u"capabilities"_s, u"take-back restore"_s);
            return store::ChangeSet();
        });
        desk.apply({first});
    }
    desk::Ticket ticket() { return *desk.session->reader().ticket(kTicket); }
    QList<store::OutboxRow> outbox() { return desk.session->reader().outbox(); }
    /// The last action is in the outbox.
    bool stored(int actions_)
    {
        return QTest::qWaitFor([&] { return queued.size() == actions_; });
    }
    /// All that waits reaches the desk, which does it.
    void deliver()
    {
        const QList<store::OutboxRow> rows = outbox();
        for (const store::OutboxRow& row : rows) {
            desk::Ticket after = ticket();
            after.rev = desk.nextRev();
            desk.run([&](store::Writer& writer) {
                writer.markSending(row.operation.id);
                return writer.acknowledge(row.operation.id, after.rev, {after});
            });
        }
    }
};

desk::Ticket snoozed(desk::Channel channel = desk::Channel::Email)
{
    desk::Ticket one = ticket(1, {1'750'000'000'000});
    one.channel = channel;
    one.status = desk::Status::Snoozed;
    one.snoozedUntil = {1'750'000'000'000 + desk::kDay};
    one.assignee = desk::AgentId(u"me"_s);
    return one;
}

} // namespace

class TestUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void heldActionsHaveNotHappened_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<int>("kind");
        for (const auto channel : desk::kChannels) {
            const QString name = desk::toString(channel);
            for (const K kind : {K::Close, K::Snooze, K::MarkSpam})
                QTest::newRow(qPrintable(name + u' ' + desk::toString(kind))) << name << int(kind);
        }
    }
    void heldActionsHaveNotHappened()
    {
        QFETCH(QString, channel);
        QFETCH(int, kind);
        const desk::Ticket before = snoozed(*desk::channelFrom(channel));
        Rig rig(before);
        const desk::TicketState state = desk::stateOf(rig.ticket());
        act(rig, K(kind));
        QVERIFY(rig.stored(1));
        QCOMPARE(rig.outbox().size(), 1);
        QVERIFY(rig.outbox().first().state == store::OutboxState::Held);
        QVERIFY(desk::stateOf(rig.ticket()) != state);
        rig.stack.undo();
        QTRY_COMPARE(rig.undone.size(), 1);
        QVERIFY(rig.outbox().isEmpty()); // the desk never hears of it
        QVERIFY(desk::stateOf(rig.ticket()) == state);
    }

    void whatIsWithTheDeskIsRestored_data()
    {
        QTest::addColumn<int>("kind");
        for (const K kind : {K::Close, K::Snooze, K::Reopen, K::MarkSpam, K::Assign, K::SetTeam, K::SetPriority})
            QTest::newRow(qPrintable(desk::toString(kind))) << int(kind);
    }
    void whatIsWithTheDeskIsRestored()
    {
        QFETCH(int, kind);
        Rig rig(snoozed());
        const desk::TicketState state = desk::stateOf(rig.ticket());
        act(rig, K(kind));
        QVERIFY(rig.stored(1));
        rig.deliver();
        QVERIFY(rig.outbox().isEmpty());
        QVERIFY(desk::stateOf(rig.ticket()) != state);
        rig.stack.undo();
        QTRY_COMPARE(rig.undone.size(), 1);
        QCOMPARE(rig.outbox().size(), 1);
        QVERIFY(rig.outbox().first().operation.kind == K::Restore);
        QVERIFY(desk::stateOf(rig.ticket()) == state);
        QVERIFY(!rig.stack.last()); // an undo is no action of its own
    }

    void everyPressTakesBackOneMore()
    {
        Rig rig(snoozed());
        const desk::TicketState first = desk::stateOf(rig.ticket());
        rig.actions.assign(kTicket, desk::AgentId(u"other"_s));
        QVERIFY(rig.stored(1));
        rig.deliver();
        const desk::TicketState second = desk::stateOf(rig.ticket());
        rig.actions.addLabel(kTicket, desk::LabelId(u"l1"_s));
        QVERIFY(rig.stored(2));
        rig.actions.close(kTicket);
        QVERIFY(rig.stored(3));
        rig.stack.undo();
        QTRY_COMPARE(rig.undone.size(), 1);
        QVERIFY(desk::stateOf(rig.ticket()) == second);
        QVERIFY(!rig.ticket().labels.isEmpty());
        rig.stack.undo();
        QTRY_COMPARE(rig.undone.size(), 2);
        QVERIFY(rig.ticket().labels.isEmpty());
        rig.stack.undo();
        QTRY_COMPARE(rig.undone.size(), 3);
        QVERIFY(desk::stateOf(rig.ticket()) == first);
        QVERIFY(!rig.stack.last());
    }

    void othersAreNotOverwritten()
    {
        Rig rig(snoozed());
        rig.actions.assign(kTicket, desk::AgentId(u"other"_s));
        QVERIFY(rig.stored(1));
        rig.deliver();
        desk::Ticket theirs = rig.ticket();
        theirs.assignee = desk::AgentId(u"third"_s);
        theirs.rev = rig.desk.nextRev();
        rig.desk.apply({theirs});
        QStringList reasons;
        connect(&rig.actions, &models::Actions::refused, this,
                [&](const desk::Operation&, const QString& reason) { reasons.append(reason); });
        rig.stack.undo();
        QTRY_COMPARE(reasons.size(), 1);
        QVERIFY2(reasons.first().contains(u"changed again"_s), qPrintable(reasons.first()));
        QCOMPARE(rig.ticket().assignee, desk::AgentId(u"third"_s));
        QVERIFY(rig.outbox().isEmpty());
    }

    void chatsThatAreClosedAtTheDeskOfferNothing()
    {
        Rig rig(snoozed(desk::Channel::WebChat));
        rig.actions.close(kTicket);
        QVERIFY(rig.stored(1));
        QVERIFY(rig.stack.last());
        rig.deliver();
        QVERIFY(!rig.stack.last());
    }

    void anOlderDeskIsNotAsked()
    {
        Rig rig(snoozed());
        rig.desk.run([](store::Writer& writer) {
            writer.setSetting(u"capabilities"_s, {});
            return store::ChangeSet();
        });
        rig.actions.assign(kTicket, desk::AgentId(u"other"_s));
        QVERIFY(rig.stored(1));
        rig.deliver();
        rig.stack.undo();
        QTRY_COMPARE(rig.refused.size(), 1);
        QVERIFY(rig.refused.first().first().toString().contains(u"older"_s));
        QVERIFY(rig.outbox().isEmpty());
    }

private:
    static void act(Rig& rig, K kind)
    {
        switch (kind) {
        case K::Close:
            return void(rig.actions.close(kTicket));
        case K::Snooze:
            return void(rig.actions.snooze(kTicket, rig.desk.clock.now() + desk::kHour));
        case K::Reopen:
            return void(rig.actions.reopen(kTicket));
        case K::MarkSpam:
            return void(rig.actions.markSpam(kTicket, true));
        case K::Assign:
            return void(rig.actions.assign(kTicket, desk::AgentId(u"other"_s)));
        case K::SetTeam:
            return void(rig.actions.setTeam(kTicket, desk::TeamId(u"t1"_s)));
        default:
            return void(rig.actions.setPriority(kTicket, desk::Priority::Urgent));
        }
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
