#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/count_badge.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/key_value_row.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/stat_tile.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WidgetControlsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void keyHints_data();
    void keyHints();
    void buttonsGrowWithTheirHint();
    void returnPressesAButton();
    void iconButtonsHaveNames();
    void tabsSpeakTheirCounts();
    void tabsKeepTheirPlaces();
    void tabsMakeRoomForTheirWords();
    void searchEscapes();
    void sectionsFoldByKey();
    void emptyStateOffersTheNextStep();
    void bannerActionsAreCounted();
    void bannerTextIsNeverCut();
    void toastUndoesInTime();
    void toastExpires();
    void toastThatIsReplacedExpires();
    void popoverStaysOnScreen_data();
    void popoverStaysOnScreen();
    void popoverClosesOnEscape();
};

void WidgetControlsTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    Theme::current().setMode(Theme::Mode::Light);
    Theme::current().install(*qApp);
}

void WidgetControlsTest::cleanup()
{
    Theme::current().setTextScale(1);
}

void WidgetControlsTest::keyHints_data()
{
    QTest::addColumn<QKeySequence>("key");
    QTest::addColumn<QString>("expected");
    QTest::newRow("enter") << QKeySequence(Qt::CTRL | Qt::Key_Return) << u"Ctrl ⏎"_s;
    QTest::newRow("letter") << QKeySequence(Qt::CTRL | Qt::Key_K) << u"Ctrl K"_s;
    QTest::newRow("plus") << QKeySequence(Qt::CTRL | Qt::Key_Plus) << u"Ctrl +"_s;
    QTest::newRow("only plus") << QKeySequence(Qt::Key_Plus) << u"+"_s;
    QTest::newRow("none") << QKeySequence() << QString();
}

void WidgetControlsTest::keyHints()
{
    QFETCH(QKeySequence, key);
    QTEST(keyHintText(key), "expected");
}

void WidgetControlsTest::buttonsGrowWithTheirHint()
{
    PushButton send(u"Send"_s, ButtonKind::Primary);
    const int bare = send.sizeHint().width();
    send.setKeyHint(QKeySequence(Qt::CTRL | Qt::Key_Return));
    const int hinted = send.sizeHint().width();
    QVERIFY(hinted > bare);
    send.setGlyph(Glyph::Send);
    QVERIFY(send.sizeHint().width() > hinted);
    QVERIFY(send.sizeHint().height() >= extent::control);
}

