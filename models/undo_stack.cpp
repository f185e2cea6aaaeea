#include "models/undo_stack.h"

#include "models/desk_session.h"

#include <algorithm>

namespace models
{

using desk::OperationKind;

namespace
{

constexpr qsizetype kMost = 10;

bool isUndoable(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Reply: // while it is held
    case OperationKind::Assign:
    case OperationKind::SetTeam:
    case OperationKind::Snooze:
    case OperationKind::Close:
    case OperationKind::Reopen:
    case OperationKind::AddLabel:
    case OperationKind::RemoveLabel:
    case OperationKind::SetPriority:
    case OperationKind::MarkSpam:
    case OperationKind::NotSpam:
        return true;
    case OperationKind::Note:
    case OperationKind::MarkRead:
    case OperationKind::MarkUnread:
    case OperationKind::Restore:
        return false;
    }
    return false;
}

/// Decision 9: such a chat never opens again.
bool endsChat(const TicketStep& step)
{
    return step.after.channel == desk::Channel::WebChat && step.after.status == desk::Status::Closed &&
           step.before.status != desk::Status::Closed;
}

} // namespace

UndoStack::UndoStack(DeskSession& session, Actions& actions, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
{
    connect(&actions, &Actions::changedTicket, this, &UndoStack::keep);
    connect(&actions, &Actions::withdrawn, this, [this](const desk::OperationId& id) { cameBack(id); });
    connect(&actions, &Actions::tooLate, this, [this](const desk::Operation& operation) { wentFirst(operation.id); });
    connect(&actions, &Actions::queued, this, [this](const desk::Operation& operation) {
        if (m_reversed.contains(operation.id))
            Q_EMIT undone(m_reversed.take(operation.id));
    });
    connect(&actions, &Actions::refused, this, [this](const desk::Operation& operation) {
        m_reversed.remove(operation.id);
        wentFirst(operation.id);
    });
}

void UndoStack::keep(const TicketStep& step)
{
    if (!isUndoable(step.operation.kind) || m_reversed.contains(step.operation.id))
        return;
    m_steps.append(step);
    if (m_steps.size() > kMost)
        m_steps.removeFirst();
}

bool UndoStack::isHeld(const desk::OperationId& id) const
{
    const QList<store::OutboxRow>& rows = m_session.outbox();
    return std::any_of(rows.begin(), rows.end(), [&id](const store::OutboxRow& row) {
        const bool waits = row.state == store::OutboxState::Held || row.state == store::OutboxState::Queued;
        return row.operation.id == id && waits && !store::mayHaveGone(row);
    });
}

bool UndoStack::isOver(const TicketStep& step) const
{
    return (step.operation.kind == OperationKind::Reply || endsChat(step)) && !isHeld(step.operation.id);
}

std::optional<desk::Operation> UndoStack::last()
{
    while (!m_steps.isEmpty() && isOver(m_steps.last()))
        m_steps.removeLast();
    return m_steps.isEmpty() ? std::nullopt : std::optional(m_steps.last().operation);
}

void UndoStack::undo()
{
    if (last())
        take(m_steps.takeLast());
}

void UndoStack::undo(const desk::OperationId& id)
{
    for (qsizetype i = 0; i < m_steps.size(); ++i)
        if (m_steps.at(i).operation.id == id)
            return take(m_steps.takeAt(i));
}

void UndoStack::take(const TicketStep& step)
{
    if (isHeld(step.operation.id)) {
        m_returning.append(step);
        return m_actions.withdraw(step.operation.id, step.operation.kind == OperationKind::Reply);
    }
    if (isOver(step)) {
        Q_EMIT refused(endsChat(step) ? tr("This web chat is closed at the desk and cannot be opened again.")
                                      : tr("The desk has it already, so it cannot be taken back."));
        return;
    }
    reverse(step);
}

/// The desk has it, or will have it before its reverse: both go in the ticket's order.
void UndoStack::reverse(const TicketStep& step)
{
    const desk::Operation& operation = step.operation;
    if (endsChat(step)) {
        Q_EMIT refused(tr("This web chat is closed at the desk and cannot be opened again."));
        return;
    }
    if (operation.kind == OperationKind::AddLabel)
        m_reversed.insert(m_actions.removeLabel(operation.ticket, operation.label), operation);
    else if (operation.kind == OperationKind::RemoveLabel)
        m_reversed.insert(m_actions.addLabel(operation.ticket, operation.label), operation);
    else if (m_session.can(desk::Capability::Restore))
        m_reversed.insert(m_actions.restore(step), operation);
    else
        Q_EMIT refused(tr("This desk's server is older and cannot bring back exactly what was there. Nothing was "
                          "changed; set it by hand."));
}

void UndoStack::cameBack(const desk::OperationId& id)
{
    m_steps.removeIf([&id](const TicketStep& step) { return step.operation.id == id; });
    if (const auto step = takeReturning(id))
        Q_EMIT undone(step->operation);
}

/// It was sent between the press and the withdrawal.
void UndoStack::wentFirst(const desk::OperationId& id)
{
    const auto step = takeReturning(id);
    if (step && step->operation.kind != OperationKind::Reply)
        reverse(*step);
}

std::optional<TicketStep> UndoStack::takeReturning(const desk::OperationId& id)
{
    for (qsizetype i = 0; i < m_returning.size(); ++i)
        if (m_returning.at(i).operation.id == id)
            return m_returning.takeAt(i);
    return std::nullopt;
}

} // namespace models
