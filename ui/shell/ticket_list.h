#pragma once
// The ticket list's view: rows of one height, still under a hand that is about to act (BEY-6).

#include "desk/ids.h"
#include "models/ticket_list_model.h"

#include <QSet>
#include <QTableView>
#include <QTimer>

#include <optional>

namespace ui
{

class LatencyMeter;

/// Chooses tickets by mouse and keyboard; changes of the model alone never choose one.
///
/// The order is held while a button or key is down and for kHoldMs after the pointer last moved over it.
class TicketList : public QTableView
{
    Q_OBJECT

public:
    static constexpr int kHoldMs = 400;

    TicketList(models::TicketListModel& model, LatencyMeter& latency, QWidget* parent = nullptr);

    /// Marks the ticket as current without choosing it; an empty or unlisted id marks none.
    void setShown(const desk::TicketId& ticket);
    /// Chooses the row `step` below (above when negative) the current one, or the nearest to where it was.
    void move(int step);
    /// Chooses the row after `ticket`, or before it when it was the last.
    void moveOnFrom(const desk::TicketId& ticket);
    desk::TicketId current() const;

Q_SIGNALS:
    void ticketChosen(const desk::TicketId& ticket);
    void ticketEntered(const desk::TicketId& ticket); ///< Return or a double click: on to the thread

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    /// A letter that is no command must not open another customer's ticket.
    void keyboardSearch(const QString&) override {}
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Anchor {
        desk::TicketId ticket;
        int top = 0; ///< of its row, in the viewport
    };
    void applyTheme();
    void hold();
    void letGo();
    void chooseRow(int row);
    void choosePainted(const QPoint& position);
    desk::TicketId idAt(int row) const;
    desk::TicketId paintedAt(const QPoint& position) const;
    std::optional<Anchor> anchor() const;
    void keepAnchor();
    void restoreAnchor();

    models::TicketListModel& m_tickets;
    LatencyMeter& m_latency;
    QTimer m_still; ///< the pointer has not moved for long enough
    QSet<int> m_keys;
    QList<Anchor> m_painted; ///< what stands on the screen now
    std::optional<Anchor> m_kept;
    int m_lastRow = 0; ///< where the current row was
    bool m_buttons = false;
    bool m_choosing = false;
    bool m_releasing = false;
};

} // namespace ui
