#include "ui/thread/ticket_pane.h"

#include "models/actions.h"
#include "models/body_cache.h"
#include "models/desk_session.h"
#include "models/overview.h"
#include "models/remote.h"
#include "models/thread_model.h"
#include "ui/composer/composer.h"
#include "ui/shell/commands.h"
#include "ui/theme/theme.h"
#include "ui/thread/file_shelf.h"
#include "ui/thread/presence_line.h"
#include "ui/thread/thread_view.h"
#include "ui/thread/ticket_header.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

#include "desk/other_ticket.h"

#include <QApplication>
#include <QPainter>
#include <QResizeEvent>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kSoonMs = 100; ///< where nothing is painted that could be waited for

class Ground : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), tokens().bg);
    }
};
} // namespace

class TicketPane::Private : public QObject
{
public:
    Private(TicketPane& pane, Context given);

    void open(const desk::TicketId& id);
    void take(const store::ChangeSet& changes);
    void readTicket();
    void describeMissing(bool wasRead);
    void readOutbox();
    void showTrouble();
    void showPresence();
    void room();
    std::optional<store::MessageKey> firstUnread() const;

    TicketPane& q;
    Context context;
    models::ThreadModel thread;
    models::BodyCache bodies;
    FileShelf files;
    std::optional<desk::Ticket> ticket;
    std::optional<desk::Profile> profile;
    desk::TicketId id;
    std::optional<desk::TicketId> next; ///< asked for by openSoon()
    QTimer soon;

    QStackedLayout* pages;
    EmptyState* empty;
    EmptyState* missing;
    Ground* page;
    TicketHeader* header;
    Banner* trouble;
    ThreadView* view;
    PushButton* newer;
    PresenceLine* presence;
    Composer* composer;
};

TicketPane::Private::Private(TicketPane& pane, Context given)
    : q(pane)
    , context(given)
    , thread(given.session)
    , files(given.session)
{
    pages = new QStackedLayout(&q);
    empty = new EmptyState(Glyph::Inbox, TicketPane::tr("No ticket is open"),
                           TicketPane::tr("Choose one from the list; the arrow keys move through it."), &q);
    missing = new EmptyState(Glyph::Search, {}, {}, &q);
    missing->setObjectName(u"ticketMissing"_s);
    connect(missing, &EmptyState::actionTriggered, this, [this] { open(std::exchange(id, {})); });
    page = new Ground(&q);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    header = new TicketHeader(context, page);
    trouble = new Banner(BannerKind::Warning, {}, page);
    trouble->addAction(TicketPane::tr("Try again"));
    trouble->hide();
    view = new ThreadView({context, bodies, files}, thread, page);
    newer = new PushButton(TicketPane::tr("Newest messages"), ButtonKind::Secondary, page);
    newer->setGlyph(Glyph::ArrowDown);
    newer->hide();
    presence = new PresenceLine(page);
    composer = new Composer(
        context, [this] { return view->lastShown(); }, page);
    column->addWidget(header);
    column->addWidget(trouble);
    column->addWidget(view, 1);
    column->addWidget(presence);
    column->addWidget(composer);
    pages->addWidget(empty);
    pages->addWidget(missing);
    pages->addWidget(page);

    connect(&context.session, &models::DeskSession::changed, this, [this](const store::ChangeSet& set) { take(set); });
    connect(&context.session, &models::DeskSession::presenceChanged, this, [this](const desk::TicketId& of) {
        if (of == id)
            showPresence();
    });
    connect(&thread, &models::ThreadModel::olderChanged, this, [this] { showTrouble(); });
    connect(trouble, &Banner::actionTriggered, this, [this](int) { thread.loadOlder(); });
    connect(view, &ThreadView::endReached, this, [this](bool atEnd) {
        newer->setVisible(!atEnd);
        room();
    });
    connect(newer, &QPushButton::clicked, this, [this] {
        view->scrollToEnd();
        view->setFocus();
    });
    connect(header, &TicketHeader::finished, &q, &TicketPane::ticketFinished);
    connect(composer, &Composer::finishing, &q, &TicketPane::ticketFinished);
    soon.setSingleShot(true);
    soon.setInterval(kSoonMs);
    connect(&soon, &QTimer::timeout, &q, &TicketPane::settle);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, const QWidget* now) {
        if (next && now && q.isAncestorOf(now))
            q.settle();
    });
}

