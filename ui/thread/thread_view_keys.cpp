// Reading a thread by keyboard: which card has the focus, and where the keys lead.
#include "ui/thread/thread_view.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>

namespace ui
{

MessageCard* ThreadView::focusedCard() const
{
    for (QWidget* widget = QApplication::focusWidget(); widget && widget != viewport(); widget = widget->parentWidget())
        if (auto* card = qobject_cast<MessageCard*>(widget))
            return card->parentWidget() == viewport() ? card : nullptr;
    return nullptr;
}

int ThreadView::rowOf(store::MessageKey key) const
{
    int low = 0;
    int high = m_model.rowCount();
    while (low < high) {
        const int middle = (low + high) / 2;
        (m_model.at(middle).key < key ? low = middle + 1 : high = middle);
    }
    return low < m_model.rowCount() && m_model.at(low).key == key ? low : -1;
}

int ThreadView::rowInSight() const
{
    return m_column.rowAt(m_scroll + viewport()->height() - contentTop() - kThreadPadding - 1);
}

void ThreadView::focusNewest()
{
    if (m_column.count() == 0)
        setFocus(Qt::OtherFocusReason);
    else
        focusRow(rowInSight());
}

void ThreadView::ensureRow(int row)
{
    if (row < 0 || row >= m_column.count())
        return;
    const qint64 top = contentTop() + m_column.top(row);
    const qint64 bottom = top + m_column.height(row);
    if (top < m_scroll || bottom > m_scroll + viewport()->height()) {
        const bool up = top < m_scroll;
        setAtEnd(row == m_column.count() - 1 && !up);
        m_anchor = {row,
                    up ? kThreadPadding
                       : qMax<qint64>(kThreadPadding, viewport()->height() - m_column.height(row) - kThreadPadding)};
        layoutNow();
    }
}

void ThreadView::showFrom(int row)
{
    if (row < 0 || row >= m_column.count())
        return;
    setAtEnd(false);
    m_anchor = {row, qMax(kThreadPadding, contentTop() + m_column.top(row) - m_scroll)};
    layoutNow();
}

void ThreadView::focusRow(int row)
{
    if (row < 0 || row >= m_column.count())
        return;
    ensureRow(row);
    MessageCard* card = m_cards.value(m_model.at(row).key.value);
    if (!card) { // a row that has just come is not laid out yet
        layoutNow();
        card = m_cards.value(m_model.at(row).key.value);
    }
    if (card)
        card->setFocus(Qt::ShortcutFocusReason);
    else
        setFocus(Qt::ShortcutFocusReason);
}

void ThreadView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        focusRow(rowInSight());
}

void ThreadView::keyPressEvent(QKeyEvent* event)
{
    const MessageCard* focused = focusedCard();
    const int row = focused ? rowOf(focused->key()) : rowInSight();
    QScrollBar* bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        // A card that is taller than the viewport is read to its end before the next one.
        if (focused && event->key() == Qt::Key_Up && focused->y() < 0)
            return bar->triggerAction(QScrollBar::SliderSingleStepSub);
        if (focused && event->key() == Qt::Key_Down && focused->geometry().bottom() > viewport()->height())
            return bar->triggerAction(QScrollBar::SliderSingleStepAdd);
        return focusRow(focused ? row + (event->key() == Qt::Key_Up ? -1 : 1) : row);
    case Qt::Key_PageUp:
        return bar->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_PageDown:
        return bar->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_Home:
        return focusRow(0);
    case Qt::Key_End:
        return focusRow(m_column.count() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (focused)
            m_cards.value(focused->key().value)->toggleQuoted();
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace ui
