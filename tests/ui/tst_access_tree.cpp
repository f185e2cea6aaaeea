// A screen reader meets no control without a name: the whole tree of every window is walked.
#include "tests/ui/pane_desk.h"
#include "ui/first_run/first_run.h"
#include "ui/shell/keys_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/outbox_window.h"
#include "ui/shell/palette.h"
#include "ui/shell/performance_dialog.h"
#include "ui/theme/theme.h"
#include "ui/thread/ticket_pane.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QMetaEnum>
#include <QScrollArea>
#include <QTest>

using namespace Qt::StringLiterals;
using ui_test::PaneDesk;

class AccessTreeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void findsWhatHasNoName();
    void aScrollAreaIsAskedForWhatHasGone();
    void mainWindow_data();
    void mainWindow();
    void searchPage();
    void palette();
    void outboxWindow();
    void dialogs();
    void menus();
};

namespace
{

const char* roleName(QAccessible::Role role)
{
    return QMetaEnum::fromType<QAccessible::Role>().valueToKey(role);
}

/// Roles that people work with or read one by one, whether they take the focus or not.
bool speaks(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::PushButton:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::EditableText:
    case QAccessible::ListItem:
    case QAccessible::Cell:
    case QAccessible::TreeItem:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::Dialog:
    case QAccessible::AlertMessage:
    case QAccessible::ProgressBar:
        return true;
    default:
        return false;
    }
}

/// Every visible thing below `at` that is focusable or speaks, and has no name: "Window > Panel > PushButton
/// objectName".
void collect(QAccessibleInterface* at, const QString& path, QStringList& nameless, int& seen)
{
    if (!at || at->state().invisible)
        return;
    ++seen;
    const QObject* object = at->object();
    const QString here =
        path + u" > "_s + QLatin1String(roleName(at->role())) + u' ' +
        (object ? QLatin1String(object->metaObject()->className()) + u' ' + object->objectName() : u""_s);
    const auto* widget = qobject_cast<const QWidget*>(object);
    const bool takesFocus = widget && !widget->focusProxy() && (widget->focusPolicy() & Qt::TabFocus) != 0;
    const bool own = at->role() != QAccessible::Cell || at->isValid();
    if (own && (takesFocus || speaks(at->role())) && at->text(QAccessible::Name).isEmpty())
        nameless.append(here);
    for (int i = 0; i < at->childCount() && i < 500; ++i)
        collect(at->child(i), here, nameless, seen);
}

QStringList nameless(QWidget* window, int atLeast)
{
    QTest::qWait(0);
    QStringList found;
    int seen = 0;
    collect(QAccessible::queryAccessibleInterface(window), {}, found, seen);
    if (seen < atLeast)
        found.append(u"only %1 things were seen"_s.arg(seen));
    return found;
}

struct Shown {
    Shown()
    {
        for (int i = 0; i < 5; ++i) {
            desk::Ticket ticket = desk.ticket(i + 1, kChannels[size_t(i)]);
            ticket.assignee = desk::AgentId(u"me"_s);
            ticket.lastInbound = desk.desk.clock.now() - desk::kHour;
            desk::Message message =
                models_test::message(u"m%1"_s.arg(i + 1), i + 1, desk.desk.clock.now(), u"Where is it?"_s);
            message.channel = ticket.channel;
            desk.desk.apply({ticket, desk.profile(i + 1), message});
        }
        window = std::make_unique<ui::MainWindow>(desk.context);
        window->resize(1440, 900);
        window->show();
        const bool exposed = QTest::qWaitForWindowExposed(window.get());
        Q_ASSERT(exposed);
        Q_UNUSED(exposed);
    }
    static constexpr std::array kChannels{desk::Channel::WebChat, desk::Channel::Email, desk::Channel::Sms,
                                          desk::Channel::Instagram, desk::Channel::WhatsApp};
    PaneDesk desk;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace

void AccessTreeTest::initTestCase()
{
    ui::Theme::current().install(*qApp);
}

void AccessTreeTest::findsWhatHasNoName()
{
    QWidget window;
    window.setAccessibleName(u"Window"_s);
    auto* child = new QWidget(&window);
    child->setFocusPolicy(Qt::StrongFocus);
    window.show();
    QCOMPARE(nameless(&window, 2).size(), 1);
    child->setAccessibleName(u"Child"_s);
    QCOMPARE(nameless(&window, 2).join(u'\n'), QString());
}

void AccessTreeTest::aScrollAreaIsAskedForWhatHasGone()
{
    QScrollArea area;
    auto* content = new QWidget;
    content->setFixedSize(50, 1000);
    area.setWidget(content);
    area.resize(200, 200);
    area.show();
    QVERIFY(QTest::qWaitForWindowExposed(&area));
    QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&area);
    QCOMPARE(access->childCount(), 2);
    QAccessibleInterface* bar = access->child(1);
    QVERIFY(bar && bar->isValid() && bar->parent() == access);
    QCOMPARE(access->indexOfChild(bar), 1);
    content->setFixedSize(50, 50); // a reader that has counted two asks for the second
    QTRY_COMPARE(access->childCount(), 1);
    for (const int index : {1, 100, -1})
        QVERIFY(!access->child(index));
    QCOMPARE(access->child(0)->object(), area.viewport());
    QCOMPARE(access->indexOfChild(bar), -1);
}

