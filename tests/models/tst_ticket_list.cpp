// The list: order and membership against a fresh query after every change (BEY-6, VIEW-3, VIEW-4).

#include "model_desk.h"
#include "models/ticket_list_model.h"
#include "sql/connection.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace models_test;

namespace
{

QStringList shown(const models::TicketListModel& model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        const desk::Ticket* ticket = model.ticket(row);
        ids.append(ticket ? ticket->id.value() : u"?"_s);
    }
    return ids;
}

desk::View viewOf(ModelDesk& desk, const QString& id)
{
    for (const desk::View& view : desk.session->views()) {
        if (view.id.value() == id)
            return view;
    }
    return {};
}

/// The same list, sorted by nothing but the rules.
QStringList expected(ModelDesk& desk, const desk::Filter& filter, desk::Sort sort)
{
    struct Row {
        QList<qint64> order;
        QString id;
    };
    QList<Row> rows;
    for (const store::ListKey& key : desk.session->reader().list(desk::Filter::all({}), desk::Sort::Newest,
                                                                 desk.clock.now(), std::nullopt, 100000)) {
        const desk::Ticket ticket = desk.session->reader().ticket(key.key).value();
        if (!desk::matches(filter, ticket, desk.clock.now()))
            continue;
        const qint64 newest = -ticket.updated.ms;
        const qint64 waiting =
            ticket.waitingSince.isSet() ? ticket.waitingSince.ms : std::numeric_limits<qint64>::max();
        QList<qint64> order;
        switch (sort) {
        case desk::Sort::Newest:
            order = {newest};
            break;
        case desk::Sort::Oldest:
            order = {-newest};
            break;
        case desk::Sort::LongestWaiting:
            order = {waiting};
            break;
        case desk::Sort::Priority:
            order = {-qint64(ticket.priority), newest};
            break;
        }
        const bool ascending = sort == desk::Sort::Oldest || sort == desk::Sort::LongestWaiting;
        rows.append({order + QList<qint64>{ascending ? key.key.value : -key.key.value}, ticket.id.value()});
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.order < b.order; });
    QStringList ids;
    for (const Row& row : std::as_const(rows))
        ids.append(row.id);
    return ids;
}

/// Random life of a desk.
class Life
{
public:
    Life(ModelDesk& desk, quint32 seed)
        : m_desk(desk)
        , m_random(seed)
    {
    }

    void fill(int count)
    {
        QList<desk::Entity> entities;
        for (int i = 0; i < count; ++i)
            entities.append(anyTicket(++m_last));
        m_desk.apply(entities);
    }

    void step()
    {
        switch (below(9)) {
        case 0:
            return fill(1 + below(8));
        case 1:
            return m_desk.remove(desk::EntityKind::Ticket, QString::number(1 + below(m_last)));
        case 2:
            m_desk.clock.advance(below(90) * desk::kMinute);
            m_desk.crossViews();
            return;
        case 3:
            return act();
        default:
            m_desk.apply({anyTicket(1 + below(m_last)), anyTicket(1 + below(m_last))});
        }
    }

private:
    int below(int bound) { return int(m_random.bounded(bound)); }

    desk::Ticket anyTicket(int number)
    {
        const desk::Instant now = m_desk.clock.now();
        desk::Ticket each = ticket(number, now - below(5000) * desk::kMinute);
        each.status = desk::Status(below(3));
        each.spam = below(8) == 0;
        each.priority = desk::Priority(below(4));
        each.channel = desk::Channel(below(5));
        each.assignee = desk::AgentId(below(2) ? u"me"_s : QString());
        each.unread = below(2);
        if (below(3))
            each.waitingSince = now - below(240) * desk::kMinute;
        return each;
    }

    void act()
    {
        desk::Operation operation;
        operation.id = desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
        operation.ticket = desk::TicketId(QString::number(1 + below(m_last)));
        operation.kind = below(2) ? desk::OperationKind::Close : desk::OperationKind::Reopen;
        operation.at = m_desk.clock.now();
        m_desk.run([operation](store::Writer& writer) { return writer.submit(operation, {}, {}, false); });
    }

    ModelDesk& m_desk;
    QRandomGenerator m_random;
    int m_last = 0;
};

} // namespace