void WidgetControlsTest::returnPressesAButton()
{
    PushButton button(u"Take back and edit"_s, ButtonKind::Quiet);
    QSignalSpy pressed(&button, &QAbstractButton::clicked);
    QTest::keyClick(&button, Qt::Key_Return);
    QTest::keyClick(&button, Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(pressed.size(), 2);
    QTest::keyClick(&button, Qt::Key_Return, Qt::ControlModifier); // the key of sending
    button.setEnabled(false);
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(pressed.size(), 2);
}

void WidgetControlsTest::iconButtonsHaveNames()
{
    IconButton more(Glyph::More, u"More"_s);
    more.setName(u"<b>More</b>"_s, QKeySequence(Qt::Key_M));
    QCOMPARE(QAccessible::queryAccessibleInterface(&more)->text(QAccessible::Name), u"<b>More</b>"_s);
    QCOMPARE(more.toolTip(), u"<qt>&lt;b&gt;More&lt;/b&gt; (M)</qt>"_s);
    QVERIFY(more.focusPolicy() & Qt::TabFocus);
}

void WidgetControlsTest::tabsSpeakTheirCounts()
{
    SegmentedTabs tabs;
    tabs.addTab(u"Open"_s);
    tabs.addTab(u"Closed"_s);
    tabs.setCount(0, 48213);
    QCOMPARE(tabs.accessibleTabName(0), u"Open 48,213"_s);
    QCOMPARE(tabs.count(0), std::optional<qint64>(48213));
    QVERIFY(!tabs.count(1));
    tabs.setCount(0, std::nullopt);
    QCOMPARE(tabs.accessibleTabName(0), u"Open"_s);
}

void WidgetControlsTest::tabsKeepTheirPlaces()
{
    SegmentedTabs tabs;
    for (const auto& name : {u"Open"_s, u"Snoozed"_s, u"Closed"_s})
        tabs.addTab(name);
    tabs.resize(tabs.sizeHint());
    const QRect before = tabs.tabRect(2);
    tabs.setCurrentIndex(1);
    QCOMPARE(tabs.tabRect(2), before);
    tabs.setCount(0, 23);
    QVERIFY(tabs.tabRect(2).left() > before.left());
    QTest::keyClick(&tabs, Qt::Key_Right);
    QCOMPARE(tabs.currentIndex(), 2);
}

/// German words in the narrow list: closer, then fewer figures, and words are cut last.
void WidgetControlsTest::tabsMakeRoomForTheirWords()
{
    QWidget window;
    SegmentedTabs tabs(&window);
    for (const auto& name : {u"Offen"_s, u"Zurückgestellt"_s, u"Geschlossen"_s})
        tabs.addTab(name);
    tabs.setCount(0, 48213);
    tabs.setCount(1, 1204);
    const int ideal = tabs.sizeHint().width();
    window.resize(ideal, 60);
    window.show();
    bool capped = false;
    bool bare = false;
    for (int width = ideal; width >= 60; --width) {
        tabs.resize(width, tabs.sizeHint().height());
        QCOMPARE(tabs.sizeHint().width(), ideal); // what it would like stays known
        capped |= tabs.tabToolTip(0) == u"Offen 48,213"_s;
        if (tabs.isCut())
            break;
        QVERIFY2(tabs.tabRect(2).right() < width, qPrintable(QString::number(width)));
        QVERIFY(tabs.tabRect(2).width() >= tabs.fontMetrics().horizontalAdvance(u"Geschlossen"_s));
        bare |= width < ideal * 3 / 4;
    }
    QVERIFY(capped && bare && tabs.isCut());
    QVERIFY(tabs.tabRect(2).right() < tabs.width());
    QCOMPARE(tabs.accessibleTabName(0), u"Offen 48,213"_s);
    tabs.resize(ideal, tabs.height());
    QCOMPARE(tabs.tabToolTip(0), QString());
}

void WidgetControlsTest::searchEscapes()
{
    SearchField field(u"Search tickets"_s);
    field.setKeyHint(QKeySequence(Qt::CTRL | Qt::Key_K));
    QSignalSpy left(&field, &SearchField::left);
    QTest::keyClicks(&field, u"shelf"_s);
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(field.text(), QString());
    QCOMPARE(left.size(), 0);
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
    QCOMPARE(field.accessibleName(), u"Search tickets"_s);
}

void WidgetControlsTest::sectionsFoldByKey()
{
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* section = new Section(u"Orders"_s);
    auto* row = new KeyValueRow(u"10482"_s, u"paid"_s);
    section->body()->addWidget(row);
    column->addWidget(section);
    window.show();
    QSignalSpy toggled(section, &Section::toggled);
    QVERIFY(row->isVisible());
    QTest::keyClick(section->header(), Qt::Key_Space);
    QVERIFY(!row->isVisible());
    QCOMPARE(section->header()->accessibleDescription(), u"collapsed"_s);
    QTest::keyClick(section->header(), Qt::Key_Right);
    QVERIFY(row->isVisible());
    QTest::keyClick(section->header(), Qt::Key_Left);
    QVERIFY(!section->isExpanded());
    QTest::keyClick(section->header(), Qt::Key_Return);
    QVERIFY(section->isExpanded());
    QCOMPARE(toggled.size(), 4);
    section->header()->setTrailing(u"6"_s);
    QCOMPARE(section->header()->accessibleName(), u"Orders, 6"_s);
}

void WidgetControlsTest::emptyStateOffersTheNextStep()
{
    EmptyState empty(Glyph::Inbox, u"Nothing waits for you"_s, u"Unassigned has 12."_s);
    empty.resize(400, 400);
    empty.show();
    QVERIFY(!empty.actionButton()->isVisible());
    empty.setAction(u"Open Unassigned"_s);
    QVERIFY(empty.actionButton()->isVisible());
    QSignalSpy triggered(&empty, &EmptyState::actionTriggered);
    QTest::keyClick(empty.actionButton(), Qt::Key_Space);
    QCOMPARE(triggered.size(), 1);
    QCOMPARE(empty.accessibleName(), u"Nothing waits for you"_s);
}

void WidgetControlsTest::bannerActionsAreCounted()
{
    Banner banner(BannerKind::Error, u"Not sent. Your text is kept."_s);
    PushButton* retry = banner.addAction(u"Retry"_s);
    PushButton* edit = banner.addAction(u"Edit"_s);
    QSignalSpy triggered(&banner, &Banner::actionTriggered);
    edit->click();
    retry->click();
    QCOMPARE(triggered.at(0).at(0).toInt(), 1);
    QCOMPARE(triggered.at(1).at(0).toInt(), 0);
    QCOMPARE(banner.accessibleName(), u"Error: Not sent. Your text is kept."_s);
    banner.setMessage(BannerKind::Info, u"Sent."_s);
    QCOMPARE(banner.message(), u"Sent."_s);
    QCOMPARE(banner.kind(), BannerKind::Info);
}

void WidgetControlsTest::bannerTextIsNeverCut()
{
    Theme::current().setTextScale(2);
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* banner =
        new Banner(BannerKind::Warning, u"Offline. What you write is kept and sent when the line is back."_s);
    banner->addAction(u"Retry"_s);
    column->addWidget(banner);
    column->addStretch();
    window.resize(420, 600);
    window.show();
    const auto* text = banner->findChild<TextLabel*>();
    QVERIFY(text->height() >= text->heightForWidth(text->width()));
}

void WidgetControlsTest::toastUndoesInTime()
{
    QWidget window;
    window.resize(600, 400);
    Toast toast(&window);
    QSignalSpy undone(&toast, &Toast::undone);
    QSignalSpy expired(&toast, &Toast::expired);
    toast.present(u"Closed 12 tickets"_s, 5s, true);
    QVERIFY(toast.undoButton()->text().contains(u"5"_s));
    toast.advance(4s);
    QVERIFY(toast.undoButton()->text().contains(u"1"_s));
    toast.undoButton()->click();
    QCOMPARE(undone.size(), 1);
    toast.advance(10s);
    toast.undoButton()->click();
    QCOMPARE(undone.size(), 1);
    QCOMPARE(expired.size(), 0);
    QVERIFY(toast.isHidden());
}

void WidgetControlsTest::toastExpires()
{
    QWidget window;
    Toast toast(&window);
    QSignalSpy expired(&toast, &Toast::expired);
    toast.present(u"Copied"_s, 3s, false);
    QVERIFY(toast.undoButton()->isHidden());
    toast.advance(2999ms);
    QCOMPARE(expired.size(), 0);
    toast.advance(1ms);
    QCOMPARE(expired.size(), 1);
    QVERIFY(toast.isHidden());
}

void WidgetControlsTest::toastThatIsReplacedExpires()
{
    QWidget window;
    Toast toast(&window);
    QSignalSpy expired(&toast, &Toast::expired);
    toast.present(u"Closed"_s, 5s, true);
    toast.present(u"Snoozed"_s, 5s, true);
    QCOMPARE(expired.size(), 1);
    QCOMPARE(toast.message(), u"Snoozed"_s);
    QCOMPARE(toast.remaining(), 5000ms);
}

void WidgetControlsTest::popoverStaysOnScreen_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QRect>("anchor");
    QTest::addColumn<QRect>("expected");
    QTest::newRow("below") << QSize(200, 100) << QRect(10, 10, 50, 20) << QRect(10, 30, 200, 100);
    QTest::newRow("above") << QSize(200, 100) << QRect(10, 560, 50, 20) << QRect(10, 460, 200, 100);
    QTest::newRow("right edge") << QSize(200, 100) << QRect(760, 10, 30, 20) << QRect(600, 30, 200, 100);
    QTest::newRow("nowhere") << QSize(200, 500) << QRect(10, 300, 50, 20) << QRect(10, 100, 200, 500);
    QTest::newRow("too large") << QSize(2000, 900) << QRect(10, 300, 50, 20) << QRect(0, 0, 800, 600);
}

void WidgetControlsTest::popoverStaysOnScreen()
{
    QFETCH(QSize, size);
    QFETCH(QRect, anchor);
    QTEST(popoverGeometry(size, anchor, QRect(0, 0, 800, 600)), "expected");
}

void WidgetControlsTest::popoverClosesOnEscape()
{
    QWidget window;
    window.resize(300, 200);
    window.show();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    auto* first = new PushButton(u"Tomorrow"_s);
    column->addWidget(first);
    Popover popover(content, &window);
    QSignalSpy closed(&popover, &Popover::closed);
    popover.openAt(&window);
    QVERIFY(popover.isVisible());
    QTRY_COMPARE(popover.focusWidget(), first);
    QTest::keyClick(&popover, Qt::Key_Escape);
    QVERIFY(!popover.isVisible());
    QCOMPARE(closed.size(), 1);
}

QTEST_MAIN(WidgetControlsTest)
#include "tst_widgets_controls.moc"
