#pragma once
// Says what was done and offers to undo it while that is possible (BEY-12).

#include "desk/operation.h"
#include "ui/context.h"
#include "ui/widgets/toast.h"

namespace ui
{

/// A reply that is held can be taken back to the composer; closing, snoozing and spam are undone by their opposite.
class UndoToast : public Toast
{
    Q_OBJECT

public:
    UndoToast(Context context, QWidget* window);

    void say(const QString& sentence); ///< a notice without undo

Q_SIGNALS:
    void textReturned(const desk::TicketId& ticket, bool note); ///< an undone text is a draft again

private:
    void queued(const desk::Operation& operation, desk::Instant undoUntil);
    void refused(const desk::Operation& operation, const QString& reason);
    void undo();
    QString wordsFor(const desk::Operation& operation) const;
    QString ticketName(const desk::TicketId& ticket) const;

    Context m_context;
    desk::Operation m_operation;
};

} // namespace ui
