#pragma once
// Over the thread: what the ticket is, and its commands (TKT-1, TKT-2).

#include "desk/ticket.h"
#include "ui/context.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QWidget>

class QMenu;

namespace ui
{

class TicketHeader : public QWidget
{
    Q_OBJECT

public:
    explicit TicketHeader(Context context, QWidget* parent = nullptr);

    void setTicket(const desk::Ticket& ticket);
    // Opened from keys too.
    void openAssignMenu();
    void openSnoozeMenu();
    void openLabels();
    void toggleClosed();
    void assignToMe();
    void toggleSpam();
    void markUnread();

Q_SIGNALS:
    void finished(const desk::TicketId& ticket); ///< closed or snoozed

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillAssignMenu();
    void fillMoreMenu();
    void snooze(desk::Instant until);
    QString summary() const;
    void fit();

    Context m_context;
    desk::Ticket m_ticket;
    QString m_who; ///< on the assign button
    ElidedLabel* m_subject;
    ElidedLabel* m_summary;
    PushButton* m_assign;
    PushButton* m_snooze;
    PushButton* m_close;
    IconButton* m_more;
    QMenu* m_assignMenu;
    QMenu* m_snoozeMenu;
    QMenu* m_moreMenu;
};

} // namespace ui