void AccessTreeTest::mainWindow_data()
{
    QTest::addColumn<int>("ticket");
    QTest::newRow("no ticket") << 0;
    for (int i = 0; i < 5; ++i)
        QTest::addRow("%s", qPrintable(desk::toString(Shown::kChannels[size_t(i)]))) << i + 1;
}

void AccessTreeTest::mainWindow()
{
    QFETCH(const int, ticket);
    Shown shown;
    if (ticket > 0) {
        shown.window->openTicket(desk::TicketId(QString::number(ticket)));
        QTRY_VERIFY(!shown.window->findChild<ui::TicketPane*>()->ticket().isEmpty());
    }
    QCOMPARE(nameless(shown.window.get(), 40).join(u'\n'), QString());
}

void AccessTreeTest::searchPage()
{
    Shown shown;
    auto* field = shown.window->findChild<QLineEdit*>(u"searchField"_s);
    field->setFocus();
    QTest::keyClicks(field, u"where"_s);
    auto* results = shown.window->findChild<QAbstractItemView*>(u"searchResults"_s);
    QTRY_VERIFY(results->model()->rowCount() > 0);
    QCOMPARE(nameless(shown.window.get(), 40).join(u'\n'), QString());
}

void AccessTreeTest::palette()
{
    Shown shown;
    shown.desk.commands.action(u"window.palette"_s)->trigger();
    auto* palette = shown.window->findChild<ui::Palette*>();
    QVERIFY(palette && palette->isVisible());
    QCOMPARE(nameless(palette, 5).join(u'\n'), QString());
}

void AccessTreeTest::outboxWindow()
{
    Shown shown;
    shown.window->openTicket(desk::TicketId(u"2"_s));
    shown.desk.actions.close(desk::TicketId(u"2"_s));
    shown.desk.commands.action(u"window.outbox"_s)->trigger();
    auto* outbox = shown.window->findChild<ui::OutboxWindow*>();
    QVERIFY(outbox && outbox->isVisible());
    QTRY_VERIFY(outbox->findChild<QAbstractItemView*>(u"outboxTable"_s)->model()->rowCount() > 0);
    QCOMPARE(nameless(outbox, 8).join(u'\n'), QString());
}

void AccessTreeTest::dialogs()
{
    PaneDesk desk;
    QObject owner;
    desk.commands.add(u"list.next"_s, u"Next"_s, {}, QKeySequence(u"J"_s), &owner, [] {});
    ui::FirstRun first;
    ui::KeysDialog keys(desk.commands);
    ui::PerformanceDialog performance(desk.latency);
    for (QDialog* dialog :
         {static_cast<QDialog*>(&first), static_cast<QDialog*>(&keys), static_cast<QDialog*>(&performance)}) {
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QCOMPARE(nameless(dialog, 5).join(u'\n'), QString());
    }
}

void AccessTreeTest::menus()
{
    Shown shown;
    shown.window->openTicket(desk::TicketId(u"2"_s));
    for (const QString& command : {u"ticket.assign"_s, u"ticket.snooze"_s, u"ticket.label"_s}) {
        shown.desk.commands.action(command)->trigger();
        QTRY_VERIFY2(QApplication::activePopupWidget(), qPrintable(command));
        QWidget* popup = QApplication::activePopupWidget();
        QCOMPARE(nameless(popup, 2).join(u'\n'), QString());
        popup->close();
        QTRY_VERIFY(!QApplication::activePopupWidget());
    }
}

QTEST_MAIN(AccessTreeTest)
#include "tst_access_tree.moc"
