#include "ui/shell/performance_dialog.h"

#include "ui/latency_meter.h"
#include "ui/shell/window_memory.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <set>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

using Kind = LatencyMeter::Kind;

constexpr int kColumns = 5;

QString groupName(LatencyMeter::Group group)
{
    switch (group) {
    case LatencyMeter::Group::PressToPaint:
        return PerformanceDialog::tr("From a press to what it shows");
    case LatencyMeter::Group::Queries:
        return PerformanceDialog::tr("Reading the desk's file");
    case LatencyMeter::Group::SyncLag:
        break;
    }
    return PerformanceDialog::tr("Sync lag: from its arrival here to the screens");
}

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::OpenTicket:
        return PerformanceDialog::tr("Open a ticket");
    case Kind::SwitchView:
        return PerformanceDialog::tr("Switch the view");
    case Kind::Key:
        return PerformanceDialog::tr("Key press");
    case Kind::Search:
        return PerformanceDialog::tr("Search as you type");
    case Kind::Read:
        return PerformanceDialog::tr("Rows for the screen");
    case Kind::SearchRead:
        return PerformanceDialog::tr("Search");
    case Kind::FrameLag:
        return PerformanceDialog::tr("Change as it happens");
    case Kind::PageLag:
        break;
    }
    return PerformanceDialog::tr("Page of missed changes");
}

/// Small reads take hundredths of a millisecond.
QString milliseconds(double value)
{
    return PerformanceDialog::tr("%1 ms").arg(QLocale().toString(value, 'f', value < 1 ? 2 : 1));
}

QStringList cellsOf(const LatencyMeter::Figures& figures)
{
    const bool over = figures.budget > 0 && figures.p99 > figures.budget;
    const QString p99 = milliseconds(figures.p99);
    return {kindName(figures.kind), milliseconds(figures.p50),
            over ? PerformanceDialog::tr("%1, over budget").arg(p99) : p99,
            figures.budget > 0 ? milliseconds(figures.budget) : QString(), QLocale().toString(figures.samples)};
}

void showHeading(QTableWidget& table, int row, const QString& text)
{
    auto* item = new QTableWidgetItem(text);
    item->setFont(Theme::current().font(Type::BodyStrong));
    table.setItem(row, 0, item);
    for (int cell = 1; cell < kColumns; ++cell) // figures may have stood here before
        delete table.takeItem(row, cell);
    table.setSpan(row, 0, 1, kColumns);
}

void showFigures(QTableWidget& table, int row, const QStringList& cells)
{
    for (int cell = 0; cell < kColumns; ++cell) {
        auto* item = new QTableWidgetItem(cells.at(cell));
        if (cell > 0)
            item->setTextAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        table.setItem(row, cell, item);
    }
}

} // namespace

PerformanceDialog::PerformanceDialog(LatencyMeter& meter, QWidget* parent)
    : QDialog(parent)
    , m_meter(meter)
    , m_table(new QTableWidget)
{
    setObjectName(u"performanceDialog"_s);
    setWindowTitle(tr("Performance - Bellhop"));
    resizeWithinScreen(this, {Theme::current().px(660), Theme::current().px(500)});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(new TextLabel(tr("The last 512 of each kind. p50: half are faster; p99: ninety-nine in a hundred "
                                       "are. What exceeds its budget is in the log."),
                                    Type::Body, Ink::Dim));
    m_table->setObjectName(u"performanceTable"_s);
    m_table->setAccessibleName(tr("Performance"));
    m_table->setColumnCount(kColumns);
    m_table->setHorizontalHeaderLabels({tr("What"), tr("p50"), tr("p99"), tr("Budget"), tr("Measured")});
    for (int figure = 1; figure < m_table->columnCount(); ++figure)
        m_table->horizontalHeaderItem(figure)->setTextAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    column->addWidget(m_table, 1);
    auto* close = new PushButton(tr("Close"));
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
    connect(&meter, &LatencyMeter::changed, this, &PerformanceDialog::fill);
    fill();
}

/// Rows stay where they are while figures change: somebody may be reading them.
void PerformanceDialog::fill()
{
    const QList<LatencyMeter::Figures> all = m_meter.figures();
    std::set<LatencyMeter::Group> groups;
    for (const LatencyMeter::Figures& each : all)
        groups.insert(LatencyMeter::groupOf(each.kind));
    m_table->clearSpans();
    m_table->setRowCount(int(all.size()) + int(groups.size()));
    int row = 0;
    for (const LatencyMeter::Figures& each : all) {
        const LatencyMeter::Group group = LatencyMeter::groupOf(each.kind);
        if (groups.erase(group) > 0)
            showHeading(*m_table, row++, groupName(group));
        showFigures(*m_table, row++, cellsOf(each));
    }
}

} // namespace ui
