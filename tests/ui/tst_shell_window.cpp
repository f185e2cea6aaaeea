#include "sql/connection.h"
#include "tests/ui/pane_desk.h"
#include "ui/composer/composer_edit.h"
#include "ui/first_run/first_run.h"
#include "ui/shell/hit_delegate.h"
#include "ui/shell/link_words.h"
#include "ui/shell/list_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notices.h"
#include "ui/shell/outbox_window.h"
#include "ui/shell/palette.h"
#include "ui/shell/search_page.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/ticket_list.h"
#include "ui/theme/theme.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextEdit>
#include <QToolTip>

using namespace Qt::StringLiterals;
using ui_test::PaneDesk;

namespace
{

desk::TicketId id(int number)
{
    return desk::TicketId(QString::number(number));
}

/// `count` tickets of mine, the first the newest.
void fill(PaneDesk& desk, int count)
{
    QList<desk::Entity> entities;
    for (int i = 1; i <= count; ++i) {
        desk::Ticket ticket = desk.ticket(i, desk::Channel::Email);
        ticket.assignee = desk::AgentId(u"me"_s);
        ticket.updated = desk.desk.clock.now() - i * desk::kMinute;
        ticket.unread = i == 2;
        ticket.lastMessage = desk::MessageId(u"m%1"_s.arg(i));
        entities.append(ticket);
    }
    desk.desk.apply(entities);
}

/// The ticket's newest version, changed just now: it goes to the top.
void touch(PaneDesk& desk, int number)
{
    auto ticket = desk.desk.session->reader().ticket(id(number));
    ticket->updated = desk.desk.clock.now();
    desk.desk.apply({*ticket});
}

} // namespace

class ShellWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void listIsUsableAfterTheFirstPaint();
    void keysWalkTheList();
    void lettersStayInTextFields();
    void rowIsMarkedBeforeTheThreadOpens();
    void orderIsHeldUnderTheHand();
    void clickActsOnWhatWasPainted();
    void leavingRowOpensNoOther();
    void openingMarksRead();
    void rowSpeaks();
    void everyControlHasAName();
    void palettesRunsACommand();
    void searchFindsAndOpens();
    void marksFitFoldedWords();
    void outboxEditGivesTheTextBack();
    void outboxDiscardAsks();
    void anErrorThatWasPutAwayComesAgainAndGoes();
    void aNoticeGetsItsButton();
    void aFinishedTicketTakesTheCaretAlong();
    void keysTypedOnNeverReachTheNextReply_data();
    void keysTypedOnNeverReachTheNextReply();
    void tabsShowNoFigureWhileTheDeskIsComing();
    void aLinkWaitsForItsTicket();
    void anUnreadableListOffersToTryAgain();
    void theToastCoversNoControl();
    void undoTakesTheReplyBack();
    void unsentActionsAskBeforeQuitting();
    void keysCanBeChanged();
    void firstRunValidates_data();
    void firstRunValidates();
    void firstRunAsksAgain();
    void anErrorLeadsToItsField();
    void linkWords();
    void largeTextFoldsColumns();
    void snippetSaysWhenTheWindowCloses();
    void tabGoesRoundInReadingOrder();
    void escapeLeavesTheKeysDialog();
    void escapeLeadsBackToTheList();
    void closedReplyTakesNoCommands();
    void waitingWords();
};

void ShellWindowTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    ui::Theme::current().setMode(ui::Theme::Mode::Light);
    ui::Theme::current().install(*qApp);
}

namespace
{

/// A window that is shown, over a desk with some tickets.
struct Shown {
    explicit Shown(int tickets = 5)
    {
        fill(desk, tickets);
        store::SyncState state;
        state.link = store::Link::Live;
        state.caughtUp = desk.desk.clock.now();
        desk.desk.session->setSyncState(state);
        desk.preferences.setValue(u"theme/mode"_s, int(ui::Theme::Mode::Light));
        window = std::make_unique<ui::MainWindow>(desk.context);
        window->show();
        window->activateWindow();
        const bool active = QTest::qWaitForWindowActive(window.get());
        Q_ASSERT(active);
        Q_UNUSED(active);
        list()->setFocus();
    }
    ui::TicketList* list() const { return window->findChild<ui::TicketList*>(); }
    ui::TicketPane* pane() const { return window->findChild<ui::TicketPane*>(); }
    models::TicketListModel& model() const { return *static_cast<models::TicketListModel*>(list()->model()); }
    QPoint middleOf(int row) const { return list()->visualRect(list()->model()->index(row, 0)).center(); }

