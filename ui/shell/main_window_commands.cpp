#include "ui/overview/overview_panel.h"
#include "ui/preferences.h"
#include "ui/shell/commands.h"
#include "ui/shell/list_panel.h"
#include "ui/shell/main_window_private.h"
#include "ui/shell/search_page.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/undo_toast.h"
#include "ui/theme/theme.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/search_field.h"

#include <QStackedWidget>

#include <algorithm>
#include <array>

namespace ui
{

using namespace Qt::StringLiterals;

void MainWindow::Private::addCommands()
{
    addViewCommands();
    addListCommands();
    addWindowCommands();
    pane->addCommands();
    const auto showKey = [this] {
        if (const QAction* action = context.commands.action(u"window.palette"_s))
            topBar->setKeyHint(action->shortcut());
    };
    QObject::connect(&context.commands, &Commands::keysChanged, &q, showKey);
    showKey();
}

void MainWindow::Private::addViewCommands()
{
    struct Go {
        const char* view;
        QString title;
        const char* icon;
        const char* key;
    };
    const std::array all{
        Go{"my-inbox", MainWindow::tr("Go to My inbox"), "inbox", "Ctrl+1"},
        Go{"unassigned", MainWindow::tr("Go to Unassigned"), "unassigned", "Ctrl+2"},
        Go{"all", MainWindow::tr("Go to All"), "all", "Ctrl+3"},
        Go{"spam", MainWindow::tr("Go to Spam"), "spam", "Ctrl+4"},
        Go{"channel-email", MainWindow::tr("Go to E-mail"), "mail", "Ctrl+5"},
        Go{"channel-sms", MainWindow::tr("Go to SMS"), "sms", "Ctrl+6"},
        Go{"channel-webchat", MainWindow::tr("Go to Web chat"), "webchat", "Ctrl+7"},
        Go{"channel-instagram", MainWindow::tr("Go to Instagram"), "instagram", "Ctrl+8"},
        Go{"channel-whatsapp", MainWindow::tr("Go to WhatsApp"), "whatsapp", "Ctrl+9"},
    };
    for (const Go& go : all) {
        const QString id = QLatin1String(go.view);
        context.commands.add(u"go."_s + id, go.title, QLatin1String(go.icon), QKeySequence(QLatin1String(go.key)), &q,
                             [this, id] {
                                 showView(desk::ViewId(id));
                                 list->list()->setFocus();
                             });
    }
}

void MainWindow::Private::moveInList(int step)
{
    if (middle->currentWidget() == search)
        search->move(step);
    else
        list->list()->move(step);
}

void MainWindow::Private::moveOn(const desk::TicketId& finished)
{
    if (middle->currentWidget() == list)
        list->list()->moveOnFrom(finished);
    leaveComposer(); // also where there is no next one
}

void MainWindow::Private::addListCommands()
{
    const auto add = [this](const char* id, const QString& title, const char* icon, const char* key,
                            std::function<void()> handler) {
        context.commands.add(QLatin1String(id), title, QLatin1String(icon), QKeySequence(QLatin1String(key)), &q,
                             std::move(handler));
    };
    add("list.next", MainWindow::tr("Next ticket"), "arrow-down", "J", [this] { moveInList(1); });
    add("list.previous", MainWindow::tr("Previous ticket"), "arrow-up", "K", [this] { moveInList(-1); });
    add("list.next-anywhere", MainWindow::tr("Next ticket, also while writing"), "arrow-down", "Ctrl+Down",
        [this] { moveInList(1); });
    add("list.previous-anywhere", MainWindow::tr("Previous ticket, also while writing"), "arrow-up", "Ctrl+Up",
        [this] { moveInList(-1); });
    add("list.open", MainWindow::tr("Show open tickets"), "inbox", "Alt+1",
        [this] { list->setStatus(desk::Status::Open); });
    add("list.snoozed", MainWindow::tr("Show snoozed tickets"), "clock", "Alt+2",
        [this] { list->setStatus(desk::Status::Snoozed); });
    add("list.closed", MainWindow::tr("Show closed tickets"), "check", "Alt+3",
        [this] { list->setStatus(desk::Status::Closed); });
    add("sort.newest", MainWindow::tr("Sort: newest first"), "sort", "", [this] { list->setSort(desk::Sort::Newest); });
    add("sort.oldest", MainWindow::tr("Sort: oldest first"), "sort", "", [this] { list->setSort(desk::Sort::Oldest); });
    add("sort.waiting", MainWindow::tr("Sort: longest waiting first"), "sort", "",
        [this] { list->setSort(desk::Sort::LongestWaiting); });
    add("sort.priority", MainWindow::tr("Sort: most urgent first"), "sort", "",
        [this] { list->setSort(desk::Sort::Priority); });
    add("focus.views", MainWindow::tr("To the views"), "panel", "F6", [this] { focusViews(); });
    add("focus.list", MainWindow::tr("To the ticket list"), "list", "L", [this] { focusList(); });
    add("focus.thread", MainWindow::tr("To the thread"), "webchat", "T", [this] { pane->focusThread(); });
}

void MainWindow::Private::addWindowCommands()
{
    const auto add = [this](const char* id, const QString& title, const char* icon, const char* key,
                            std::function<void()> handler) {
        return context.commands.add(QLatin1String(id), title, QLatin1String(icon), QKeySequence(QLatin1String(key)), &q,
                                    std::move(handler));
    };
    const auto toSearch = [this] {
        topBar->search()->setFocus(Qt::ShortcutFocusReason);
        topBar->search()->selectAll();
    };
    add("window.palette", MainWindow::tr("Search and commands"), "search", "Ctrl+K", [this] { openPalette(); });
    add("window.search", MainWindow::tr("Search"), "search", "Ctrl+F", toSearch);
    add("window.search-slash", MainWindow::tr("Search, while not writing"), "search", "/", toSearch);
    add("undo.last", MainWindow::tr("Undo the last action"), "undo", "Alt+Z", [this] { toast->undoLast(); });
    add("window.outbox", MainWindow::tr("Outbox"), "outbox", "Ctrl+Shift+O", [this] { openOutbox(); });
    add("window.overview", MainWindow::tr("Show or hide the overview"), "panel", "Ctrl+Shift+I",
        [this] { toggleOverview(); });
    add("theme.light", MainWindow::tr("Light appearance"), "sun", "", [this] { setTheme(int(Theme::Mode::Light)); });
    add("theme.dark", MainWindow::tr("Dark appearance"), "moon", "", [this] { setTheme(int(Theme::Mode::Dark)); });
    add("theme.system", MainWindow::tr("Appearance of the system"), "settings", "",
        [this] { setTheme(int(Theme::Mode::System)); });
    add("density.comfortable", MainWindow::tr("Comfortable rows"), "list", "", [this] { setDensity(false); });
    add("density.compact", MainWindow::tr("Compact rows"), "list", "", [this] { setDensity(true); });
    const int step = 10;
    const auto scale = [] { return qRound(Theme::current().textScale() * 100); };
    add("text.larger", MainWindow::tr("Larger text"), "plus", "Ctrl++", [=, this] { setTextScale(scale() + step); });
    add("text.smaller", MainWindow::tr("Smaller text"), "minus", "Ctrl+-", [=, this] { setTextScale(scale() - step); });
    add("text.normal", MainWindow::tr("Text of normal size"), "", "Ctrl+0", [this] { setTextScale(100); });
    add("help.keys", MainWindow::tr("Keyboard shortcuts"), "keyboard", "F1", [this] { openKeys(); });
    add("help.performance", MainWindow::tr("Performance"), "chart", "", [this] { openPerformance(); });
    add("desk.load-anew", MainWindow::tr("Load this desk anew"), "", "", [this] { askToLoadAnew(); });
    add("app.quit", MainWindow::tr("Quit"), "", "Ctrl+Q", [this] { askToQuit(); });
}

void MainWindow::Private::setTheme(int mode)
{
    context.preferences.setValue(u"theme/mode"_s, mode);
    Theme::current().setMode(Theme::Mode(mode));
}

void MainWindow::Private::setDensity(bool compact)
{
    context.preferences.setValue(u"theme/compact"_s, compact);
    Theme::current().setDensity(compact ? Theme::Density::Compact : Theme::Density::Comfortable);
}

void MainWindow::Private::setTextScale(int percent)
{
    const int bounded = std::clamp(percent, 100, 200);
    context.preferences.setValue(u"theme/text"_s, bounded);
    Theme::current().setTextScale(bounded / 100.0);
}

/// The menu shows with a mark what is in force.
void MainWindow::Private::markChosen()
{
    const Theme& theme = Theme::current();
    const auto mark = [this](const char* id, bool chosen) {
        if (QAction* action = context.commands.action(QLatin1String(id))) {
            action->setCheckable(true);
            action->setChecked(chosen);
        }
    };
    mark("theme.light", theme.mode() == Theme::Mode::Light);
    mark("theme.dark", theme.mode() == Theme::Mode::Dark);
    mark("theme.system", theme.mode() == Theme::Mode::System);
    mark("density.compact", theme.density() == Theme::Density::Compact);
    mark("density.comfortable", theme.density() == Theme::Density::Comfortable);
    mark("window.overview", overview->isVisible());
}

} // namespace ui
