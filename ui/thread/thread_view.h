#pragma once
// A thread of any length at constant cost: heights for all rows, widgets only near the viewport (THR-1, BEY-8).

#include "models/thread_model.h"
#include "ui/thread/column_heights.h"
#include "ui/thread/message_card.h"

#include <QAbstractScrollArea>
#include <QHash>

namespace ui
{

inline constexpr int kThreadPadding = 16; ///< above the first and below the last row

class ThreadView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    ThreadView(CardServices services, models::ThreadModel& model, QWidget* parent = nullptr);
    ~ThreadView() override;

    /// The first message that was unread when the ticket was opened gets a line above it; the thread opens there.
    void openAt(std::optional<store::MessageKey> firstUnread);
    /// Of the open ticket; shown on the messages that they made.
    void setPending(const QList<store::OutboxRow>& rows);

    bool isAtEnd() const { return m_atEnd; }
    void scrollToEnd();
    int liveCards() const { return int(m_cards.size()); }
    MessageCard* card(store::MessageKey key) const { return m_cards.value(key.value); }
    models::ThreadModel& model() const { return m_model; }
    int rowOf(store::MessageKey key) const; ///< -1 when it is not loaded
    int rowAt(int y) const;                 ///< the row at or nearest to `y` of the viewport; -1 = there is none
    QRect rowRect(int row) const;           ///< in the viewport's coordinates, estimated where no card was made yet
    void ensureRow(int row);                ///< scrolls until the row is in sight
    void showFrom(int row);                 ///< keeps the row's top in sight, whatever becomes of its height
    void focusRow(int row);                 ///< the same, and gives it the keyboard
    /// The newest message of the desk that was in sight, in the window in front, since the ticket was opened: what the
    /// stale-send guard goes by (docs/decisions/0008-what-was-seen.md). Empty = none was.
    const desk::Seen& lastShown() const { return m_lastShown; }
    /// Puts the keyboard on the newest message that is in sight.
    void focusNewest();

Q_SIGNALS:
    void endReached(bool atEnd);

protected:
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// What must not move when heights change: a row and how far its top is from the viewport's.
    struct Anchor {
        int row = 0;
        qint64 offset = 0;
    };
    void reset();
    void inserted(int first, int last);
    void removed(int first, int last);
    void changed(int first, int last);
    void scheduleLayout();
    void layoutNow();
    bool measure(int first, int last);
    void placeCards(int first, int last);
    void releaseFar(int first, int last);
    MessageCard* makeCard(int row);
    void putAside(MessageCard* card);
    CardContent contentOf(int row) const;
    QString headingOf(int row) const;
    Anchor anchorAt(qint64 scroll) const;
    qint64 scrollOf(const Anchor& anchor) const;
    void setScroll(qint64 scroll);
    qint64 contentTop() const;
    int columnWidth() const;
    int rowInSight() const;
    void wantOlder(int firstRow);
    void setAtEnd(bool atEnd);
    MessageCard* focusedCard() const;
    void noteShown(const MessageCard& card);
    desk::Seen seenWith(const desk::Message& message) const;
    void forgetGone();

    CardServices m_services;
    models::ThreadModel& m_model;
    ColumnHeights m_column;
    QHash<qint64, MessageCard*> m_cards;
    QList<MessageCard*> m_spare; ///< hidden, to be used again: making one costs more than filling it
    QHash<desk::OperationId, store::OutboxRow> m_pending;
    std::optional<store::MessageKey> m_firstUnread;
    desk::Seen m_lastShown;
    Anchor m_anchor;
    qint64 m_scroll = 0;
    bool m_atEnd = true;
    bool m_fresh = false; ///< opened and not painted yet: only what is in sight is made
    bool m_placing = false;
    bool m_scheduled = false;
    bool m_olderAsked = false;
};

} // namespace ui
