// A desk that was restored: who runs it reads so, and anybody can load it anew (DESK-6).

#include "store/writer.h"
#include "tests/ui/pane_desk.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notices.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>
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
