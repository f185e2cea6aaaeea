#include "ui/shell/main_window.h"

#include "models/desk_session.h"
#include "ui/latency_meter.h"
#include "ui/overview/overview_panel.h"
#include "ui/preferences.h"
#include "ui/shell/keys_dialog.h"
#include "ui/shell/list_panel.h"
#include "ui/shell/main_window_private.h"
#include "ui/shell/notices.h"
#include "ui/shell/outbox_window.h"
#include "ui/shell/palette.h"
#include "ui/shell/performance_dialog.h"
#include "ui/shell/read_marker.h"
#include "ui/shell/search_page.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/undo_toast.h"
#include "ui/shell/window_memory.h"
#include "ui/shell/wished_ticket.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QCloseEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextEdit>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
const QString kFirstView = u"my-inbox"_s;
const QString kViewKey = u"window/view"_s;
const QString kTicketKey = u"window/ticket"_s;
const QString kOverviewKey = u"window/overview"_s;
constexpr int kRestMs = 40;
} // namespace

MainWindow::Private::Private(MainWindow& window, Context given)
    : q(window)
    , context(given)
    , views(given.session)
    , outbox(given.session)
{
    overviewSoon.setSingleShot(true);
    overviewSoon.setInterval(kRestMs);
}

MainWindow::Private::~Private() = default;

MainWindow::MainWindow(Context context)
    : d(std::make_unique<Private>(*this, context))
{
    setObjectName(u"mainWindow"_s);
    d->build();
    d->addCommands();
    d->buildMenu();
    d->connectParts();
    d->keepKeyboard();
    d->tellUndecided();
    context.latency.follow(context.session);
    restoreWindow(context.preferences, this);
    d->showView(desk::ViewId(context.preferences.value(kViewKey, kFirstView).toString()));
    if (d->list->view().id.isEmpty())
        d->showView(desk::ViewId(kFirstView));
    const desk::TicketId last(context.preferences.value(kTicketKey).toString());
    if (!last.isEmpty() && d->list->model().rowOf(last) >= 0)
        d->open(last, true);
    d->showUnread();
    if (d->list->model().rowCount() > 0)
        d->list->list()->setFocus();
    else
        d->focusListOnceFilled();
}

MainWindow::~MainWindow()
{
    d->remember();
    disconnect(qApp, nullptr, this, nullptr); // dialogs go later than Private, and the keyboard with them
    // The parts speak to models of Private while they go.
    delete d->outboxWindow;
    delete d->palette;
    delete takeCentralWidget();
}

void MainWindow::showView(const desk::ViewId& view)
{
    d->showView(view);
}

void MainWindow::openTicket(const desk::TicketId& ticket)
{
    d->open(ticket, true);
}

void MainWindow::openNumber(qint64 number)
{
    d->wished->wish(number);
}

void MainWindow::setNotice(const QString& text, const QString& actionText, std::function<void()> action)
{
    d->notices->setNotice(text, actionText, std::move(action));
}

qint64 MainWindow::unread() const
{
    return d->views.myUnread();
}

