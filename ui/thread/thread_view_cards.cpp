// The cards of a thread: filled for the rows near the viewport, used again, and what of them its reader has seen.
#include "ui/thread/thread_accessible.h"
#include "ui/thread/thread_view.h"

#include <QEvent>

namespace ui
{

namespace
{
constexpr int kSpare = 16; ///< cards kept for the next messages
} // namespace

CardContent ThreadView::contentOf(int row) const
{
    CardContent content;
    content.entry = m_model.at(row);
    content.heading = headingOf(row);
    content.firstUnread = m_firstUnread == content.entry.key;
    const auto pending = m_pending.constFind(content.entry.message.operation);
    if (pending != m_pending.constEnd() && !content.entry.message.operation.isEmpty() &&
        content.entry.message.kind != desk::MessageKind::Event)
        content.pending = *pending;
    return content;
}

MessageCard* ThreadView::makeCard(int row)
{
    MessageCard* card = m_spare.isEmpty() ? nullptr : m_spare.takeLast();
    if (!card) {
        card = new MessageCard(m_services, viewport());
        connect(card, &MessageCard::heightChanged, this, &ThreadView::scheduleLayout);
        connect(card, &MessageCard::pageTurned, this, [this, card] { showFrom(rowOf(card->key())); });
        connect(card, &MessageCard::painted, this, [this, card] { noteShown(*card); });
    }
    card->show(contentOf(row));
    m_cards.insert(m_model.at(row).key.value, card);
    return card;
}

/// Half of a message, or half a view of a long one, is enough to know that it is there.
void ThreadView::noteShown(const MessageCard& card)
{
    const int visible = card.geometry().intersected(viewport()->rect()).height();
    const bool inFront = window()->isActiveWindow() && !window()->isMinimized();
    if (inFront && 2 * visible >= qMin(card.height(), viewport()->height()))
        m_lastShown = desk::newest(m_lastShown, seenWith(card.message()));
}

/// What waits stands behind what its author had seen: a screen full of it hides nothing new.
desk::Seen ThreadView::seenWith(const desk::Message& message) const
{
    if (models::ThreadModel::isWithDesk(message))
        return desk::seenIn(message);
    const auto pending = m_pending.constFind(message.operation);
    for (int row = pending == m_pending.constEnd() ? -1 : m_model.rowCount() - 1; row >= 0; --row) {
        if (m_model.at(row).message.id == pending->operation.seen)
            return desk::seenIn(m_model.at(row).message);
    }
    return {}; // or it is gone
}

/// A desk that was restored does not know the message that was seen last: what stands above it was seen as well.
void ThreadView::forgetGone()
{
    for (int row = m_model.rowCount() - 1; row >= 0 && !m_lastShown.isEmpty(); --row) {
        const desk::Message& message = m_model.at(row).message;
        const desk::Seen here = desk::seenIn(message);
        if (models::ThreadModel::isWithDesk(message) && desk::newest(here, m_lastShown).id == m_lastShown.id) {
            m_lastShown = here;
            return;
        }
    }
    m_lastShown = {};
}

/// What came while the window was behind others is seen once it is in front.
bool ThreadView::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate)
        for (const MessageCard* card : std::as_const(m_cards))
            noteShown(*card);
    return QAbstractScrollArea::event(event);
}

/// The card is no message's any more; what it holds goes when it is filled anew. A screen reader may hold on to it, and
/// must not find another message in it.
void ThreadView::putAside(MessageCard* card)
{
    card->hide();
    if (m_spare.size() < kSpare && !ThreadAccessible::isHeard())
        m_spare.append(card);
    else
        card->deleteLater();
}

} // namespace ui
