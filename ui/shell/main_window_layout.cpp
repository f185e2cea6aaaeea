#include "models/actions.h"
#include "models/desk_session.h"
#include "ui/overview/overview_panel.h"
#include "ui/preferences.h"
#include "ui/shell/commands.h"
#include "ui/shell/list_panel.h"
#include "ui/shell/main_window_private.h"
#include "ui/shell/notices.h"
#include "ui/shell/read_marker.h"
#include "ui/shell/search_page.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/undo_toast.h"
#include "ui/shell/window_memory.h"
#include "ui/shell/wished_ticket.h"
#include "ui/theme/theme.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

void MainWindow::Private::build()
{
    applyAppearance();
    q.setWindowIcon(Icon::application());
    auto* central = new QWidget;
    auto* rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    topBar = new TopBar(context);
    notices = new Notices(context);
    status = new StatusLine(context, outbox);
    buildColumns();
    rows->addWidget(topBar);
    rows->addWidget(notices);
    rows->addWidget(columns, 1);
    rows->addWidget(status);
    q.setCentralWidget(central);
    toast = new UndoToast(context, central);
    toast->standIn({pane->readingArea(), pane});
    reads = new ReadMarker(context, &q);
}

void MainWindow::Private::buildColumns()
{
    columns = new QSplitter(Qt::Horizontal);
    columns->setObjectName(u"columns"_s);
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    sidebar = new Sidebar(views);
    middle = new QStackedWidget;
    list = new ListPanel(context);
    search = new SearchPage(context);
    middle->addWidget(list);
    middle->addWidget(search);
    pane = new TicketPane(context);
    overview = new OverviewPanel(context);
    for (QWidget* part : {static_cast<QWidget*>(sidebar), static_cast<QWidget*>(middle), static_cast<QWidget*>(pane),
                          static_cast<QWidget*>(overview)})
        columns->addWidget(part);
    columns->setStretchFactor(2, 1);
    const Theme& theme = Theme::current();
    const int rest = 1440 - extent::sidebar - extent::list - extent::overview;
    restoreColumns(context.preferences, columns,
                   {theme.px(extent::sidebar), theme.px(extent::list), rest, theme.px(extent::overview)});
    overviewWanted = context.preferences.value(u"window/overview"_s, true).toBool();
    overview->setVisible(overviewWanted);
    sizeColumns();
    QObject::connect(&Theme::current(), &Theme::changed, &q, [this] { sizeColumns(); });
}

void MainWindow::Private::sizeColumns()
{
    const Theme& theme = Theme::current();
    columns->setMinimumWidth(1); // the window may be narrower than all columns together: they fold
    sidebar->setMinimumWidth(theme.px(120));
    middle->setMinimumWidth(theme.px(240));
    pane->setMinimumWidth(theme.px(320));
    overview->setMinimumWidth(theme.px(220));
    if (q.isVisible())
        foldColumns();
}

bool MainWindow::Private::hasRoomForAll() const
{
    return q.width() >=
           sidebar->minimumWidth() + middle->minimumWidth() + pane->minimumWidth() + overview->minimumWidth();
}

void MainWindow::Private::foldColumns()
{
    const bool all = hasRoomForAll();
    if (all)
        overviewForList = false;
    const bool lists = all || !overviewForList;
    const QWidget* focus = QApplication::focusWidget();
    overview->setVisible(overviewWanted && (all || overviewForList));
    middle->setVisible(lists);
    sidebar->setVisible(lists && q.width() >= sidebar->minimumWidth() + middle->minimumWidth() + pane->minimumWidth());
    if (focus && columns->isAncestorOf(focus) && !focus->isVisible())
        pane->focusThread();
}

void MainWindow::Private::buildMenu()
{
    menu = new QMenu(&q);
    menu->setObjectName(u"programMenu"_s);
    const auto add = [this](const char* id) {
        if (QAction* action = context.commands.action(QLatin1String(id)))
            menu->addAction(action);
    };
    add("window.outbox");
    add("window.palette");
    menu->addSeparator();
    for (const char* id : {"theme.light", "theme.dark", "theme.system"})
        add(id);
    menu->addSeparator();
    for (const char* id : {"density.comfortable", "density.compact"})
        add(id);
    menu->addSeparator();
    for (const char* id : {"text.larger", "text.smaller", "text.normal", "window.overview"})
        add(id);
    menu->addSeparator();
    for (const char* id : {"help.keys", "help.performance"})
        add(id);
    menu->addSeparator();
    add("desk.load-anew");
    add("app.quit");
    topBar->setMenu(menu);
    QObject::connect(menu, &QMenu::aboutToShow, &q, [this] { markChosen(); });
}