/// Where reading goes on: the first message from outside after the last one of ours.
std::optional<store::MessageKey> TicketPane::Private::firstUnread() const
{
    if (!ticket || !ticket->unread)
        return std::nullopt;
    std::optional<store::MessageKey> first;
    for (int row = thread.rowCount() - 1; row >= 0; --row) {
        const desk::Message& message = thread.at(row).message;
        if (message.kind == desk::MessageKind::Event)
            continue;
        if (message.kind != desk::MessageKind::Message || message.direction != desk::Direction::Inbound)
            break;
        first = thread.at(row).key;
    }
    return first;
}

void TicketPane::Private::open(const desk::TicketId& wanted)
{
    if (wanted == id && !wanted.isEmpty())
        return;
    composer->leave();
    id = wanted;
    ticket.reset();
    profile.reset();
    thread.open(wanted);
    trouble->hide();
    if (wanted.isEmpty()) {
        pages->setCurrentWidget(empty);
        return;
    }
    readTicket();
    if (!ticket)
        return pages->setCurrentWidget(missing);
    pages->setCurrentWidget(page);
    composer->open(*ticket, profile);
    readOutbox();
    showPresence();
    room();
    view->openAt(firstUnread());
    newer->setVisible(!view->isAtEnd());
}

void TicketPane::Private::readTicket()
{
    models::DeskSession& session = context.session;
    const auto found = session.read(std::optional<std::optional<desk::Ticket>>(),
                                    [this](store::Reader& reader) { return std::optional(reader.ticket(id)); });
    if (found)
        ticket = *found;
    if (!ticket)
        return describeMissing(found.has_value());
    profile = session.read(profile, [this](store::Reader& reader) { return reader.profile(ticket->requester); });
    header->setTicket(*ticket);
}

void TicketPane::Private::describeMissing(bool wasRead)
{
    if (wasRead)
        missing->setContent(Glyph::Search, TicketPane::tr("This ticket is not here"),
                            TicketPane::tr("It may have been deleted, or it has not been loaded from the desk yet."));
    else
        missing->setContent(
            Glyph::Error, TicketPane::tr("This ticket cannot be read on this computer"),
            TicketPane::tr("It is safe with the desk. What you wrote is kept as long as it could be saved."));
    missing->setAction(wasRead ? QString() : TicketPane::tr("Try again"));
}

void TicketPane::Private::readOutbox()
{
    QList<store::OutboxRow> rows = context.session.outbox();
    rows.removeIf([this](const store::OutboxRow& row) { return row.operation.ticket != id; });
    view->setPending(rows);
    composer->setPending(rows);
}

void TicketPane::Private::take(const store::ChangeSet& changes)
{
    if (id.isEmpty())
        return;
    const bool ours =
        std::any_of(changes.tickets.begin(), changes.tickets.end(), [this](const store::TicketChange& one) {
            return (one.after && one.after->id == id) || (one.before && one.before->id == id);
        });
    const bool person = ticket && changes.profiles.contains(ticket->requester);
    if (ours || person || changes.everything || changes.swept || changes.people || changes.labels) {
        const auto before = ticket;
        readTicket();
        pages->setCurrentWidget(ticket ? static_cast<QWidget*>(page) : missing);
        // After a way back in time its number may be another one's, to whom nothing of this draft is written.
        if (ticket && before && !desk::isAnother(*before, *ticket))
            composer->setFacts(*ticket, profile);
        else if (ticket)
            composer->open(*ticket, profile);
    }
    if (changes.outbox || changes.everything)
        readOutbox();
}

void TicketPane::Private::showTrouble()
{
    trouble->setVisible(!thread.trouble().isEmpty());
    if (thread.failed())
        trouble->setMessage(BannerKind::Error, thread.trouble());
    else if (!thread.trouble().isEmpty())
        trouble->setMessage(BannerKind::Warning,
                            TicketPane::tr("Older messages could not be loaded. %1").arg(thread.trouble()));
}

void TicketPane::Private::showPresence()
{
    presence->setOthers(context.session.presence(id));
    presence->setCustomerTyping(ticket ? ticket->requesterName : QString(), context.session.customerTyping(id));
}

