// What the window shows while the desk is searched, and tickets that are asked for by their number.

#include "tests/ui/pane_desk.h"
#include "ui/shell/main_window.h"
#include "ui/shell/palette.h"
#include "ui/theme/theme.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/empty_state.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
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
    bool says(const QString& words) const
    {
        const auto labels = window->findChild<QWidget*>(u"toast"_s)->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](QLabel* one) { return one->text().contains(words); });
    }

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

    void whoLeavesAsksNoMore()
    {
        Shown shown;
        shown.search(u"order"_s);
        QTRY_COMPARE(shown.remote().searches.size(), 1);
        shown.answer(u"The server cannot be reached."_s);
        QTest::keyClick(shown.field(), Qt::Key_Escape);
        QVERIFY(!shown.results()->isVisible());
        QCOMPARE(shown.results()->model()->rowCount(), 0);
        shown.link(store::Link::Offline);
        shown.link(store::Link::Live);
        QVERIFY(shown.line()->text().isEmpty());
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

    void aLinkAsksTheDesk()
    {
        Shown shown;
        QSignalSpy opened(shown.window.get(), &ui::MainWindow::numberOpened);
        shown.window->openNumber(2); // here
        QCOMPARE(opened.size(), 1);
        QVERIFY(shown.remote().searches.isEmpty());
        shown.window->openNumber(98);
        QCOMPARE(shown.remote().searches, QStringList{u"#98"_s});
        QCOMPARE(shown.remote().searchLimits, QList<int>{1});
        QVERIFY(shown.says(u"the desk is asked"_s));
        shown.desk.desk.apply({shown.desk.ticket(98, desk::Channel::Email)});
        QCOMPARE(opened.size(), 2);
        shown.answer();
        QCOMPARE(shown.pane()->ticket(), id(98));
        QCOMPARE(opened.size(), 2);

        shown.window->openNumber(99); // not on the desk
        shown.answer();
        QVERIFY(shown.says(u"There is no ticket #99"_s));
        shown.desk.desk.apply({shown.desk.ticket(99, desk::Channel::Email)}); // a later one pulls nobody away
        QCOMPARE(shown.pane()->ticket(), id(98));
    }

    void aLinkWaitsForTheLine()
    {
        Shown shown;
        shown.link(store::Link::Offline);
        shown.window->openNumber(98);
        QVERIFY(shown.remote().searches.isEmpty());
        QVERIFY(shown.says(u"as soon as the desk has brought it"_s));
        shown.link(store::Link::Connecting);
        shown.link(store::Link::Live);
        QCOMPARE(shown.remote().searches.size(), 1);
        shown.link(store::Link::CatchingUp);
        shown.link(store::Link::Live);
        QCOMPARE(shown.remote().searches.size(), 1);
        shown.link(store::Link::Offline); // the question is lost on the way
        shown.answer(u"The server cannot be reached."_s);
        QVERIFY(shown.says(u"could not be asked for ticket #98: The server cannot be reached."_s));
        shown.link(store::Link::Live);
        QCOMPARE(shown.remote().searches.size(), 2);
        shown.window->openNumber(97); // another wish: the first one's answer says nothing any more
        shown.answer();
        QVERIFY(!shown.says(u"There is no ticket"_s));
        shown.link(store::Link::Live, true);
        QVERIFY(shown.says(u"There is no ticket #97"_s));
    }

    void thePaletteAsksForANumber()
    {
        Shown shown;
        shown.desk.commands.action(u"window.palette"_s)->trigger();
        auto* palette = shown.window->findChild<ui::Palette*>();
        auto* field = palette->findChild<QLineEdit*>(u"paletteField"_s);
        QTest::keyClicks(field, u"#98"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(shown.remote().searches, QStringList{u"#98"_s});
        shown.desk.desk.apply({shown.desk.ticket(98, desk::Channel::Email)});
        QCOMPARE(shown.pane()->ticket(), id(98));
    }
};

QTEST_MAIN(SearchDeskTest)
#include "tst_search_desk.moc"
