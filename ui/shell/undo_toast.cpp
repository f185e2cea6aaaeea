#include "ui/shell/undo_toast.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/words.h"

#include <utility>

namespace ui
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using desk::OperationKind;

namespace
{

constexpr auto kUndoLife = 8s; ///< of what is undone by its reverse
constexpr auto kNoticeLife = 6s;

} // namespace

UndoToast::UndoToast(Context context, QWidget* window)
    : Toast(window)
    , m_context(context)
    , m_stack(context.session, context.actions)
{
    setObjectName(u"toast"_s);
    undoButton()->setObjectName(u"undo"_s);
    connect(&context.actions, &models::Actions::queued, this, &UndoToast::queued);
    connect(&context.actions, &models::Actions::refused, this, &UndoToast::refused);
    connect(&context.actions, &models::Actions::withdrawn, this, &UndoToast::cameBack);
    connect(&context.actions, &models::Actions::takingBack, this, &UndoToast::takingBack);
    connect(&context.actions, &models::Actions::tooLate, this, &UndoToast::tooLate);
    connect(&m_stack, &models::UndoStack::undone, this, &UndoToast::showUndone);
    connect(&m_stack, &models::UndoStack::refused, this, &UndoToast::say);
    connect(this, &Toast::undone, this, [this] { m_stack.undo(std::exchange(m_offered, {})); });
}

void UndoToast::undoLast()
{
    if (m_stack.last())
        return m_stack.undo();
    say(tr("There is nothing left to undo."));
}

void UndoToast::say(const QString& sentence)
{
    m_offered = {};
    present(sentence, kNoticeLife, false);
}

QString UndoToast::ticketName(const desk::TicketId& id) const
{
    const auto ticket = m_context.session.read(std::optional<desk::Ticket>(),
                                               [&id](store::Reader& reader) { return reader.ticket(id); });
    return ticket ? u'#' + QString::number(ticket->number) : QString();
}

QString UndoToast::wordsFor(const desk::Operation& operation) const
{
    const QString ticket = ticketName(operation.ticket);
    switch (operation.kind) {
    case OperationKind::Reply:
        return tr("Reply to %1 is about to be sent").arg(ticket);
    case OperationKind::Close:
        return tr("Closed %1").arg(ticket);
    case OperationKind::Snooze:
        return tr("Snoozed %1").arg(ticket);
    case OperationKind::MarkSpam:
        return tr("Marked %1 as spam").arg(ticket);
    case OperationKind::NotSpam:
        return tr("Marked %1 as not spam").arg(ticket);
    case OperationKind::Reopen:
        return tr("Reopened %1").arg(ticket);
    case OperationKind::Assign:
        return tr("Assigned %1").arg(ticket);
    case OperationKind::SetTeam:
        return tr("Changed the team of %1").arg(ticket);
    case OperationKind::SetPriority:
        return tr("Changed the priority of %1").arg(ticket);
    case OperationKind::AddLabel:
        return tr("Labelled %1").arg(ticket);
    case OperationKind::RemoveLabel:
        return tr("Removed a label from %1").arg(ticket);
    default:
        return {};
    }
}

/// What waits can be taken back as if it had never been; the rest has no toast: it is in sight, and Alt+Z reaches it.
void UndoToast::queued(const desk::Operation& operation, desk::Instant undoUntil)
{
    const qint64 left = undoUntil - m_context.session.clock().now();
    const auto last = m_stack.last();
    if (!undoUntil.isSet() || left <= 0 || !last || last->id != operation.id)
        return;
    present(wordsFor(operation), std::chrono::milliseconds(left), true);
    m_offered = operation.id;
}

/// A second press undoes what was done before that.
void UndoToast::showUndone(const desk::Operation& operation)
{
    if (m_asked.contains(operation.id))
        return; // told by cameBack()
    if (operation.kind == OperationKind::Reply)
        Q_EMIT textReturned(operation.ticket, false);
    const QString what = operation.kind == OperationKind::Reply ? tr("Reply to %1").arg(ticketName(operation.ticket))
                                                                : wordsFor(operation);
    const auto next = m_stack.last();
    if (!next)
        return say(tr("Undone: %1").arg(what));
    present(tr("Undone: %1. Before that: %2").arg(what, wordsFor(*next)), kUndoLife, true);
    m_offered = next->id;
}

/// The answer of the desk, which may come much later: nobody is taken away from other work by it.
void UndoToast::cameBack(const desk::OperationId& id, bool toDraft)
{
    if (m_asked.remove(id))
        say(toDraft ? tr("It was not sent. Your text is back in its ticket's draft.")
                    : tr("It was not sent, and never will be."));
}

void UndoToast::takingBack(const desk::OperationId& id)
{
    m_asked.insert(id);
    const bool isLive = m_context.session.syncState().link == store::Link::Live;
    say(isLive
            ? tr("Taking it back: the desk is asked whether it was sent already.")
            : tr("It may have been sent already. Bellhop asks the desk as soon as it can; until then it stays here."));
}

void UndoToast::tooLate(const desk::Operation& operation)
{
    m_asked.remove(operation.id);
    if (desk::isWritten(operation))
        say(tr("It had been sent already: your message to %1 stands.").arg(ticketName(operation.ticket)));
}

/// What was written is explained where it was written; the rest has no better place than this.
void UndoToast::refused(const desk::Operation& operation, const QString& reason)
{
    if (desk::isWritten(operation) && !operation.ticket.isEmpty())
        return;
    if (operation.ticket.isEmpty())
        return say(reason);
    say(tr("%1 was not done. %2", "action, reason").arg(models::operationName(operation.kind), reason));
}

} // namespace ui
