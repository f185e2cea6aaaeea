#include "ui/overview/overview_panel.h"

#include "models/desk_session.h"
#include "models/moments.h"
#include "models/overview.h"
#include "ui/overview/overview_sections.h"
#include "ui/overview/section_rows.h"
#include "ui/preferences.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"

#include <QHash>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTimeZone>
#include <QTimer>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

/// The panel's own ground, so that a scroll area shows no other colour.
class Sheet : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), tokens().panel);
        painter.setPen(tokens().line);
        const auto sections = findChildren<Section*>(QString(), Qt::FindDirectChildrenOnly);
        for (const Section* section : sections)
            if (!section->isHidden())
                painter.drawLine(section->x(), section->y() - space::s, section->geometry().right(),
                                 section->y() - space::s);
    }
};

constexpr int kPanelSide = 16;

/// What is shown of a ticket: a new message changes it, and none of this.
desk::Ticket shownOf(const desk::Ticket& whole)
{
    desk::Ticket ticket;
    ticket.id = whole.id;
    ticket.number = whole.number;
    ticket.subject = whole.subject;
    ticket.recipient = whole.recipient;
    ticket.created = whole.created;
    ticket.channel = whole.channel;
    ticket.status = whole.status;
    ticket.assignee = whole.assignee;
    ticket.team = whole.team;
    ticket.brand = whole.brand;
    ticket.attribution = whole.attribution;
    ticket.satisfaction = whole.satisfaction;
    ticket.labels = whole.labels;
    return ticket;
}

/// What a section was built from: the same again builds nothing, so that focus and what is unfolded stay.
struct Basis {
    QDate today; ///< times are written by how long ago they were
    std::optional<desk::Ticket> ticket;
    std::optional<desk::Profile> profile;
    QList<desk::Order> orders;
    QList<desk::Subscription> subscriptions;
    QList<desk::Event> events;
    QList<desk::Ticket> tickets;
    QList<desk::Agent> agents;
    QList<desk::Team> teams;
    QList<desk::Label> labels;
    bool loading = false;

    bool operator==(const Basis&) const = default;
};

} // namespace

class OverviewPanel::Private : public QObject
{
public:
    Private(OverviewPanel& panel, Context given);

    void show();
    void showHead();
    QString placeLine() const;
    void showSections();
    Section* addSection(const QString& name, const QString& title);

    OverviewPanel& q;
    Context context;
    models::Overview facts;
    QHash<Section*, Basis> built;
    QTimer minute; ///< the customer's local time

    QStackedLayout* pages;
    EmptyState* empty;
    QScrollArea* scroll;
    QVBoxLayout* column;
    Avatar* avatar;
    ElidedLabel* name;
    ElidedLabel* place;
    Banner* trouble;
    Section *ticket, *predictive, *orders, *subscriptions, *consent, *profile, *activity, *others;
};

OverviewPanel::Private::Private(OverviewPanel& panel, Context given)
    : q(panel)
    , context(given)
    , facts(given.session)
{
    pages = new QStackedLayout(&q);
    empty = new EmptyState(Glyph::User, OverviewPanel::tr("No customer"),
                           OverviewPanel::tr("Open a ticket to see who wrote it."), &q);
    scroll = new QScrollArea(&q);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* sheet = new Sheet(scroll);
    column = new QVBoxLayout(sheet);
    column->setContentsMargins(kPanelSide, kPanelSide, kPanelSide, kPanelSide);
    column->setSpacing(space::l);

    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    avatar = new Avatar(44, sheet);
    name = new ElidedLabel({}, Type::Title, Ink::Text, sheet);
    name->setObjectName(u"customerName"_s);
    place = new ElidedLabel({}, Type::Secondary, Ink::Dim, sheet);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch(1);
    words->addWidget(name);
    words->addWidget(place);
    words->addStretch(1);
    head->addWidget(avatar);
    head->addLayout(words, 1);
    column->addLayout(head);
    trouble = new Banner(BannerKind::Warning, {}, sheet);
    trouble->hide();
    column->addWidget(trouble);

    ticket = addSection(u"ticket"_s, OverviewPanel::tr("Ticket"));
    predictive = addSection(u"predictive"_s, OverviewPanel::tr("Predictive"));
    orders = addSection(u"orders"_s, OverviewPanel::tr("Orders"));
    subscriptions = addSection(u"subscriptions"_s, OverviewPanel::tr("Subscriptions"));
    consent = addSection(u"consent"_s, OverviewPanel::tr("Consent"));
    profile = addSection(u"profile"_s, OverviewPanel::tr("Profile"));
    activity = addSection(u"activity"_s, OverviewPanel::tr("Activity"));
    others = addSection(u"tickets"_s, OverviewPanel::tr("Other tickets"));
    column->addStretch(1);
    scroll->setWidget(sheet);
    pages->addWidget(empty);
    pages->addWidget(scroll);

    minute.setInterval(std::chrono::minutes(1));
    connect(&minute, &QTimer::timeout, this, [this] { showHead(); });
    connect(&facts, &models::Overview::changed, this, [this] { show(); });
}

