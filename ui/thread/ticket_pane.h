#pragma once
// The middle of the window: header with the ticket's commands, thread, composer.

#include "desk/ids.h"
#include "ui/context.h"

#include <QWidget>

#include <memory>

namespace ui
{

class TicketPane : public QWidget
{
    Q_OBJECT

public:
    explicit TicketPane(Context context, QWidget* parent = nullptr);
    ~TicketPane() override;

    void open(const desk::TicketId& ticket); ///< empty id: the empty state
    /// The ticket is the pane's from now on, and is shown by settle(): whoever chose it in the list sees the row marked
    /// without waiting for the thread, and keys that come faster than threads open skip those between.
    void openSoon(const desk::TicketId& ticket);
    /// Shows what openSoon() asked for. Done by itself when the keyboard comes into the pane, and soon in any case.
    void settle();
    bool isOpening() const; ///< between openSoon() and settle()
    const desk::TicketId& ticket() const;
    /// Adds the commands that act on the open ticket (ticket.assign-me, ticket.snooze, ticket.close ...).
    void addCommands();
    QWidget* readingArea() const; ///< the messages, without the controls above and below them
    void focusComposer(bool note);
    void focusThread();

Q_SIGNALS:
    void ticketFinished(const desk::TicketId& ticket); ///< closed or snoozed here: the shell may go to the next one

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