class TestTicketList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileThatCannotBeReadIsNoEmptyDesk()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        const auto rename = [&](const char* statement) {
            return desk.run([statement](store::Writer& writer) {
                writer.connection().execute(QString::fromLatin1(statement));
                return store::ChangeSet();
            });
        };
        models::TicketListModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        QCOMPARE(rename("ALTER TABLE ticket RENAME TO gone"), QString());
        model.show(desk.session->views().first(), std::nullopt, desk::Sort::Newest);
        QVERIFY(model.failed());
        QCOMPARE(rename("ALTER TABLE gone RENAME TO ticket"), QString());
        model.retry();
        QVERIFY(!model.failed());
    }

    void followsEveryChange_data()
    {
        QTest::addColumn<QString>("view");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("sort");
        QTest::newRow("all, newest") << u"all"_s << -1 << int(desk::Sort::Newest);
        QTest::newRow("my inbox, oldest") << u"my-inbox"_s << -1 << int(desk::Sort::Oldest);
        QTest::newRow("unassigned, waiting") << u"unassigned"_s << -1 << int(desk::Sort::LongestWaiting);
        QTest::newRow("all, priority") << u"all"_s << -1 << int(desk::Sort::Priority);
        QTest::newRow("my inbox, closed on top")
            << u"my-inbox"_s << int(desk::Status::Closed) << int(desk::Sort::Newest);
        QTest::newRow("a view with time") << u"waiting"_s << -1 << int(desk::Sort::LongestWaiting);
    }

    void followsEveryChange()
    {
        QFETCH(QString, view);
        QFETCH(int, status);
        QFETCH(int, sort);
        const auto laid = status < 0 ? std::nullopt : std::optional(desk::Status(status));
        for (quint32 seed = 1; seed <= 4; ++seed) {
            ModelDesk desk;
            Life life(desk, seed);
            models::TicketListModel model(*desk.session);
            QAbstractItemModelTester tester(&model);
            QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
            life.fill(150);
            const desk::View wanted = viewOf(desk, view);
            const desk::Filter filter = models::withStatus(wanted.filter, laid);
            model.show(wanted, laid, desk::Sort(sort));
            for (int i = 0; i < 60; ++i) {
                life.step();
                QTRY_VERIFY(!model.loading());
                QCOMPARE(shown(model), expected(desk, filter, desk::Sort(sort)));
            }
            QCOMPARE(resets.size(), 1);
        }
    }

    void changesWhileStreamingLeaveNoHoleAndNoDouble()
    {
        for (quint32 seed = 1; seed <= 4; ++seed) {
            ModelDesk desk;
            Life life(desk, seed);
            life.fill(5000);
            models::TicketListModel model(*desk.session);
            QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            const desk::View all = viewOf(desk, u"all"_s);
            model.show(all, std::nullopt, desk::Sort::Newest);
            QCOMPARE(model.rowCount(), 60);
            QVERIFY(model.loading());
            for (int i = 0; i < 6; ++i)
                life.step(); // the event loop turns in here: pages come in between
            QTRY_VERIFY(!model.loading());
            QCOMPARE(shown(model), expected(desk, all.filter, desk::Sort::Newest));
        }
    }

    /// A page that is read behind a commit holds a row at its new place, and the news of it come later: it stands once.
    void aPageAheadOfTheNewsLeavesNoDouble()
    {
        ModelDesk desk;
        const desk::Instant now = desk.clock.now();
        QList<desk::Entity> all;
        for (int i = 1; i <= 100; ++i)
            all.append(ticket(i, now - i * desk::kMinute));
        desk.apply(all);
        models::TicketListModel model(*desk.session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const desk::View view = viewOf(desk, u"all"_s);
        model.show(view, std::nullopt, desk::Sort::Newest);
        QVERIFY(model.loading());

        QSemaphore committed;
        QSemaphore goOn;
        QEventLoop loop;
        desk::Ticket older = ticket(3, now - 90 * desk::kMinute);
        older.rev = desk.nextRev();
        desk.worker->run(
            store::Worker::Urgency::Agent,
            [&](store::Writer& writer) {
                const store::ChangeSet changes = writer.applyChanges({change(older)}, older.rev);
                committed.release();
                goOn.acquire(); // nobody has been told yet
                return changes;
            },
            &loop, [&loop](const QString&) { loop.quit(); });
        committed.acquire();
        QTRY_VERIFY(!model.loading());
        goOn.release();
        loop.exec();
        QCOMPARE(shown(model), expected(desk, view.filter, desk::Sort::Newest));
    }

    void holdsRowsUnderAHand()
    {
        ModelDesk desk;
        const desk::Instant now = desk.clock.now();
        for (int i = 1; i <= 5; ++i)
            desk.apply({ticket(i, now - i * desk::kHour)});
        models::TicketListModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.show(viewOf(desk, u"all"_s), std::nullopt, desk::Sort::Newest);
        const QStringList before{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s};
        QCOMPARE(shown(model), before);

        model.hold();
        QSignalSpy contents(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        desk::Ticket renamed = ticket(5, now);
        renamed.subject = u"Newly named"_s;
        desk.apply({renamed});
        renamed.subject = u"Named twice"_s;
        desk.apply({renamed});
        desk.apply({ticket(6, now)});
        desk::Ticket spam = ticket(2, now);
        spam.spam = true;
        desk.apply({spam});
        QCOMPARE(shown(model), before);
        QCOMPARE(model.ticket(4)->subject, u"Named twice"_s);
        QVERIFY(contents.size() >= 2);
        QCOMPARE(contents.first().first().toModelIndex().row(), 4);
        QCOMPARE(inserted.size() + removed.size() + moved.size(), 0);
        QCOMPARE(model.waiting(), 3);
        QCOMPARE(model.rowOf(desk::TicketId(u"5"_s)), 4);

        const QPersistentModelIndex anchor = model.index(2, 0);
        model.release();
        QCOMPARE(model.waiting(), 0);
        QCOMPARE(shown(model), (QStringList{u"6"_s, u"5"_s, u"1"_s, u"3"_s, u"4"_s}));
        QCOMPARE(anchor.row(), 3); // the selected ticket stays the selected ticket
        QCOMPARE(moved.size(), 1);
    }

    void marksDraftsAndWaitingActions()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now()), ticket(2, desk.clock.now() - 1)});
        models::TicketListModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        model.show(viewOf(desk, u"all"_s), std::nullopt, desk::Sort::Newest);
        QVERIFY(!model.index(1, 0).data(models::TicketListModel::DraftRole).toBool());

        QSignalSpy contents(&model, &QAbstractItemModel::dataChanged);
        desk::Draft draft;
        draft.ticket = desk::TicketId(u"2"_s);
        draft.text = u"Dear"_s;
        desk.run([draft](store::Writer& writer) { return writer.saveDraft(draft); });
        QVERIFY(model.index(1, 0).data(models::TicketListModel::DraftRole).toBool());
        QVERIFY(!model.index(0, 0).data(models::TicketListModel::DraftRole).toBool());
        QCOMPARE(contents.size(), 1);
        QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"draft"_s));

        const auto waits = [&] { return model.index(0, 0).data(models::TicketListModel::PendingRole).toBool(); };
        const auto submit = [&](desk::OperationKind kind) {
            desk::Operation operation;
            operation.id = desk::OperationId(u"op-%1"_s.arg(int(kind)));
            operation.ticket = desk::TicketId(u"1"_s);
            operation.kind = kind;
            operation.text = u"For the team"_s;
            operation.at = desk.clock.now();
            desk.run([operation](store::Writer& writer) { return writer.submit(operation, {}, {}, false); });
        };
        submit(desk::OperationKind::MarkRead); // an agent who reads offline has done nothing to be told of
        QVERIFY(!waits());
        submit(desk::OperationKind::Note);
        QVERIFY(waits());

        const auto undecided = [&] { return model.index(0, 0).data(models::TicketListModel::UndecidedRole).toBool(); };
        QVERIFY(!undecided());
        const desk::OperationId note(u"op-%1"_s.arg(int(desk::OperationKind::Note)));
        desk.run([&](store::Writer& writer) { return writer.park(note, u"stale"_s, u"Newer."_s, {}); });
        QVERIFY(undecided());
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"needs your decision"_s));
    }

    void aListReadAheadOfTheNewsHasNoDoubles()
    {
        // The list is read after a second commit and before the news of the first one has reached it.
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now() - desk::kHour), ticket(3, desk.clock.now() - 2 * desk::kHour)});
        desk::Ticket first = ticket(1, desk.clock.now() - 10);
        first.rev = desk.nextRev();
        desk::Ticket second = ticket(1, desk.clock.now());
        second.rev = desk.nextRev();
        const desk::View all = viewOf(desk, u"all"_s);

        QSemaphore newsIsOut, committed;
        bool shownAhead = false;
        std::unique_ptr<models::TicketListModel> model;
        connect(desk.session.get(), &models::DeskSession::changed, this, [&] {
            if (std::exchange(shownAhead, true))
                return;
            newsIsOut.release();
            committed.acquire();
            model->show(all, std::nullopt, desk::Sort::Newest);
        });
        model = std::make_unique<models::TicketListModel>(*desk.session); // hears of the change after the slot above
        QAbstractItemModelTester tester(model.get());
        desk.worker->run(store::Worker::Urgency::Agent,
                         [&](store::Writer& writer) { return writer.applyChanges({change(first)}, first.rev); });
        desk.run([&](store::Writer& writer) {
            newsIsOut.acquire();
            const store::ChangeSet changes = writer.applyChanges({change(second)}, second.rev);
            committed.release();
            return changes;
        });
        QVERIFY(shownAhead);
        QCOMPARE(shown(*model), (QStringList{u"1"_s, u"3"_s}));
        desk.apply({ticket(1, desk.clock.now() + 5), ticket(2, desk.clock.now() + 6)});
        QCOMPARE(shown(*model), (QStringList{u"2"_s, u"1"_s, u"3"_s}));
    }
};

QTEST_MAIN(TestTicketList)
#include "tst_ticket_list.moc"
