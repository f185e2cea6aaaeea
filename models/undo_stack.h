#pragma once
// What the agent did last and can still take back, newest first (BEY-12). Undo restores exactly what was there before.

#include "models/actions.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <optional>

namespace models
{

class DeskSession;

class UndoStack : public QObject
{
    Q_OBJECT

public:
    UndoStack(DeskSession& session, Actions& actions, QObject* parent = nullptr);

    /// What undo() would take back; unset = nothing is left. What can be taken back no more is dropped on the way.
    std::optional<desk::Operation> last();
    /// Takes the newest back: one that has not gone is withdrawn, one that is with the desk gets its exact reverse.
    void undo();
    /// The same for that one, wherever it stands.
    void undo(const desk::OperationId& id);

Q_SIGNALS:
    /// It was taken back, or its reverse is in the outbox.
    void undone(const desk::Operation& operation);
    /// It cannot be; nothing was changed.
    void refused(const QString& reason);

private:
    void keep(const TicketStep& step);
    void take(const TicketStep& step);
    void reverse(const TicketStep& step);
    void cameBack(const desk::OperationId& id);
    void wentFirst(const desk::OperationId& id);
    bool isOver(const TicketStep& step) const;
    bool isHeld(const desk::OperationId& id) const;
    std::optional<TicketStep> takeReturning(const desk::OperationId& id);

    DeskSession& m_session;
    Actions& m_actions;
    QList<TicketStep> m_steps;                            ///< oldest first
    QList<TicketStep> m_returning;                        ///< their withdrawal is under way
    QHash<desk::OperationId, desk::Operation> m_reversed; ///< by the reverse, which is no action of its own to undo
};

} // namespace models
