// What the window shows while the desk is searched.

#include "tests/ui/pane_desk.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/empty_state.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace Qt::StringLiterals;
using ui_test::PaneDesk;

namespace
{

desk::TicketId id(int number)
{
    return desk::TicketId(QString::number(number));
}

/// A window over a desk whose past is not here.
struct Shown {
    Shown()
    {
        for (int number : {1, 2})
            bring(number);
        link(store::Link::Live);
        window = std::make_unique<ui::MainWindow>(desk.context);
        window->resize(1440, 900);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("no window");
    }
    ~Shown()
    {
        desk.desk.remote.searchAnswers.clear();
        window.reset();
    }

    void bring(int number)
    {
        desk::Ticket ticket = desk.ticket(number, desk::Channel::Email);
        ticket.updated = desk.desk.clock.now() - number * desk::kMinute;
        desk.desk.apply({ticket});
    }
    void link(store::Link link, bool complete = false)
    {
        store::SyncState state = desk.desk.session->syncState();
        state.link = link;
        state.historyComplete = complete;
        desk.desk.session->setSyncState(state);
    }
    void search(const QString& text)
    {
        field()->setFocus();
        field()->selectAll();
        QTest::keyClicks(field(), text);
    }
    void answer(const QString& error = {}) { remote().searchAnswers.takeFirst()(error, false); }

    models_test::FakeRemote& remote() { return desk.desk.remote; }
    QLineEdit* field() const { return window->findChild<QLineEdit*>(u"searchField"_s); }
    QListView* results() const { return window->findChild<QListView*>(u"searchResults"_s); }
    QLabel* line() const { return window->findChild<QLabel*>(u"searchDesk"_s); }
    ui::EmptyState* empty() const { return window->findChild<ui::EmptyState*>(u"searchEmpty"_s); }
    ui::TicketPane* pane() const { return window->findChild<ui::TicketPane*>(); }

    PaneDesk desk;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace

class SearchDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        ui::Theme::current().setMode(ui::Theme::Mode::Light);
        ui::Theme::current().install(*qApp);
    }

    void theDesksHitsComeBelow()
    {
        Shown shown;
        shown.search(u"order"_s);
        QTRY_COMPARE(shown.remote().searches, QStringList{u"order"_s});
        QCOMPARE(shown.line()->text(), u"Searching the desk…"_s);
        QVERIFY(shown.line()->isVisible());
        QCOMPARE(QAccessible::queryAccessibleInterface(shown.line())->text(QAccessible::Name), shown.line()->text());
        QTRY_COMPARE(shown.results()->model()->rowCount(), 2);
        QTest::keyClick(shown.field(), Qt::Key_Down);
        const QPersistentModelIndex current = shown.results()->currentIndex();
        QCOMPARE(current.row(), 1);
        const QRect place = shown.results()->visualRect(current);
        shown.desk.desk.clock.advance(desk::kHour);
        shown.bring(3); // the newest of all
        shown.answer();
        QTRY_COMPARE(shown.results()->model()->rowCount(), 3);
        QTRY_VERIFY(!shown.line()->isVisible());
        QCOMPARE(shown.results()->currentIndex(), QModelIndex(current));
        QCOMPARE(shown.results()->visualRect(current), place);
        QTest::keyClick(shown.field(), Qt::Key_Return);
        QCOMPARE(shown.pane()->ticket(), id(2));
    }

    void nothingHereIsNotNothingYet()
    {
        Shown shown;
        const auto title = [&shown] { return shown.empty()->findChildren<QLabel*>().value(1)->text(); };
        shown.search(u"absent"_s);
        QVERIFY(shown.empty()->isVisible());
        QTRY_COMPARE(shown.remote().searches.size(), 1);
        QCOMPARE(title(), u"Searching…"_s);
        desk::Ticket late = shown.desk.ticket(7, desk::Channel::Email);
        late.subject = u"The absent parcel"_s;
        shown.desk.desk.apply({late});
        shown.answer();
        QTRY_VERIFY(shown.results()->isVisible());
        QCOMPARE(shown.results()->currentIndex().row(), 0);
        shown.search(u"nowhere"_s);
        QTRY_COMPARE(shown.remote().searches.size(), 2);
        shown.answer();
        QTRY_COMPARE(title(), u"Nothing found"_s);
    }

    void whatWasNotSearchedIsSaid()
    {
        Shown shown;
        shown.search(u"order"_s);
        QTRY_COMPARE(shown.remote().searches.size(), 1);
        shown.answer(u"The server has a problem (500)."_s);
        QCOMPARE(shown.line()->text(), u"The desk could not be searched: The server has a problem (500). What is on "
                                       "this computer is shown."_s);
        QTRY_COMPARE(shown.results()->model()->rowCount(), 2);
        shown.link(store::Link::Offline);
        QCOMPARE(shown.line()->text(), u"Only what is on this computer was searched."_s);
        QVERIFY(shown.line()->isVisible());
        shown.search(u"order from:anna"_s);
        QVERIFY(shown.line()->text().startsWith(u"Filters"));
        QCOMPARE(shown.line()->accessibleName(), shown.line()->text());
        shown.link(store::Link::Live, true);
        QVERIFY(!shown.line()->isVisible());
        QCOMPARE(shown.remote().searches.size(), 1);
    }

    void errorsAreHostileText()
    {
        Shown shown;
        shown.search(u"order"_s);
        QTRY_COMPARE(shown.remote().searches.size(), 1);
        shown.answer(u"<b>line</b>\n"_s + QString(5000, u'x'));
        QCOMPARE(shown.line()->textFormat(), Qt::PlainText);
        QVERIFY(shown.line()->text().size() < 500);
        QVERIFY(!shown.line()->text().contains(u'\n'));
    }
};

QTEST_MAIN(SearchDeskTest)
#include "tst_search_desk.moc"
