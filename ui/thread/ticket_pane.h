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
    const desk::TicketId& ticket() const;
    /// Adds the commands that act on the open ticket (ticket.assign-me, ticket.snooze, ticket.close ...).
    void addCommands();
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
