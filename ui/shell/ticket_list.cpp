#include "ui/shell/ticket_list.h"

#include "ui/latency_meter.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;
using models::TicketListModel;

TicketList::TicketList(TicketListModel& model, LatencyMeter& latency, QWidget* parent)
    : QTableView(parent)
    , m_tickets(model)
    , m_latency(latency)
{
    setObjectName(u"ticketList"_s);
    setAccessibleName(tr("Tickets"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    Style::letBarFloat(this);
    horizontalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(1);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    FocusRing::setOwnFocus(this);
    m_still.setSingleShot(true);
    m_still.setInterval(kHoldMs);
    connect(&m_still, &QTimer::timeout, this, &TicketList::letGo);
    connect(&Theme::current(), &Theme::changed, this, &TicketList::applyTheme);
    applyTheme();
    // Before the view's own connections: the anchor is where rows stand before they move.
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this, &TicketList::keepAnchor);
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &TicketList::keepAnchor);
    connect(&model, &QAbstractItemModel::rowsAboutToBeMoved, this, &TicketList::keepAnchor);
    setModel(&model);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        m_kept.reset();
        scrollToTop();
    });
}

void TicketList::applyTheme()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Base, tokens().panel);
    setPalette(colours);
    verticalHeader()->setDefaultSectionSize(Theme::current().listRowHeight());
    verticalScrollBar()->setSingleStep(Theme::current().listRowHeight() / 2);
    viewport()->update();
}

desk::TicketId TicketList::idAt(int row) const
{
    const desk::Ticket* ticket = m_tickets.ticket(row);
    return ticket ? ticket->id : desk::TicketId();
}

desk::TicketId TicketList::current() const
{
    return currentIndex().isValid() ? idAt(currentIndex().row()) : desk::TicketId();
}

void TicketList::setShown(const desk::TicketId& ticket)
{
    const int row = ticket.isEmpty() ? -1 : m_tickets.rowOf(ticket);
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    if (row == currentIndex().row())
        return;
    setCurrentIndex(m_tickets.index(row, 0));
}

void TicketList::chooseRow(int row)
{
    if (row < 0 || row >= m_tickets.rowCount())
        return;
    const QScopedValueRollback choosing(m_choosing, true);
    setCurrentIndex(m_tickets.index(row, 0));
}

void TicketList::move(int step)
{
    const int last = m_tickets.rowCount() - 1;
    const QModelIndex at = currentIndex();
    // The row that was current has gone: what stands in its place now is the next one.
    const int from = at.isValid() ? at.row() + step : step > 0 ? m_lastRow : m_lastRow - 1;
    m_latency.pressed(LatencyMeter::Kind::OpenTicket);
    chooseRow(std::clamp(from, 0, std::max(0, last)));
}

void TicketList::moveOnFrom(const desk::TicketId& ticket)
{
    const int row = m_tickets.rowOf(ticket);
    const int last = m_tickets.rowCount() - 1;
    if (row < 0)
        return chooseRow(std::clamp(m_lastRow, 0, std::max(0, last)));
    chooseRow(row < last ? row + 1 : row - 1);
}

void TicketList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    m_lastRow = current.row();
    if (!m_choosing)
        return;
    if (const desk::TicketId id = idAt(current.row()); !id.isEmpty())
        Q_EMIT ticketChosen(id);
}

