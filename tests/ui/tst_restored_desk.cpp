// A desk that was restored: who runs it reads so, and anybody can load it anew (DESK-6).

#include "store/writer.h"
#include "tests/ui/pane_desk.h"
#include "ui/composer/composer_edit.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notices.h"
#include "ui/shell/ticket_list.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using ui_test::PaneDesk;

class RestoredDeskTest : public QObject
{
    Q_OBJECT

    static void become(PaneDesk& desk, desk::Role role)
    {
        desk.desk.run([role](store::Writer& writer) {
            store::Bootstrap start = models_test::bootstrap();
            start.me.role = role;
            return writer.applyBootstrap(start, false);
        });
    }
    static void hold(PaneDesk& desk, desk::Instant since)
    {
        store::SyncState state;
        state.link = store::Link::Live;
        state.heldSince = since;
        desk.desk.session->setSyncState(state);
    }
    /// The desk is loaded anew, and has these.
    static void snapshot(PaneDesk& desk, const QList<desk::Entity>& entities)
    {
        desk.desk.run([](store::Writer& writer) {
            store::Bootstrap start = models_test::bootstrap();
            start.cursor = 1000;
            return writer.applyBootstrap(start, true);
        });
        store::HistoryState whole;
        whole.activeDone = whole.ticketsDone = whole.messagesDone = true;
        desk.desk.run([&](store::Writer& writer) { return writer.applyHistory(entities, whole); });
        for (store::SweepPlace place; !place.done;)
            desk.desk.run([&place](store::Writer& writer) { return writer.sweepStep(place); });
    }
    static QString said(const ui::Notices& notices)
    {
        const auto* line = notices.findChild<ui::Banner*>(u"heldNotice"_s);
        return line && !line->isHidden() ? line->message() : QString();
    }

private Q_SLOTS:
    void whoRunsTheDeskReadsThatItWasRestored()
    {
        PaneDesk desk;
        become(desk, desk::Role::Owner);
        const ui::Notices notices(desk.context);
        QCOMPARE(said(notices), QString());
        hold(desk, desk.desk.clock.now());
        QVERIFY2(said(notices).contains(u"desk release"_s), qPrintable(said(notices)));
        hold(desk, {});
        QTRY_COMPARE(said(notices), QString());
    }

    void othersAreNotAskedForWhatTheyCannotDo()
    {
        PaneDesk desk;
        become(desk, desk::Role::Support);
        const ui::Notices notices(desk.context);
        hold(desk, desk.desk.clock.now());
        QCOMPARE(said(notices), QString());
    }

    void theListStandsStillWhenASnapshotIsWhole()
    {
        PaneDesk desk;
        QList<desk::Entity> tickets;
        for (int number = 1; number <= 100; ++number)
            tickets.append(models_test::ticket(number, desk.desk.clock.now() - number * desk::kHour));
        desk.desk.apply(tickets);
        desk.preferences.setValue(u"window/view"_s, u"all"_s);
        ui::MainWindow window(desk.context);
        window.resize(1200, 700);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto* list = window.findChild<ui::TicketList*>();
        QTRY_COMPARE(list->model()->rowCount(), 100);
        const desk::TicketId open(u"40"_s);
        window.openTicket(open);
        QCOMPARE(list->current(), open);
        const int before = list->verticalScrollBar()->value();
        QVERIFY(before > 0);
        QTRY_COMPARE(desk.desk.remote.profiles.size(), 1);

        QSignalSpy resets(list->model(), &QAbstractItemModel::modelReset);
        snapshot(desk, tickets);
        QTRY_COMPARE(list->model()->rowCount(), 100);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(list->current(), open);
        QCOMPARE(list->verticalScrollBar()->value(), before);
        QTRY_COMPARE(desk.desk.remote.profiles.size(), 2); // the customer's orders are not part of it

        tickets.removeFirst();
        snapshot(desk, tickets);
        QTRY_COMPARE(list->model()->rowCount(), 99);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(list->current(), open);
    }

    void wordsForAnotherTicketOfTheNumberAreSetAside()
    {
        PaneDesk desk;
        const desk::Ticket hers = desk.ticket(7, desk::Channel::Email);
        desk.desk.apply({hers, desk.profile(7)});
        ui::TicketPane pane(desk.context);
        pane.resize(560, 700);
        pane.show();
        pane.open(hers.id);
        auto* edit = pane.findChild<ui::ComposerEdit*>();
        edit->insertPlainText(u"Saved for her"_s);
        desk.drafts.flush();
        QTRY_VERIFY(desk.drafts.saved());
        edit->insertPlainText(u", and not yet saved"_s);

        desk::Ticket his = hers;
        his.created = hers.created + desk::kHour;
        his.requester = desk::ProfileId(u"his"_s);
        his.requesterName = u"Hans Anders"_s;
        snapshot(desk, {his});
        QTRY_COMPARE(edit->toPlainText(), QString());
        QTRY_COMPARE(desk.outbox().size(), 1);
        const store::OutboxRow aside = desk.outbox().first();
        QCOMPARE(aside.state, store::OutboxState::Parked);
        QCOMPARE(aside.reasonCode, u"other-ticket"_s);
        QCOMPARE(aside.operation.text, u"Saved for her, and not yet saved"_s);

        edit->insertPlainText(u"For him"_s);
        desk.drafts.flush();
        QTRY_VERIFY(desk.drafts.saved());
        const auto draft = desk.desk.session->reader().draft(his.id, false);
        QVERIFY(draft && draft->text == u"For him"_s);
        QCOMPARE(desk.outbox().size(), 1);
    }

    void loadingAnewIsAskedFirst()
    {
        PaneDesk desk;
        ui::MainWindow window(desk.context);
        window.show();
        QAction* load = desk.commands.action(u"desk.load-anew"_s);
        QVERIFY(load);
        load->trigger();
        auto* question = window.findChild<QMessageBox*>(u"loadAnewQuestion"_s);
        QVERIFY(question);
        QCOMPARE(desk.desk.remote.loadedAnew, 0);
        for (QAbstractButton* button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
        QCOMPARE(desk.desk.remote.loadedAnew, 1);
    }
};

QTEST_MAIN(RestoredDeskTest)
#include "tst_restored_desk.moc"
