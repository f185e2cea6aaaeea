// The sidebar's rows and counts against a recount (VIEW-1, VIEW-5, BEY-6).

#include "model_desk.h"
#include "models/views_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;
using models::ViewsModel;

namespace
{

QStringList names(const ViewsModel& model)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list.append(model.index(row).data().toString());
    return list;
}

qint64 countOf(const ViewsModel& model, const QString& id)
{
    return model.indexOf(desk::ViewId(id)).data(ViewsModel::CountRole).toLongLong();
}

/// The views whose count is wrong now; empty = all are right and known to be.
QStringList wrong(ModelDesk& desk, const ViewsModel& model)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto view = model.view(model.index(row));
        if (!view)
            continue;
        store::Reader& reader = desk.session->reader();
        const desk::Filter unread = desk::Filter::all({view->filter, desk::Filter::is(desk::Field::Unread, u"true"_s)});
        const QModelIndex at = model.index(row);
        if (at.data(ViewsModel::CountRole).toLongLong() != reader.count(view->filter, desk.clock.now()) ||
            at.data(ViewsModel::UnreadRole).toLongLong() != reader.count(unread, desk.clock.now()) ||
            !at.data(ViewsModel::ExactRole).toBool())
            list.append(view->name);
    }
    return list;
}

} // namespace

class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSections()
    {
        ModelDesk desk;
        ViewsModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        QCOMPARE(names(model),
                 (QStringList{u"My inbox"_s, u"Unassigned"_s, u"All"_s, u"Spam"_s, u"Channels"_s, u"Web chat"_s,
                              u"E-mail"_s, u"SMS"_s, u"Instagram"_s, u"WhatsApp"_s, u"Views"_s, u"Waiting too long"_s,
                              u"Labels"_s, u"Late"_s, u"Refund"_s, u"Teams"_s, u"Returns"_s, u"Sales"_s}));
        const QModelIndex heading = model.index(4);
        QVERIFY(heading.data(ViewsModel::HeadingRole).toBool());
        QVERIFY(!model.flags(heading).testFlag(Qt::ItemIsSelectable));
        QVERIFY(!model.view(heading));
        QCOMPARE(model.view(model.index(0))->id, desk::ViewId(u"my-inbox"_s));
    }

    void changedTablesBecomeRowChanges()
    {
        ModelDesk desk;
        ViewsModel model(*desk.session);
        QAbstractItemModelTester tester(&model);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex late = model.indexOf(desk::ViewId(u"label-l2"_s));
        desk.apply({desk::Label{desk::LabelId(u"l3"_s), 0, u"Broken"_s, {}}});
        desk.remove(desk::EntityKind::Label, u"l1"_s);
        desk.apply({desk::Team{desk::TeamId(u"t1"_s), 0, u"Returns and repairs"_s}});
        QVERIFY(names(model).contains(u"Broken"_s));
        QVERIFY(names(model).contains(u"Returns and repairs"_s));
        QVERIFY(!names(model).contains(u"Refund"_s));
        QCOMPARE(late.data().toString(), u"Late"_s);
        QCOMPARE(resets.size(), 0);
    }

    void countsEqualARecount()
    {
        for (quint32 seed = 1; seed <= 3; ++seed) {
            ModelDesk desk;
            QRandomGenerator random(seed);
            const auto below = [&random](int bound) { return int(random.bounded(bound)); };
            ViewsModel model(*desk.session);
            QAbstractItemModelTester tester(&model);
            for (int i = 0; i < 120; ++i) {
                desk::Ticket each = ticket(1 + below(40), desk.clock.now() - below(300) * desk::kMinute);
                each.status = desk::Status(below(3));
                each.spam = below(6) == 0;
                each.unread = below(2);
                each.channel = desk::Channel(below(5));
                each.assignee = desk::AgentId(below(2) ? u"me"_s : QString());
                each.team = desk::TeamId(below(2) ? u"t1"_s : QString());
                if (below(2))
                    each.labels = {desk::LabelId(u"l1"_s)};
                if (below(2))
                    each.waitingSince = desk.clock.now() - below(240) * desk::kMinute;
                if (below(10) == 0)
                    desk.remove(desk::EntityKind::Ticket, each.id.value());
                else
                    desk.apply({each});
                if (i == 60) // a new label and its first ticket in one change set
                    desk.apply({desk::Label{desk::LabelId(u"l3"_s), 0, u"Broken"_s, {}}, each});
                if (below(10) == 0) {
                    desk.clock.advance(desk::kHour);
                    desk.crossViews();
                }
            }
            QTRY_COMPARE(wrong(desk, model), QStringList());
        }
    }

    void theBadgeCountsMyUnread()
    {
        ModelDesk desk;
        ViewsModel model(*desk.session);
        QSignalSpy told(&model, &ViewsModel::myUnreadChanged);
        desk::Ticket mine = ticket(1, desk.clock.now());
        mine.assignee = desk::AgentId(u"me"_s);
        mine.unread = true;
        desk::Ticket others = ticket(2, desk.clock.now());
        others.unread = true;
        desk.apply({mine, others});
        QCOMPARE(model.myUnread(), 1);
        QCOMPARE(told.size(), 1);
        QCOMPARE(countOf(model, u"my-inbox"_s), 1);
        QCOMPARE(countOf(model, u"unassigned"_s), 1);
        mine.unread = false;
        desk.apply({mine});
        QCOMPARE(model.myUnread(), 0);
        QCOMPARE(told.size(), 2);
    }
};

QTEST_MAIN(TestViews)
#include "tst_views.moc"