/// Qt would go on to a neighbour: a ticket that left the list must not open another one.
void TicketList::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last)
{
    const int row = currentIndex().row();
    if (row >= first && row <= last) {
        m_lastRow = first;
        clearSelection();
        setCurrentIndex({});
    }
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void TicketList::hold()
{
    m_tickets.hold();
    m_still.start();
}

void TicketList::letGo()
{
    if (m_buttons || !m_keys.isEmpty())
        return;
    if (!m_tickets.held())
        return;
    const QScopedValueRollback releasing(m_releasing, true);
    m_tickets.release();
}

void TicketList::mouseMoveEvent(QMouseEvent* event)
{
    hold();
    QTableView::mouseMoveEvent(event);
}

void TicketList::mousePressEvent(QMouseEvent* event)
{
    m_buttons = true;
    hold();
    m_latency.pressed(LatencyMeter::Kind::OpenTicket);
    if (event->button() == Qt::LeftButton)
        choosePainted(event->position().toPoint());
    else
        QTableView::mousePressEvent(event);
}

void TicketList::mouseReleaseEvent(QMouseEvent* event)
{
    m_buttons = event->buttons() != Qt::NoButton;
    QTableView::mouseReleaseEvent(event);
    m_still.start();
}

void TicketList::mouseDoubleClickEvent(QMouseEvent* event)
{
    const desk::TicketId id = paintedAt(event->position().toPoint());
    if (!id.isEmpty())
        Q_EMIT ticketEntered(id);
}

/// A click acts on the ticket that was painted there, whatever has moved since.
void TicketList::choosePainted(const QPoint& position)
{
    const desk::TicketId painted = paintedAt(position);
    if (painted.isEmpty())
        return;
    const int row = m_tickets.rowOf(painted);
    if (row < 0) {
        Q_EMIT ticketChosen(painted); // it has just left the list, and is still what was clicked
        return;
    }
    if (row == currentIndex().row())
        Q_EMIT ticketChosen(painted);
    else
        chooseRow(row);
}

desk::TicketId TicketList::paintedAt(const QPoint& position) const
{
    const int height = verticalHeader()->defaultSectionSize();
    for (const Anchor& each : m_painted) {
        if (position.y() >= each.top && position.y() < each.top + height)
            return each.ticket;
    }
    return m_painted.isEmpty() ? idAt(rowAt(position.y())) : desk::TicketId();
}

void TicketList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const desk::TicketId id = current(); !id.isEmpty())
            Q_EMIT ticketEntered(id);
        return;
    }
    m_keys.insert(event->key());
    hold();
    m_latency.pressed(LatencyMeter::Kind::Key);
    const QScopedValueRollback choosing(m_choosing, true);
    QTableView::keyPressEvent(event);
}

void TicketList::keyReleaseEvent(QKeyEvent* event)
{
    QTableView::keyReleaseEvent(event);
    if (event->isAutoRepeat())
        return;
    m_keys.remove(event->key());
    m_still.start();
}

/// A release that went elsewhere must not hold the list for ever.
void TicketList::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    m_keys.clear();
    m_buttons = false;
    m_still.start();
}

void TicketList::hideEvent(QHideEvent* event)
{
    QTableView::hideEvent(event);
    m_keys.clear();
    m_buttons = false;
    letGo();
}

void TicketList::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (m_tickets.columnCount() > 0)
        setColumnWidth(0, viewport()->width());
}

void TicketList::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    m_painted.clear();
    const int height = viewport()->height();
    for (int row = std::max(0, rowAt(0)); row < m_tickets.rowCount(); ++row) {
        const int top = rowViewportPosition(row);
        if (top >= height)
            break;
        m_painted.append({idAt(row), top});
    }
    m_latency.painted(LatencyMeter::Kind::Key);
}

/// The selected row where it is in sight; else the first one, once the list has been scrolled.
std::optional<TicketList::Anchor> TicketList::anchor() const
{
    const bool scrolled = verticalScrollBar()->value() > 0;
    if (!scrolled && !m_releasing)
        return std::nullopt;
    const QModelIndex at = currentIndex();
    const int height = viewport()->height();
    if (at.isValid()) {
        const int top = rowViewportPosition(at.row());
        if (top > -verticalHeader()->defaultSectionSize() && top < height)
            return Anchor{idAt(at.row()), top};
    }
    if (!scrolled)
        return std::nullopt;
    const int first = rowAt(0);
    return first < 0 ? std::nullopt : std::optional(Anchor{idAt(first), rowViewportPosition(first)});
}

void TicketList::keepAnchor()
{
    if (m_kept)
        return;
    m_kept = anchor();
    if (m_kept)
        QMetaObject::invokeMethod(this, &TicketList::restoreAnchor, Qt::QueuedConnection); // before the next paint
}

void TicketList::restoreAnchor()
{
    const auto kept = std::exchange(m_kept, std::nullopt);
    if (!kept)
        return;
    const int row = m_tickets.rowOf(kept->ticket);
    if (row < 0)
        return;
    executeDelayedItemsLayout();
    QScrollBar* bar = verticalScrollBar();
    bar->setValue(bar->value() + rowViewportPosition(row) - kept->top);
}

} // namespace ui
