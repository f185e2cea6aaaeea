#include "ui/shell/performance_dialog.h"

#include "ui/latency_meter.h"
#include "ui/shell/window_memory.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

QString kindName(const QByteArray& kind)
{
    if (kind == "open-ticket")
        return PerformanceDialog::tr("Open a ticket");
    if (kind == "switch-view")
        return PerformanceDialog::tr("Switch the view");
    if (kind == "key")
        return PerformanceDialog::tr("Key press");
    if (kind == "search")
        return PerformanceDialog::tr("Search as you type");
    return QString::fromLatin1(kind);
}

QString milliseconds(double value)
{
    return PerformanceDialog::tr("%1 ms").arg(QLocale().toString(value, 'f', 1));
}

} // namespace

PerformanceDialog::PerformanceDialog(LatencyMeter& meter, QWidget* parent)
    : QDialog(parent)
    , m_meter(meter)
    , m_table(new QTableWidget)
{
    setObjectName(u"performanceDialog"_s);
    setWindowTitle(tr("Performance - Bellhop"));
    resizeWithinScreen(this, {Theme::current().px(620), Theme::current().px(340)});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(new TextLabel(tr("From a press to what it shows, over the last 512 of each kind. p50: half are "
                                       "faster; p99: ninety-nine in a hundred are."),
                                    Type::Body, Ink::Dim));
    m_table->setObjectName(u"performanceTable"_s);
    m_table->setAccessibleName(tr("Performance"));
    m_table->setColumnCount(5);
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

void PerformanceDialog::fill()
{
    const QList<LatencyMeter::Figures> all = m_meter.figures();
    m_table->setRowCount(int(all.size()));
    for (int row = 0; row < all.size(); ++row) {
        const LatencyMeter::Figures& each = all.at(row);
        const bool over = each.budget > 0 && each.p99 > each.budget;
        const QStringList cells{kindName(each.name), milliseconds(each.p50),
                                over ? tr("%1, over budget").arg(milliseconds(each.p99)) : milliseconds(each.p99),
                                each.budget > 0 ? milliseconds(each.budget) : QString(),
                                QLocale().toString(each.samples)};
        for (int cell = 0; cell < cells.size(); ++cell) {
            auto* item = new QTableWidgetItem(cells.at(cell));
            if (cell > 0)
                item->setTextAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
            m_table->setItem(row, cell, item);
        }
    }
}

} // namespace ui
