#pragma once
// Says what was done and offers to undo it while that is possible (BEY-12).

#include "desk/operation.h"
#include "models/undo_stack.h"
#include "ui/context.h"
#include "ui/widgets/toast.h"

#include <QSet>

namespace ui
{

/// What is held is taken back as if it had never been, a reply to the composer; what is with the desk is brought back
/// exactly as it was, the last actions one after the other.
class UndoToast : public Toast
{
    Q_OBJECT

public:
    UndoToast(Context context, QWidget* window);

    void say(const QString& sentence); ///< a notice without undo
    void undoLast();                   ///< whether it is shown or not

Q_SIGNALS:
    void textReturned(const desk::TicketId& ticket, bool note); ///< an undone text is a draft again

private:
    void queued(const desk::Operation& operation, desk::Instant undoUntil);
    void refused(const desk::Operation& operation, const QString& reason);
    void showUndone(const desk::Operation& operation);
    void cameBack(const desk::OperationId& id, bool toDraft);
    void takingBack(const desk::OperationId& id);
    void tooLate(const desk::Operation& operation);
    QString wordsFor(const desk::Operation& operation) const;
    QString ticketName(const desk::TicketId& ticket) const;

    Context m_context;
    models::UndoStack m_stack;
    desk::OperationId m_offered;     ///< by the button
    QSet<desk::OperationId> m_asked; ///< of the desk: whether they went
};

} // namespace ui