Section* OverviewPanel::Private::addSection(const QString& id, const QString& title)
{
    auto* section = new Section(title, column->parentWidget());
    section->setObjectName(u"overview"_s + id.at(0).toUpper() + id.mid(1));
    const QString key = u"overview/"_s + id;
    section->setExpanded(context.preferences.value(key, true).toBool());
    connect(section, &Section::toggled, this, [this, key](bool open) { context.preferences.setValue(key, open); });
    column->addWidget(section);
    return section;
}

QString OverviewPanel::Private::placeLine() const
{
    QStringList parts;
    if (const auto& person = facts.profile()) {
        const QTimeZone zone(person->timeZone.toLatin1());
        const QDateTime now = context.session.clock().now().utc();
        const QString time = zone.isValid() ? models::timeOfDay(now.toTimeZone(zone).time()) : QString();
        const QString city = person->city.isEmpty() ? person->country : person->city;
        if (!city.isEmpty() && !time.isEmpty())
            parts.append(OverviewPanel::tr("%1, %2 there", "city, local time").arg(city, time));
        else if (!city.isEmpty() || !time.isEmpty())
            parts.append(city.isEmpty() ? OverviewPanel::tr("%1 there").arg(time) : city);
        if (person->ticketCount > 0)
            parts.append(OverviewPanel::tr("%n ticket(s)", nullptr, person->ticketCount));
        if (person->blocked)
            parts.append(OverviewPanel::tr("blocked"));
    } else if (facts.loading()) {
        parts.append(OverviewPanel::tr("Loading …"));
    }
    return parts.join(u" · "_s);
}

void OverviewPanel::Private::showHead()
{
    const auto& person = facts.profile();
    const QString shown = person && !person->name.isEmpty() ? person->name
                          : facts.ticket()                  ? facts.ticket()->requesterName
                                                            : QString();
    name->setFullText(shown.isEmpty() ? OverviewPanel::tr("Unknown customer") : shown);
    place->setFullText(placeLine());
    avatar->setFace({shown, facts.ticket() ? facts.ticket()->requester.value() : QString(), std::nullopt});
}

void OverviewPanel::Private::show()
{
    if (!facts.ticket()) {
        minute.stop();
        pages->setCurrentWidget(empty);
        return;
    }
    minute.start();
    showHead();
    // Without a line the window says so itself; the panel asks again once it is back.
    const bool tell = !facts.trouble().isEmpty() && context.session.syncState().link == store::Link::Live;
    trouble->setVisible(tell);
    if (tell)
        trouble->setMessage(BannerKind::Warning, OverviewPanel::tr("Shown as last known. %1").arg(facts.trouble()));
    showSections();
    column->activate();
    pages->setCurrentWidget(scroll);
}

void OverviewPanel::Private::showSections()
{
    const models::DeskSession& session = context.session;
    const OverviewWriter writer{context, facts};
    Basis none;
    none.today = session.clock().now().utc().toLocalTime().date();
    const auto build = [this, &none](Section* section, auto fill, auto write) {
        Basis basis = none;
        fill(basis);
        if (built.contains(section) && built.value(section) == basis)
            return;
        built.insert(section, basis);
        write(*section);
        settleRows(*section);
    };
    const auto person = [this](Basis& basis) {
        basis.profile = facts.profile();
        basis.loading = facts.loading() && !facts.profile();
    };
    build(
        ticket,
        [&](Basis& basis) {
            basis.ticket = shownOf(*facts.ticket());
            basis.agents = session.agents();
            basis.teams = session.teams();
            basis.labels = session.labels();
        },
        [&](Section& section) { writer.ticket(section); });
    build(predictive, person, [&](Section& section) { writer.predictive(section); });
    build(
        orders,
        [&](Basis& basis) {
            basis.profile = facts.profile();
            basis.orders = facts.orders();
            basis.loading = facts.loading() && facts.orders().isEmpty();
        },
        [&](Section& section) { writer.orders(section); });
    build(
        subscriptions, [&](Basis& basis) { basis.subscriptions = facts.subscriptions(); },
        [&](Section& section) { writer.subscriptions(section); });
    build(
        consent,
        [&](Basis& basis) {
            basis.ticket = shownOf(*facts.ticket());
            basis.profile = facts.profile();
        },
        [&](Section& section) { writer.consent(section); });
    build(profile, person, [&](Section& section) { writer.profile(section); });
    build(
        activity,
        [&](Basis& basis) {
            basis.profile = facts.profile();
            basis.events = facts.events();
            basis.loading = facts.loading() && facts.events().isEmpty();
        },
        [&](Section& section) { writer.activity(section); });
    build(
        others,
        [&](Basis& basis) {
            basis.ticket = shownOf(*facts.ticket());
            for (const desk::Ticket& one : facts.tickets())
                basis.tickets.append(shownOf(one));
        },
        [&](Section& section) {
            writer.others(section, &q, [this](const desk::TicketId& id) { Q_EMIT q.ticketAsked(id); });
        });
}

OverviewPanel::OverviewPanel(Context context, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, context))
{
    setObjectName(u"overview"_s);
    setAccessibleName(OverviewPanel::tr("Customer"));
    setMinimumWidth(240);
    d->show();
}

OverviewPanel::~OverviewPanel() = default;

void OverviewPanel::open(const desk::TicketId& ticket)
{
    d->scroll->verticalScrollBar()->setValue(0);
    d->facts.open(ticket);
}

void OverviewPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
}

} // namespace ui
