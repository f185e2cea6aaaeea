#include "ui/overview/overview_panel.h"

#include "models/desk_session.h"
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

constexpr int kSide = 16;

} // namespace

class OverviewPanel::Private : public QObject
{
public:
    Private(OverviewPanel& panel, Context given);

    void show();
    void showHead();
    QString placeLine() const;
    Section* addSection(const QString& name, const QString& title);

    OverviewPanel& q;
    Context context;
    models::Overview facts;
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
    column->setContentsMargins(kSide, kSide, kSide, kSide);
    column->setSpacing(space::l);

    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    avatar = new Avatar(44, sheet);
    name = new ElidedLabel({}, Type::Title, Ink::Text, sheet);
    name->setObjectName(u"customer-name"_s);
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
    section->setObjectName(u"overview-"_s + id);
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
        const QString time =
            zone.isValid() ? QLocale().toString(now.toTimeZone(zone).time(), QLocale::ShortFormat) : QString();
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
    trouble->setVisible(!facts.trouble().isEmpty());
    if (!facts.trouble().isEmpty())
        trouble->setMessage(BannerKind::Warning, OverviewPanel::tr("Shown as last known. %1").arg(facts.trouble()));
    const OverviewWriter writer{context, facts};
    writer.ticket(*ticket);
    writer.predictive(*predictive);
    writer.orders(*orders);
    writer.subscriptions(*subscriptions);
    writer.consent(*consent);
    writer.profile(*profile);
    writer.activity(*activity);
    writer.others(*others, &q, [this](const desk::TicketId& id) { Q_EMIT q.ticketAsked(id); });
    for (Section* section : {ticket, predictive, orders, subscriptions, consent, profile, activity, others})
        settleRows(*section);
    column->activate();
    pages->setCurrentWidget(scroll);
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