bool MainWindow::event(QEvent* event)
{
    const bool paints = event->type() == QEvent::UpdateRequest;
    const bool done = QMainWindow::event(event);
    if (isVisible() && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        d->foldColumns();
    if (paints) { // what was marked for painting has been painted now
        d->context.latency.painted(LatencyMeter::Kind::SwitchView);
        if (d->pane->isOpening())
            QMetaObject::invokeMethod(d->pane, &TicketPane::settle, Qt::QueuedConnection);
        else
            d->context.latency.painted(LatencyMeter::Kind::OpenTicket);
    }
    return done;
}

void MainWindow::Private::showView(const desk::ViewId& id)
{
    const QModelIndex index = views.indexOf(id);
    const auto view = views.view(index);
    if (!view)
        return;
    sidebar->setShown(id);
    show(*view);
}

void MainWindow::Private::show(const desk::View& view)
{
    if (q.isVisible()) // what happens before the first paint is the start's time
        context.latency.pressed(LatencyMeter::Kind::SwitchView);
    leaveSearch();
    list->show(view);
    list->list()->setShown(pane->ticket());
    context.preferences.setValue(kViewKey, view.id.value());
    showUnread();
}

void MainWindow::Private::open(const desk::TicketId& ticket, bool reveal)
{
    if (reveal && q.isVisible())
        context.latency.pressed(LatencyMeter::Kind::OpenTicket); // the list has pressed already
    if (reveal)
        list->list()->setShown(ticket);
    if (pane->ticket() != ticket) {
        // With the keyboard elsewhere what is typed next may be meant for the new ticket: nothing waits then.
        if (!reveal && list->list()->hasFocus())
            pane->openSoon(ticket);
        else
            pane->open(ticket);
        leaveComposer(); // what goes on to be typed was meant for the customer before
    }
    overviewSoon.start();
    reads->shown(ticket);
    context.preferences.setValue(kTicketKey, ticket.value());
}

/// A customer has no page of their own: their latest ticket shows them, with the rest beside it.
bool MainWindow::Private::openCustomer(const desk::ProfileId& profile)
{
    const auto tickets = context.session.read(
        QList<desk::Ticket>(), [&profile](store::Reader& reader) { return reader.ticketsOf(profile, 1); });
    if (tickets.isEmpty()) {
        say(MainWindow::tr("This customer has no ticket here yet."));
        return false;
    }
    open(tickets.first().id, true);
    return true;
}

void MainWindow::Private::showSearch(const QString& query)
{
    if (query.trimmed().isEmpty())
        return leaveSearch();
    context.latency.pressed(LatencyMeter::Kind::Search);
    search->setQuery(query);
    middle->setCurrentWidget(search);
}

void MainWindow::Private::leaveSearch()
{
    middle->setCurrentWidget(list);
    topBar->search()->clear();
}

void MainWindow::Private::openPalette()
{
    if (!palette) {
        palette = new Palette(context, &q);
        QObject::connect(palette, &Palette::viewChosen, &q, [this](const desk::ViewId& id) { showView(id); });
        QObject::connect(palette, &Palette::ticketChosen, &q, [this](const desk::TicketId& id) { open(id, true); });
        QObject::connect(palette, &Palette::numberChosen, &q, [this](qint64 number) { wished->wish(number); });
        QObject::connect(palette, &Palette::customerChosen, &q,
                         [this](const desk::ProfileId& id) { openCustomer(id); });
        QObject::connect(palette, &Palette::macroChosen, &q, [this](const desk::MacroId& id) { useMacro(id); });
    }
    palette->openOver(topBar->search());
}

/// The composer's own list is opened on the macro's name: the agent sees what it is before it stands in the reply.
void MainWindow::Private::useMacro(const desk::MacroId& id)
{
    const QList<desk::Macro>& macros = context.session.macros();
    const auto macro = std::find_if(macros.begin(), macros.end(), [&id](const auto& each) { return each.id == id; });
    if (pane->ticket().isEmpty())
        return say(MainWindow::tr("Open a ticket first: a macro goes into its reply."));
    pane->focusComposer(false);
    auto* text = pane->findChild<QTextEdit*>(u"composerText"_s);
    if (!text || macro == macros.end())
        return;
    const QString word = macro->name.section(u' ', 0, 0);
    text->insertPlainText((text->textCursor().atBlockStart() ? u"/"_s : u" /"_s) + word);
}

void MainWindow::Private::openOutbox()
{
    if (!outboxWindow) {
        outboxWindow = new OutboxWindow(context, outbox, &q);
        QObject::connect(outboxWindow, &OutboxWindow::ticketAsked, &q, [this](const desk::TicketId& id) {
            leaveOutbox(id);
            pane->focusThread();
        });
        QObject::connect(outboxWindow, &OutboxWindow::editAsked, &q, [this](const desk::TicketId& id, bool note) {
            leaveOutbox(id);
            pane->focusComposer(note);
        });
    }
    outboxWindow->show();
    outboxWindow->raise();
    outboxWindow->activateWindow();
}

/// It would stand above the ticket.
void MainWindow::Private::leaveOutbox(const desk::TicketId& ticket)
{
    outboxWindow->hide();
    open(ticket, true);
    q.activateWindow();
}

void MainWindow::Private::openUndecided()
{
    openOutbox();
    outboxWindow->showUndecided();
}

void MainWindow::Private::tellUndecided()
{
    const int parked = outbox.parked();
    if (parked == 0)
        return;
    notices->setUndecided(
        MainWindow::tr("%n action(s) of yours were not done and need your decision. What you wrote is kept.", nullptr,
                       parked),
        MainWindow::tr("Open the outbox"), [this] { openUndecided(); });
    QObject::connect(&outbox, &models::OutboxModel::countsChanged, notices, [this] {
        if (outbox.parked() == 0)
            notices->setUndecided({}, {}, {});
    });
}

void MainWindow::Private::openKeys()
{
    if (!keys) {
        keys = new KeysDialog(context.commands, &q);
        keys->setAttribute(Qt::WA_DeleteOnClose);
    }
    keys->open();
}

void MainWindow::Private::openPerformance()
{
    if (!performance) {
        performance = new PerformanceDialog(context.latency, &q);
        performance->setAttribute(Qt::WA_DeleteOnClose);
    }
    performance->show();
    performance->raise();
}

void MainWindow::Private::showUnread()
{
    const qint64 unread = views.myUnread();
    const QString view = list->view().name;
    if (view.isEmpty()) // before the first sync there are no views
        return q.setWindowTitle(u"Bellhop"_s);
    q.setWindowTitle(unread > 0 ? MainWindow::tr("(%1) %2 - Bellhop").arg(QLocale().toString(unread), view)
                                : MainWindow::tr("%1 - Bellhop").arg(view));
}

void MainWindow::Private::toggleOverview()
{
    const bool show = overview->isHidden();
    if (hasRoomForAll())
        context.preferences.setValue(kOverviewKey, show);
    overviewWanted = show || !hasRoomForAll();
    overviewForList = show && !hasRoomForAll();
    foldColumns();
    if (show)
        overviewSoon.start();
}

void MainWindow::Private::remember()
{
    rememberWindow(context.preferences, &q);
    rememberColumns(context.preferences, columns);
}

void MainWindow::Private::say(const QString& sentence)
{
    toast->say(sentence);
}

} // namespace ui