    PaneDesk desk;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace

void ShellWindowTest::listIsUsableAfterTheFirstPaint()
{
    PaneDesk desk;
    ui::MainWindow window(desk.context);
    QSignalSpy usable(&window, &ui::MainWindow::usable);
    window.show();
    QTRY_COMPARE(usable.count(), 1);
    QCOMPARE(window.findChild<QWidget*>(u"listEmpty"_s)->isVisible(), true);
}

void ShellWindowTest::keysWalkTheList()
{
    Shown shown;
    QTest::keyClick(shown.list(), Qt::Key_J);
    QCOMPARE(shown.pane()->ticket(), id(1));
    QTest::keyClick(shown.list(), Qt::Key_J);
    QCOMPARE(shown.pane()->ticket(), id(2));
    QTest::keyClick(shown.list(), Qt::Key_K);
    QCOMPARE(shown.pane()->ticket(), id(1));
    QTest::keyClick(shown.list(), Qt::Key_Down);
    QCOMPARE(shown.pane()->ticket(), id(2));
    QTest::keyClick(shown.list(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(shown.desk.preferences.value(u"window/view"_s).toString(), u"unassigned"_s);
    QCOMPARE(shown.pane()->ticket(), id(2)); // another view closes no ticket
}

void ShellWindowTest::lettersStayInTextFields()
{
    Shown shown;
    auto* field = shown.window->findChild<QLineEdit*>(u"searchField"_s);
    QTest::keyClick(shown.list(), Qt::Key_Slash);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, u"jk"_s);
    QCOMPARE(field->text(), u"jk"_s);
    QVERIFY(shown.pane()->ticket().isEmpty());
    shown.window->openTicket(id(1));
    auto* composer = shown.pane()->findChild<QTextEdit*>(u"composerText"_s);
    composer->setFocus();
    QTest::keyClick(composer, Qt::Key_E, Qt::AltModifier); // no command at the moment, and no letter either
    QTest::keyClicks(composer, u"rE"_s);
    QCOMPARE(composer->toPlainText(), u"rE"_s);
}

void ShellWindowTest::rowIsMarkedBeforeTheThreadOpens()
{
    Shown shown;
    auto* composer = shown.pane()->findChild<QTextEdit*>(u"composerText"_s);
    QTest::keyClick(shown.list(), Qt::Key_J);
    QCOMPARE(shown.list()->current(), id(1));
    QVERIFY(shown.pane()->isOpening());
    QTRY_VERIFY(!shown.pane()->isOpening());
    QVERIFY(composer->isVisible());
    // What needs the ticket does not find the former one.
    QTest::keyClick(shown.list(), Qt::Key_J);
    QVERIFY(shown.pane()->isOpening());
    QTest::keyClick(shown.list(), Qt::Key_R);
    QVERIFY(!shown.pane()->isOpening());
    QTRY_VERIFY(composer->hasFocus());
    // With the keyboard in the composer nothing waits: the next letter is for the ticket that was chosen.
    QTest::keyClick(composer, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(shown.pane()->ticket(), id(3));
    QVERIFY(!shown.pane()->isOpening());
    QTest::keyClick(composer, Qt::Key_X);
    shown.desk.drafts.flush();
    QCOMPARE(shown.desk.drafts.load(id(3), false).text, u"x"_s);
    QVERIFY(shown.desk.drafts.load(id(2), false).text.isEmpty());
    // The keyboard coming into the pane by itself shows the ticket first.
    shown.list()->setFocus();
    QTest::keyClick(shown.list(), Qt::Key_Up);
    QVERIFY(shown.pane()->isOpening());
    composer->setFocus();
    QVERIFY(!shown.pane()->isOpening());
}

void ShellWindowTest::orderIsHeldUnderTheHand()
{
    Shown shown;
    QTest::mouseMove(shown.list()->viewport(), shown.middleOf(1));
    QTest::mousePress(shown.list()->viewport(), Qt::LeftButton, {}, shown.middleOf(1));
    QVERIFY(shown.model().held());
    touch(shown.desk, 5);
    QCOMPARE(shown.model().ticket(0)->id, id(1)); // still as it was
    QTest::mouseRelease(shown.list()->viewport(), Qt::LeftButton, {}, shown.middleOf(1));
    QVERIFY(shown.model().held()); // for a little while
    QTRY_VERIFY(!shown.model().held());
    QCOMPARE(shown.model().ticket(0)->id, id(5));
    QCOMPARE(shown.list()->current(), id(2)); // the selection went along
}

void ShellWindowTest::clickActsOnWhatWasPainted()
{
    Shown shown;
    const QPoint second = shown.middleOf(1);
    QVERIFY(!shown.model().held());
    QWidget* screen = shown.list()->viewport();
    screen->setUpdatesEnabled(false);
    touch(shown.desk, 5); // the model moves on while nothing is painted, however long the write takes
    screen->setUpdatesEnabled(true);
    QCOMPARE(shown.model().ticket(1)->id, id(1));
    QTest::mouseClick(shown.list()->viewport(), Qt::LeftButton, {}, second);
    QCOMPARE(shown.pane()->ticket(), id(2));
}

void ShellWindowTest::leavingRowOpensNoOther()
{
    Shown shown;
    QTest::keyClick(shown.list(), Qt::Key_J);
    QTRY_VERIFY(!shown.model().held());
    auto ticket = shown.desk.desk.session->reader().ticket(id(1));
    ticket->status = desk::Status::Closed;
    shown.desk.desk.apply({*ticket});
    QTRY_COMPARE(shown.model().rowCount(), 4);
    QCOMPARE(shown.pane()->ticket(), id(1));
    QVERIFY(shown.list()->current().isEmpty());
    QTest::keyClick(shown.list(), Qt::Key_J);
    QCOMPARE(shown.pane()->ticket(), id(2)); // what stands in its place now
}

void ShellWindowTest::openingMarksRead()
{
    Shown shown;
    QSignalSpy queued(&shown.desk.actions, &models::Actions::queued);
    shown.window->openTicket(id(2));
    QCOMPARE(queued.count(), 0); // not before it was shown for a moment
    QTRY_COMPARE(queued.count(), 1);
    const auto operation = queued.first().first().value<desk::Operation>();
    QVERIFY(operation.kind == desk::OperationKind::MarkRead);
    QCOMPARE(operation.seen, desk::MessageId(u"m2"_s));
}

void ShellWindowTest::rowSpeaks()
{
    Shown shown;
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(shown.list());
    QVERIFY(table && table->tableInterface());
    QCOMPARE(table->text(QAccessible::Name), u"Tickets"_s);
    const QString row = table->tableInterface()->cellAt(1, 0)->text(QAccessible::Name);
    for (const QString& part : {u"Unread"_s, u"Customer 2"_s, u"Order 2 is late"_s, u"E-mail"_s, u"Open"_s})
        QVERIFY2(row.contains(part), qPrintable(row));
}

void ShellWindowTest::everyControlHasAName()
{
    Shown shown;
    for (const char* name : {"topBar", "sidebar", "ticketList", "searchField", "linkState", "agentMenu", "statusTabs",
                             "sortButton", "caughtUp", "outboxState"}) {
        auto* control = shown.window->findChild<QWidget*>(QLatin1String(name));
        QVERIFY2(control, name);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(control);
        if (control->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), name);
    }
}

void ShellWindowTest::palettesRunsACommand()
{
    Shown shown;
    shown.desk.commands.action(u"window.palette"_s)->trigger();
    auto* palette = shown.window->findChild<ui::Palette*>();
    QVERIFY(palette && palette->isVisible());
    auto* field = palette->findChild<QLineEdit*>(u"paletteField"_s);
    QTest::keyClicks(field, u"go to spam"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QCOMPARE(shown.desk.preferences.value(u"window/view"_s).toString(), u"spam"_s);
}

void ShellWindowTest::searchFindsAndOpens()
{
    Shown shown;
    auto* field = shown.window->findChild<QLineEdit*>(u"searchField"_s);
    auto* results = shown.window->findChild<QListView*>(u"searchResults"_s);
    field->setFocus();
    QTest::keyClicks(field, u"order"_s);
    QTRY_VERIFY(results->model()->rowCount() > 1);
    QVERIFY(results->isVisible());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!shown.pane()->ticket().isEmpty());
    QVERIFY(shown.pane()->isAncestorOf(QApplication::focusWidget())); // as in the list: Return is for reading
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(results->hasFocus());
    QTest::keyClick(results, Qt::Key_Escape);
    QVERIFY(shown.list()->isVisible() && shown.list()->hasFocus());
}

void ShellWindowTest::marksFitFoldedWords()
{
    using Parts = QList<QPair<int, int>>;
    QCOMPARE(ui::markedParts(u"Crème fraîche"_s, {u"creme"_s}), (Parts{{0, 5}}));
    QCOMPARE(ui::markedParts(u"reorder order"_s, {u"order"_s}), (Parts{{8, 13}}));
    QCOMPARE(ui::markedParts(u"ab"_s, {u""_s, u"abc"_s}), Parts());
    QCOMPARE(ui::markedParts({}, {u"a"_s}), Parts());
}

void ShellWindowTest::outboxEditGivesTheTextBack()
{
    Shown shown;
    desk::Draft draft;
    draft.ticket = id(3);
    draft.text = u"On its way."_s;
    shown.desk.actions.reply(draft, desk::ThenDo::Nothing);
    models::OutboxModel model(*shown.desk.desk.session);
    QTRY_COMPARE(model.rowCount(), 1);
    ui::OutboxWindow window(shown.desk.context, model);
    QSignalSpy edited(&window, &ui::OutboxWindow::editAsked);
    window.show();
    auto* edit = window.findChild<QPushButton*>(u"outboxEdit"_s);
    QVERIFY(edit->isVisible());
    QTest::keyClick(edit, Qt::Key_Space);
    QTRY_COMPARE(edited.count(), 1);
    QCOMPARE(edited.first().first().value<desk::TicketId>(), id(3));
    QTRY_COMPARE(model.rowCount(), 0);
    QCOMPARE(shown.desk.desk.session->reader().draft(id(3), false)->text, u"On its way."_s);
}

void ShellWindowTest::outboxDiscardAsks()
{
    Shown shown;
    shown.desk.actions.close(id(3));
    models::OutboxModel model(*shown.desk.desk.session);
    QTRY_COMPARE(model.rowCount(), 1);
    ui::OutboxWindow window(shown.desk.context, model);
    window.show();
    QTest::keyClick(window.findChild<QPushButton*>(u"outboxDiscard"_s), Qt::Key_Space);
    auto* question = window.findChild<QMessageBox*>(u"discardQuestion"_s);
    QVERIFY(question);
    QCOMPARE(model.rowCount(), 1);
    for (QAbstractButton* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QTRY_COMPARE(model.rowCount(), 0);
}

void ShellWindowTest::anErrorThatWasPutAwayComesAgainAndGoes()
{
    Shown shown;
    const auto notice = [&] { return shown.window->findChild<ui::Banner*>(u"fileNotice"_s); };
    Q_EMIT shown.desk.drafts.failed(u"The disk is full."_s);
    QVERIFY(notice() && notice()->isVisible());
    Q_EMIT notice()->dismissed();
    QVERIFY(!notice()->isVisible());
    Q_EMIT shown.desk.drafts.failed(u"The disk is full."_s);
    QVERIFY(notice()->isVisible());
    Q_EMIT shown.desk.drafts.savedChanged(true);
    QTRY_VERIFY(!notice());
    Q_EMIT shown.desk.desk.session->readFailed(u"The file cannot be read."_s);
    QVERIFY(notice() && notice()->isVisible());
    Q_EMIT shown.desk.desk.session->readRecovered();
    QTRY_VERIFY(!notice());
}

/// The words of the line may be the same before anything can be done about it.
void ShellWindowTest::aNoticeGetsItsButton()
{
    Shown shown;
    auto* notices = shown.window->findChild<ui::Notices*>();
    int pressed = 0;
    notices->setNotice(u"No line."_s, {}, {});
    notices->setNotice(u"No line."_s, u"Try now"_s, [&] { ++pressed; });
    for (auto* button : notices->findChildren<QPushButton*>())
        if (button->text() == u"Try now")
            button->click();
    QCOMPARE(pressed, 1);
}

/// What goes on to be typed is not for the next customer.
void ShellWindowTest::aFinishedTicketTakesTheCaretAlong()
{
    Shown shown;
    shown.window->openTicket(id(2));
    shown.pane()->focusComposer(false);
    auto* edit = shown.window->findChild<ui::ComposerEdit*>();
    QTRY_VERIFY(edit->hasFocus());
    edit->insertPlainText(u"On its way."_s);
    shown.window->findChild<QPushButton*>(u"sendAndClose"_s)->click();
    QTRY_COMPARE(shown.pane()->ticket(), id(3));
    QVERIFY(!edit->hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), u"x"_s);
    QVERIFY2(edit->toPlainText().isEmpty(), qPrintable(edit->toPlainText()));
}

void ShellWindowTest::keysTypedOnNeverReachTheNextReply_data()
{
    QTest::addColumn<QKeySequence>("press");
    QTest::newRow("send and close") << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return);
    QTest::newRow("next ticket while writing") << QKeySequence(Qt::CTRL | Qt::Key_Down);
}

/// Typed on without a pause, and once more when the next ticket is there.
void ShellWindowTest::keysTypedOnNeverReachTheNextReply()
{
    QFETCH(QKeySequence, press);
    Shown shown;
    shown.window->openTicket(id(2));
    shown.pane()->focusComposer(false);
    auto* edit = shown.window->findChild<ui::ComposerEdit*>();
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u"On its way."_s);
    QTest::keySequence(edit, press);
    QTest::keyClicks(QApplication::focusWidget(), u"zz"_s);
    QTRY_COMPARE(shown.pane()->ticket(), id(3));
    QCoreApplication::processEvents();
    QVERIFY(!edit->hasFocus());
    QVERIFY(shown.pane()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"zz"_s);
    QVERIFY2(edit->toPlainText().isEmpty(), qPrintable(edit->toPlainText()));
    QVERIFY(shown.desk.drafts.load(id(3), false).isEmpty());
}

void ShellWindowTest::tabsShowNoFigureWhileTheDeskIsComing()
{
    PaneDesk desk;
    const auto begin = [&](bool complete) {
        desk.desk.run([complete](store::Writer& writer) {
            store::Bootstrap start = models_test::bootstrap();
            start.counts = {{u"my-inbox"_s, 7}};
            writer.applyBootstrap(start, false);
            store::HistoryState history;
            history.activeDone = history.ticketsDone = history.messagesDone = complete;
            return writer.applyHistory({}, history);
        });
    };
    begin(false);
    ui::ListPanel panel(desk.context);
    panel.show(desk.desk.session->views().first());
    ui::StatusCounts counts(*desk.desk.session);
    counts.show(panel.view());
    QTRY_VERIFY(counts.open().has_value()); // so it is counted by now
    auto* tabs = panel.findChild<ui::SegmentedTabs*>(u"statusTabs"_s);
    QVERIFY(!tabs->count(0));
    begin(true);
    fill(desk, 3);
    QTRY_COMPARE(tabs->count(0), std::optional<qint64>(3));
}

void ShellWindowTest::aLinkWaitsForItsTicket()
{
    Shown shown;
    auto* pane = shown.window->findChild<ui::TicketPane*>();
    QSignalSpy opened(shown.window.get(), &ui::MainWindow::numberOpened);
    shown.window->openNumber(99); // the program was started with it, and nothing of the desk is here
    QVERIFY(opened.isEmpty());
    desk::Ticket late = shown.desk.ticket(99, desk::Channel::Email);
    shown.desk.desk.apply({late});
    QCOMPARE(opened.size(), 1);
    QCOMPARE(pane->ticket(), late.id);

    shown.window->openNumber(98); // not on the desk at all
    store::SyncState state;
    state.link = store::Link::Live;
    shown.desk.desk.session->setSyncState(state);
    auto* toast = shown.window->findChild<QWidget*>(u"toast"_s);
    const auto says = [&](const QString& words) {
        const auto labels = toast->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](QLabel* one) { return one->text().contains(words); });
    };
    QVERIFY(says(u"not here yet"_s));
    state.historyComplete = true;
    shown.desk.desk.session->setSyncState(state);
    QVERIFY(says(u"There is no ticket #98"_s));
    shown.desk.desk.apply({shown.desk.ticket(98, desk::Channel::Email)}); // a later one does not pull the agent away
    QCOMPARE(pane->ticket(), late.id);
}