/// The composer's text grows to two fifths of the pane; the button to the newest messages floats over the thread.
void TicketPane::Private::room()
{
    composer->setRoom(q.height() * 2 / 5);
    newer->adjustSize();
    page->layout()->activate();
    newer->move(view->x() + (view->width() - newer->width()) / 2,
                view->geometry().bottom() - newer->height() - space::s);
    newer->raise();
}

TicketPane::TicketPane(Context context, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, context))
{
    setObjectName(u"ticketPane"_s);
    setAccessibleName(tr("Ticket"));
    setMinimumWidth(360);
    d->open({});
}

TicketPane::~TicketPane() = default;

void TicketPane::open(const desk::TicketId& ticket)
{
    d->next.reset();
    d->soon.stop();
    d->open(ticket);
}

void TicketPane::openSoon(const desk::TicketId& ticket)
{
    d->next = ticket;
    d->soon.start();
}

void TicketPane::settle()
{
    if (const auto next = std::exchange(d->next, std::nullopt))
        open(*next);
}

bool TicketPane::isOpening() const
{
    return d->next.has_value();
}

const desk::TicketId& TicketPane::ticket() const
{
    return d->next ? *d->next : d->id;
}

QWidget* TicketPane::readingArea() const
{
    return d->view;
}

void TicketPane::focusComposer(bool note)
{
    settle();
    if (d->ticket)
        d->composer->focusText(note);
}

void TicketPane::focusThread()
{
    settle();
    if (d->ticket)
        d->view->focusNewest();
}

void TicketPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->room();
}

void TicketPane::addCommands()
{
    // A command without an open ticket does nothing; its key is free then.
    const auto add = [this](const QString& id, const QString& title, const QString& icon, const QKeySequence& key,
                            auto run) {
        d->context.commands.add(id, title, icon, key, this, [this, run] {
            settle();
            if (d->ticket)
                run();
        });
    };
    TicketHeader* header = d->header;
    Composer* composer = d->composer;
    add(u"ticket.assign-me"_s, tr("Assign to me"), u"user"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_M,
        [header] { header->assignToMe(); });
    add(u"ticket.assign"_s, tr("Assign to …"), u"users"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_A,
        [header] { header->openAssignMenu(); });
    add(u"ticket.snooze"_s, tr("Snooze …"), u"clock"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_S,
        [header] { header->openSnoozeMenu(); });
    add(u"ticket.close"_s, tr("Close ticket"), u"check"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_W, [this, header] {
        if (d->ticket->status != desk::Status::Closed)
            header->toggleClosed();
    });
    add(u"ticket.reopen"_s, tr("Reopen ticket"), u"reopen"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_R, [this, header] {
        if (d->ticket->status == desk::Status::Closed)
            header->toggleClosed();
        else if (d->ticket->status == desk::Status::Snoozed)
            d->context.actions.reopen(d->id);
    });
    add(u"ticket.label"_s, tr("Labels …"), u"tag"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_L,
        [header] { header->openLabels(); });
    add(u"ticket.unread"_s, tr("Mark as unread"), u"mail"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_U,
        [header] { header->markUnread(); });
    add(u"ticket.spam"_s, tr("Spam or not spam"), u"spam"_s, QKeySequence(), [header] { header->toggleSpam(); });
    add(u"reply.focus"_s, tr("Write a reply"), u"send"_s, Qt::Key_R, [this] { focusComposer(false); });
    add(u"note.focus"_s, tr("Write a note"), u"note"_s, Qt::Key_N, [this] { focusComposer(true); });
    add(u"thread.focus"_s, tr("Read the thread"), u"eye"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_T,
        [this] { focusThread(); });
    add(u"send"_s, tr("Send"), u"send"_s, Qt::CTRL | Qt::Key_Return,
        [composer] { composer->send(desk::ThenDo::Nothing); });
    add(u"send-close"_s, tr("Send and close"), u"check"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_Return,
        [composer] { composer->send(desk::ThenDo::Close); });
    add(u"send-snooze"_s, tr("Send and snooze …"), u"clock"_s, Qt::CTRL | Qt::ALT | Qt::Key_Return,
        [composer] { composer->sendAndSnooze(); });
    add(u"draft.versions"_s, tr("Earlier versions…"), u"undo"_s, QKeySequence(),
        [composer] { composer->openVersions(); });
}

} // namespace ui
