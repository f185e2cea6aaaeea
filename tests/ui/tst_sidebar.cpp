// A press in the sidebar goes to a view; a right click, which asks about one, does not.

#include "models/views_model.h"
#include "tests/ui/pane_desk.h"
#include "ui/shell/sidebar.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui_test;

class SidebarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyALeftPressChooses_data()
    {
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::addColumn<int>("chosen");
        QTest::newRow("left") << Qt::LeftButton << 1;
        QTest::newRow("right") << Qt::RightButton << 0;
        QTest::newRow("middle") << Qt::MiddleButton << 0;
    }
    void onlyALeftPressChooses()
    {
        QFETCH(const Qt::MouseButton, button);
        QFETCH(const int, chosen);
        PaneDesk desk;
        models::ViewsModel model(*desk.desk.session);
        ui::Sidebar sidebar(model);
        sidebar.resize(240, 600);
        sidebar.show();
        QVERIFY(model.rowCount() > 2);
        const auto first = model.view(model.index(0));
        QVERIFY(first);
        sidebar.setShown(first->id);
        int other = 1;
        while (!model.view(model.index(other)))
            ++other;
        QSignalSpy spy(&sidebar, &ui::Sidebar::viewChosen);
        const QRect row = sidebar.visualRect(model.index(other));
        QTest::mouseClick(sidebar.viewport(), button, {}, row.center());
        QCOMPARE(spy.size(), chosen);
        QCOMPARE(sidebar.currentIndex().row(), chosen == 1 ? other : 0);
    }
};

QTEST_MAIN(SidebarTest)
#include "tst_sidebar.moc"