void ShellWindowTest::anUnreadableListOffersToTryAgain()
{
    PaneDesk desk;
    fill(desk, 3);
    const auto rename = [&](const QString& statement) {
        desk.desk.run([statement](store::Writer& writer) {
            writer.connection().execute(statement);
            return store::ChangeSet();
        });
    };
    rename(u"ALTER TABLE ticket RENAME TO gone"_s);
    ui::ListPanel panel(desk.context);
    panel.resize(400, 600);
    panel.show(desk.desk.session->views().first());
    static_cast<QWidget&>(panel).show();
    auto* empty = panel.findChild<ui::EmptyState*>(u"listEmpty"_s);
    QVERIFY(empty->isVisible());
    QVERIFY2(empty->accessibleName().contains(u"cannot be read"_s), qPrintable(empty->accessibleName()));
    rename(u"ALTER TABLE gone RENAME TO ticket"_s);
    empty->actionButton()->click();
    QCOMPARE(panel.model().rowCount(), 3);
    QVERIFY(!empty->isVisible());
}

void ShellWindowTest::undoTakesTheReplyBack()
{
    Shown shown;
    shown.window->openTicket(id(3));
    desk::Draft draft;
    draft.ticket = id(3);
    draft.text = u"On its way."_s;
    shown.desk.actions.reply(draft, desk::ThenDo::Nothing);
    auto* undo = shown.window->findChild<QPushButton*>(u"undo"_s);
    QTRY_VERIFY(undo->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_VERIFY(shown.desk.desk.session->reader().draft(id(3), false).has_value());
    QVERIFY(shown.desk.outbox().isEmpty());
}

void ShellWindowTest::theToastCoversNoControl()
{
    Shown shown;
    shown.window->openTicket(id(1));
    shown.desk.actions.close(id(3));
    auto* toast = shown.window->findChild<ui::Toast*>();
    auto* composer = shown.pane()->findChild<QWidget*>(u"composer"_s);
    const auto covers = [&] {
        const auto rectOf = [&](const QWidget* widget) {
            return QRect(widget->mapTo(shown.window.get(), QPoint()), widget->size());
        };
        return rectOf(toast)
            .adjusted(ui::extent::shadow, ui::extent::shadow, -ui::extent::shadow, -ui::extent::shadow)
            .intersects(rectOf(composer));
    };
    QTRY_VERIFY(toast->isVisible());
    QVERIFY(composer->isVisible() && !covers());
    const int before = composer->height();
    shown.pane()->findChild<QTextEdit*>(u"composerText"_s)->setPlainText(u"one\ntwo\nthree\nfour\nfive\nsix\nseven"_s);
    QTRY_VERIFY(composer->height() > before);
    QTRY_VERIFY(!covers());
}

void ShellWindowTest::unsentActionsAskBeforeQuitting()
{
    Shown shown;
    QSignalSpy quits(shown.window.get(), &ui::MainWindow::quitAsked);
    shown.desk.actions.close(id(3));
    auto* state = shown.window->findChild<QAbstractButton*>(u"outboxState"_s);
    QTRY_VERIFY(state->text().contains(u'1'));
    shown.window->close();
    QTRY_VERIFY(shown.window->findChild<QMessageBox*>(u"quitQuestion"_s));
    auto* question = shown.window->findChild<QMessageBox*>(u"quitQuestion"_s);
    QCOMPARE(quits.count(), 0);
    QVERIFY(shown.window->isVisible());
    for (QAbstractButton* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QTRY_COMPARE(quits.count(), 1);
}

void ShellWindowTest::keysCanBeChanged()
{
    Shown shown;
    ui::Commands& commands = shown.desk.commands;
    QCOMPARE(commands.setKey(u"list.next"_s, QKeySequence(u"K"_s)), u"list.previous"_s);
    QVERIFY(commands.action(u"list.previous"_s)->shortcut().isEmpty());
    QTest::keyClick(shown.list(), Qt::Key_K);
    QCOMPARE(shown.pane()->ticket(), id(1));
    // A new start keeps both, the given key and the one that was lost.
    ui::Commands again(shown.desk.preferences);
    QObject owner;
    QCOMPARE(again.add(u"list.next"_s, u"Next"_s, {}, QKeySequence(u"J"_s), &owner, [] {})->shortcut(),
             QKeySequence(u"K"_s));
    QVERIFY(
        again.add(u"list.previous"_s, u"Previous"_s, {}, QKeySequence(u"K"_s), &owner, [] {})->shortcut().isEmpty());
}

void ShellWindowTest::firstRunValidates_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("focus"); ///< the field with the mistake; empty = accepted
    QTest::newRow("nothing") << QString() << QString() << QString() << u"deskAddress"_s;
    QTest::newRow("no host") << u"https://"_s << u"a@b.example"_s << u"x"_s << u"deskAddress"_s;
    QTest::newRow("other scheme") << u"ftp://desk.example"_s << u"a@b.example"_s << u"x"_s << u"deskAddress"_s;
    QTest::newRow("plain http") << u"http://desk.example"_s << u"a@b.example"_s << u"x"_s << u"deskAddress"_s;
    QTest::newRow("with a password in it")
        << u"https://a:b@desk.example"_s << u"a@b.example"_s << u"x"_s << u"deskAddress"_s;
    QTest::newRow("spaces") << u"desk example"_s << u"a@b.example"_s << u"x"_s << u"deskAddress"_s;
    QTest::newRow("no e-mail") << u"desk.example"_s << u"anna"_s << u"x"_s << u"signInEmail"_s;
    QTest::newRow("no password") << u"desk.example"_s << u"a@b.example"_s << QString() << u"signInPassword"_s;
    QTest::newRow("bare host") << u"desk.example"_s << u"a@b.example"_s << u"x"_s << QString();
    QTest::newRow("another loopback") << u"http://127.0.0.2:8080"_s << u"a@b.example"_s << u"x"_s << QString();
    QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << u"a@b.example"_s << u"x"_s << QString();
}

void ShellWindowTest::firstRunValidates()
{
    QFETCH(QString, address);
    QFETCH(QString, email);
    QFETCH(QString, password);
    QFETCH(QString, focus);
    ui::FirstRun dialog;
    QList<ui::FirstRunChoice> chosen;
    connect(&dialog, &ui::FirstRun::chosen, &dialog, [&](const ui::FirstRunChoice& choice) { chosen.append(choice); });
    dialog.show();
    dialog.findChild<QLineEdit*>(u"deskAddress"_s)->setText(address);
    dialog.findChild<QLineEdit*>(u"signInEmail"_s)->setText(email);
    auto* last = dialog.findChild<QLineEdit*>(u"signInPassword"_s);
    last->setText(password);
    QTest::keyClick(last, Qt::Key_Return);
    auto* error = dialog.findChild<QLabel*>(u"signInError"_s);
    QCOMPARE(error->isVisible(), !focus.isEmpty());
    QCOMPARE(chosen.size(), focus.isEmpty() ? 1 : 0);
    if (!focus.isEmpty()) {
        QCOMPARE(dialog.focusWidget()->objectName(), focus);
        QCOMPARE(dialog.focusWidget()->accessibleDescription(), error->text());
    } else {
        QVERIFY(chosen.first().server.isValid() && !chosen.first().server.scheme().isEmpty());
        QTest::keyClick(last, Qt::Key_Return); // busy: a second press is no second attempt
        QCOMPARE(chosen.size(), 1);
    }
}

void ShellWindowTest::firstRunAsksAgain()
{
    ui::FirstRun dialog;
    dialog.askAgain(QUrl(u"https://desk.example"_s), u"anna@desk.example"_s);
    dialog.show();
    QVERIFY(!dialog.findChild<QPushButton*>(u"trySample"_s)->isVisible());
    QVERIFY(dialog.findChild<QLineEdit*>(u"deskAddress"_s)->isReadOnly());
    QCOMPARE(dialog.focusWidget()->objectName(), u"signInPassword"_s);
    dialog.setBusy(true);
    dialog.setBusy(false);
    dialog.setError(u"The password is wrong."_s, ui::FirstRun::Field::Secret);
    QCOMPARE(dialog.findChild<QLabel*>(u"signInError"_s)->text(), u"The password is wrong."_s);
    QCOMPARE(dialog.focusWidget()->objectName(), u"signInPassword"_s);
    dialog.setError(u"Host not found."_s, ui::FirstRun::Field::Address); // it cannot be changed here
    QCOMPARE(dialog.focusWidget()->objectName(), u"signInPassword"_s);
}

void ShellWindowTest::anErrorLeadsToItsField()
{
    ui::FirstRun dialog;
    dialog.show();
    const QList<std::pair<ui::FirstRun::Field, QString>> fields{{ui::FirstRun::Field::Address, u"deskAddress"_s},
                                                                {ui::FirstRun::Field::Email, u"signInEmail"_s},
                                                                {ui::FirstRun::Field::Secret, u"signInPassword"_s},
                                                                {ui::FirstRun::Field::Address, u"deskAddress"_s}};
    for (const auto& [field, name] : fields) {
        dialog.setError(u"It went wrong."_s, field);
        QCOMPARE(dialog.focusWidget()->objectName(), name);
        QCOMPARE(dialog.findChild<QLineEdit*>(name)->accessibleDescription(), u"It went wrong."_s);
    }
    dialog.setError(u"The desk is busy."_s, ui::FirstRun::Field::None);
    QCOMPARE(dialog.focusWidget()->objectName(), u"deskAddress"_s); // where it was
}

void ShellWindowTest::linkWords()
{
    store::SyncState state;
    QCOMPARE(ui::linkWord(state).text, u"Offline"_s);
    QVERIFY(ui::isFirstSync(state));
    state.link = store::Link::Live;
    QCOMPARE(ui::linkWord(state).text, u"Online"_s);
    state.historyTotal = 1000;
    state.historyDone = 1000;
    QCOMPARE(ui::historyPercent(state), 99); // not complete until it is said to be
    state.historyComplete = true;
    QCOMPARE(ui::historyPercent(state), 100);
    QVERIFY(ui::historyText(state).isEmpty());
}

void ShellWindowTest::largeTextFoldsColumns()
{
    Shown shown;
    ui::MainWindow& window = *shown.window;
    window.resize(1440, 900);
    auto* overview = window.findChild<QWidget*>(u"overview"_s);
    auto* sidebar = window.findChild<QWidget*>(u"sidebar"_s);
    QVERIFY(overview->isVisible());
    for (int i = 0; i < 10; ++i)
        shown.desk.commands.action(u"text.larger"_s)->trigger();
    QCOMPARE(ui::Theme::current().textScale(), 2.0);
    QVERIFY2(window.minimumSizeHint().width() <= 1280, qPrintable(QString::number(window.minimumSizeHint().width())));
    window.resize(1440, 900);
    QTRY_VERIFY(!overview->isVisible());
    QVERIFY(sidebar->isVisible());
    // Asked for, it takes the list's place; the key for the list brings that back.
    shown.desk.commands.action(u"window.overview"_s)->trigger();
    QVERIFY(overview->isVisible() && !shown.list()->isVisible());
    shown.desk.commands.action(u"focus.list"_s)->trigger();
    QVERIFY(!overview->isVisible() && shown.list()->hasFocus());
    shown.desk.commands.action(u"text.normal"_s)->trigger();
    QTRY_VERIFY(overview->isVisible());
    QCOMPARE(shown.desk.preferences.value(u"theme/text"_s).toInt(), 100);
}

void ShellWindowTest::snippetSaysWhenTheWindowCloses()
{
    Shown shown;
    desk::Ticket ticket = shown.desk.ticket(9, desk::Channel::WhatsApp);
    ticket.assignee = desk::AgentId(u"me"_s);
    ticket.lastInbound = shown.desk.desk.clock.now() - 2 * desk::kHour;
    ticket.waitingSince = ticket.lastInbound;
    ticket.snippet = ticket.subject;
    shown.desk.desk.apply({ticket});
    const int row = shown.model().rowOf(ticket.id);
    QVERIFY(row >= 0);
    QToolTip::hideText();
    const QPoint at = shown.middleOf(row);
    QHelpEvent help(QEvent::ToolTip, at, shown.list()->viewport()->mapToGlobal(at));
    QApplication::sendEvent(shown.list()->viewport(), &help);
    QTRY_VERIFY2(QToolTip::text().contains(u"Reply window closes in 22 h 0 min"_s), qPrintable(QToolTip::text()));
}

void ShellWindowTest::tabGoesRoundInReadingOrder()
{
    Shown shown;
    shown.window->resize(1440, 900);
    shown.window->openTicket(id(1));
    desk::Message message = models_test::message(u"m1"_s, 1, shown.desk.desk.clock.now(), u"Where is it?"_s);
    shown.desk.desk.apply({message});
    shown.desk.commands.action(u"focus.list"_s)->trigger();
    QStringList forward;
    const auto name = [] { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : u"-"_s; };
    do {
        forward.append(name());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    } while (name() != u"ticketList"_s && forward.size() < 80);
    qsizetype before = -1;
    for (const QString& stop : {u"ticketList"_s, u"assign"_s, u"message:m1"_s, u"composerTabs"_s, u"composerText"_s,
                                u"caughtUp"_s, u"outboxState"_s, u"searchField"_s, u"sidebar"_s}) {
        const qsizetype at = forward.indexOf(stop);
        QVERIFY2(at > before, qPrintable(stop + u" in "_s + forward.join(u' ')));
        before = at;
    }
    QStringList backward;
    do {
        backward.prepend(name());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
    } while (name() != u"ticketList"_s && backward.size() < 80);
    backward.prepend(backward.takeLast());
    QCOMPARE(backward, forward);
}

void ShellWindowTest::escapeLeavesTheKeysDialog()
{
    Shown shown;
    shown.list()->setFocus();
    shown.desk.commands.action(u"help.keys"_s)->trigger();
    auto* dialog = shown.window->findChild<QDialog*>(u"keysDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    auto* search = dialog->findChild<QLineEdit*>(u"keysSearch"_s);
    QTest::keyClicks(search, u"next"_s);
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(dialog->isVisible() && search->text().isEmpty());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void ShellWindowTest::escapeLeadsBackToTheList()
{
    Shown shown;
    shown.desk.desk.apply({models_test::message(u"m1"_s, 1, shown.desk.desk.clock.now(), u"Where is it?"_s)});
    shown.window->openTicket(id(1));
    shown.desk.commands.action(u"reply.focus"_s)->trigger();
    QCOMPARE(QApplication::focusWidget()->objectName(), u"composerText"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"message:m1"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(shown.list()->hasFocus());
    QTest::keyClick(shown.list(), Qt::Key_O); // no command: no search by letters either
    QCOMPARE(shown.pane()->ticket(), id(1));
}

void ShellWindowTest::closedReplyTakesNoCommands()
{
    Shown shown;
    desk::Ticket ticket = shown.desk.ticket(1, desk::Channel::WhatsApp); // nobody ever wrote: its window is closed
    ticket.lastInbound = {};
    shown.desk.desk.apply({ticket, shown.desk.profile(1)});
    shown.window->openTicket(id(1));
    shown.desk.commands.action(u"reply.focus"_s)->trigger();
    auto* edit = shown.pane()->findChild<QTextEdit*>(u"composerText"_s);
    QVERIFY(edit->hasFocus() && edit->isReadOnly());
    for (const Qt::Key key : {Qt::Key_L, Qt::Key_T, Qt::Key_J, Qt::Key_Slash})
        QTest::keyClick(edit, key);
    QVERIFY(edit->hasFocus());
    QCOMPARE(shown.pane()->ticket(), id(1));
}

void ShellWindowTest::waitingWords()
{
    store::SyncState state;
    state.link = store::Link::CatchingUp;
    const QString fetching = ui::waitWords(state).title;
    state.link = store::Link::Offline;
    QVERIFY(ui::waitWords(state).title != fetching);
    QVERIFY(!ui::waitWords(state).text.isEmpty());
    state.trouble = u"The server cannot be reached (no route)."_s;
    QCOMPARE(ui::waitWords(state).text, state.trouble);
    state.link = store::Link::SignedOut;
    QCOMPARE(ui::waitWords(state).text, state.trouble);
}

QTEST_MAIN(ShellWindowTest)
#include "tst_shell_window.moc"
