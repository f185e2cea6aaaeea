// What the window keeps of itself from one day to the next.
#include "tests/ui/pane_desk.h"
#include "ui/shell/window_memory.h"

#include <QScreen>
#include <QTest>

class WindowMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWindowOfALargerScreenFitsThisOne()
    {
        ui_test::HeldPreferences preferences;
        QWidget large;
        large.resize(2 * large.screen()->availableSize());
        ui::rememberWindow(preferences, &large);
        QWidget window;
        ui::restoreWindow(preferences, &window);
        const QSize room = window.screen()->availableSize();
        QVERIFY(window.width() <= room.width() && window.height() < room.height());
    }

    void aSmallOneStaysSmall()
    {
        ui_test::HeldPreferences preferences;
        QWidget small;
        small.resize(320, 240);
        ui::rememberWindow(preferences, &small);
        QWidget window;
        ui::restoreWindow(preferences, &window);
        QCOMPARE(window.size(), QSize(320, 240));
    }

    void aDialogWithLargeTextFitsTheScreen()
    {
        QWidget dialog;
        const QSize room = dialog.screen()->availableSize();
        ui::resizeWithinScreen(&dialog, {2 * room.width(), 200});
        QVERIFY(dialog.width() <= room.width());
        QCOMPARE(dialog.height(), 200);
    }
};

QTEST_MAIN(WindowMemoryTest)
#include "tst_window_memory.moc"
