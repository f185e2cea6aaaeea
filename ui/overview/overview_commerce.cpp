// What the customer is worth and what was ordered (OVR-3, OVR-4).
#include "ui/overview/overview_sections.h"

#include "models/desk_session.h"
#include "ui/overview/money_text.h"
#include "ui/overview/order_row.h"
#include "ui/overview/section_rows.h"
#include "ui/theme/relative_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/section.h"
#include "ui/widgets/stat_tile.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLocale>
#include <QSet>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostOrders = 10;

struct OverviewCommerceText {
    Q_DECLARE_TR_FUNCTIONS(ui::Overview)
};

struct Risk {
    QString text;
    Ink ink;
};

Risk churn(double risk)
{
    const QString share = QLocale().toString(qRound(risk * 100)) + QChar(0xa0) + u'%';
    if (risk < 0.33)
        return {OverviewCommerceText::tr("Low %1").arg(share), Ink::Ok};
    if (risk < 0.66)
        return {OverviewCommerceText::tr("Medium %1").arg(share), Ink::Warn};
    return {OverviewCommerceText::tr("High %1").arg(share), Ink::Danger};
}

QString dayText(desk::Instant at)
{
    return at.isSet() ? QLocale().toString(at.utc().toLocalTime().date(), OverviewCommerceText::tr("d MMM")) : u"–"_s;
}

void addTiles(Section& section, const desk::Predictive& p)
{
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::s);
    const Risk risk = churn(p.churnRisk);
    auto* churnTile = new StatTile(risk.text, OverviewCommerceText::tr("churn risk"), section.body()->parentWidget());
    churnTile->setValue(risk.text, risk.ink);
    const QString gap =
        p.daysBetweenOrders > 0 ? OverviewCommerceText::tr("%n day(s)", nullptr, qRound(p.daysBetweenOrders)) : u"–"_s;
    const QList<StatTile*> tiles{
        new StatTile(roughMoneyText(p.historicValue + p.predictedValue, p.currency),
                     OverviewCommerceText::tr("lifetime value"), section.body()->parentWidget()),
        new StatTile(QLocale().toString(p.orders), OverviewCommerceText::tr("orders"), section.body()->parentWidget()),
        churnTile,
        new StatTile(dayText(p.expectedNextOrder), OverviewCommerceText::tr("expected next order"),
                     section.body()->parentWidget()),
        new StatTile(roughMoneyText(p.averageOrderValue, p.currency), OverviewCommerceText::tr("average order"),
                     section.body()->parentWidget()),
        new StatTile(gap, OverviewCommerceText::tr("between orders"), section.body()->parentWidget())};
    for (int i = 0; i < tiles.size(); ++i)
        grid->addWidget(tiles.at(i), i / 2, i % 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    section.body()->addLayout(grid);
}

void addBar(Section& section, const desk::Predictive& p)
{
    const qint64 total = p.historicValue + p.predictedValue;
    const QString words =
        OverviewCommerceText::tr("%1 so far · %2 predicted")
            .arg(roughMoneyText(p.historicValue, p.currency), roughMoneyText(p.predictedValue, p.currency));
    if (total > 0) {
        section.body()->addSpacing(space::s);
        auto* bar = new ProgressLine(section.body()->parentWidget());
        bar->setRange(0, 1000);
        bar->setValue(int(p.historicValue * 1000 / total));
        bar->setSecondary(1000);
        bar->setAccessibleName(words);
        section.body()->addWidget(bar);
    }
    remark(section, words);
}

} // namespace

void OverviewWriter::predictive(Section& section) const
{
    clearRows(section);
    section.header()->setTrailing({});
    const auto& person = facts.profile();
    if (!person) {
        remark(section,
               facts.loading() ? OverviewCommerceText::tr("Loading …") : OverviewCommerceText::tr("Not here yet."));
        return;
    }
    const desk::Predictive& p = person->predictive;
    if (!p.available) {
        remark(section, p.unavailableReason.isEmpty()
                            ? OverviewCommerceText::tr("There are no figures for this customer yet.")
                            : p.unavailableReason);
        return;
    }
    if (p.asOf.isSet()) {
        const QDate day = p.asOf.utc().toLocalTime().date();
        const QDate today = context.session.clock().now().utc().toLocalTime().date();
        section.header()->setTrailing(day == today ? OverviewCommerceText::tr("as of today")
                                                   : OverviewCommerceText::tr("as of %1").arg(dayText(p.asOf)));
    }
    addTiles(section, p);
    addBar(section, p);
}

void OverviewWriter::orders(Section& section) const
{
    QSet<desk::OrderId> unfolded;
    const auto rows = section.body()->parentWidget()->findChildren<OrderRow*>(QString(), Qt::FindDirectChildrenOnly);
    for (const OrderRow* row : rows)
        if (row->isExpanded() && !row->isHidden())
            unfolded.insert(row->id());
    clearRows(section);
    const int known = int(facts.orders().size());
    const int total = facts.profile() ? qMax(facts.profile()->orderCount, known) : known;
    section.header()->setTrailing(total > 0 ? QLocale().toString(total) : QString());
    if (known == 0)
        remark(section, emptyText(total, OverviewCommerceText::tr("No orders yet.")));
    for (const desk::Order& order : facts.orders().mid(0, kMostOrders)) {
        auto* row = new OrderRow(order, context.session.clock(), section.body()->parentWidget());
        section.body()->addWidget(row);
        if (unfolded.contains(order.id))
            row->setExpanded(true);
    }
    if (total > kMostOrders && known > kMostOrders)
        remark(section, OverviewCommerceText::tr("The newest %1 of %2 are shown.")
                            .arg(QLocale().toString(kMostOrders), QLocale().toString(total)));
}

} // namespace ui