void MainWindow::Private::connectParts()
{
    QObject::connect(sidebar, &Sidebar::viewChosen, &q, [this](const desk::View& view) { show(view); });
    QObject::connect(list->list(), &TicketList::ticketChosen, &q, [this](const desk::TicketId& ticket) {
        wished->drop();
        open(ticket, false);
    });
    // Made after the models: they know of a change before the ticket that it brought is opened.
    wished = new WishedTicket(context.session, &q);
    QObject::connect(wished, &WishedTicket::found, &q, [this](const desk::TicketId& ticket, qint64 number) {
        open(ticket, true);
        Q_EMIT q.numberOpened(number);
    });
    QObject::connect(wished, &WishedTicket::said, &q, [this](const QString& sentence) { say(sentence); });
    QObject::connect(list->list(), &TicketList::ticketEntered, &q, [this](const desk::TicketId& ticket) {
        open(ticket, false);
        pane->focusThread();
    });
    QObject::connect(list, &ListPanel::firstPaint, &q, &MainWindow::usable);
    QObject::connect(list, &ListPanel::unassignedAsked, &q, [this] { showView(desk::ViewId(u"unassigned"_s)); });
    QObject::connect(pane, &TicketPane::ticketFinished, &q, [this](const desk::TicketId& ticket) { moveOn(ticket); });
    QObject::connect(overview, &OverviewPanel::ticketAsked, &q,
                     [this](const desk::TicketId& ticket) { open(ticket, true); });
    QObject::connect(&overviewSoon, &QTimer::timeout, &q, [this] { overview->open(pane->ticket()); });
    QObject::connect(notices, &Notices::signInAsked, &q, &MainWindow::signInAsked);
    QObject::connect(status, &StatusLine::outboxAsked, &q, [this] { openOutbox(); });
    QObject::connect(status, &StatusLine::performanceAsked, &q, [this] { openPerformance(); });
    QObject::connect(topBar->search(), &QLineEdit::textEdited, &q, [this](const QString& text) { showSearch(text); });
    QObject::connect(topBar->search(), &QLineEdit::textChanged, &q, [this](const QString& text) {
        if (!text.isEmpty())
            return;
        search->setQuery({}); // what nobody looks at is not asked of the desk
        if (middle->currentWidget() == search)
            middle->setCurrentWidget(list);
    });
    QObject::connect(topBar->search(), &QLineEdit::returnPressed, &q, [this] { search->enter(); });
    QObject::connect(topBar->search(), &SearchField::left, &q, [this] { list->list()->setFocus(); });
    search->driveFrom(topBar->search());
    QObject::connect(search, &SearchPage::ticketChosen, &q, [this](const desk::TicketId& ticket, bool toRead) {
        open(ticket, true);
        if (toRead)
            pane->focusThread();
    });
    QObject::connect(search, &SearchPage::customerChosen, &q, [this](const desk::ProfileId& profile, bool toRead) {
        if (openCustomer(profile) && toRead)
            pane->focusThread();
    });
    QObject::connect(search, &SearchPage::left, &q, [this] {
        leaveSearch();
        list->list()->setFocus();
    });
    QObject::connect(toast, &UndoToast::textReturned, &q, [this](const desk::TicketId& ticket, bool note) {
        open(ticket, true);
        pane->focusComposer(note);
    });
    QObject::connect(&views, &models::ViewsModel::myUnreadChanged, &q, [this](qint64 unread) {
        showUnread();
        Q_EMIT q.unreadChanged(unread);
    });
    // The first sync brings the views with it: until then there was nothing to show.
    QObject::connect(&views, &QAbstractItemModel::rowsInserted, &q, [this] {
        if (list->view().id.isEmpty())
            showView(desk::ViewId(u"my-inbox"_s));
    });
}

void MainWindow::Private::applyAppearance()
{
    Theme& theme = Theme::current();
    const int mode = context.preferences.value(u"theme/mode"_s, int(Theme::Mode::System)).toInt();
    theme.setMode(mode == int(Theme::Mode::Light)  ? Theme::Mode::Light
                  : mode == int(Theme::Mode::Dark) ? Theme::Mode::Dark
                                                   : Theme::Mode::System);
    const bool compact = context.preferences.value(u"theme/compact"_s, false).toBool();
    theme.setDensity(compact ? Theme::Density::Compact : Theme::Density::Comfortable);
    theme.setTextScale(context.preferences.value(u"theme/text"_s, 100).toInt() / 100.0);
}

} // namespace ui
