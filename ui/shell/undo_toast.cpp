#include "ui/shell/undo_toast.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "models/words.h"

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using desk::OperationKind;

namespace
{

constexpr auto kUndoLife = 6s; ///< of what is undone by its opposite
constexpr auto kNoticeLife = 6s;

bool hasOpposite(OperationKind kind)
{
    return kind == OperationKind::Close || kind == OperationKind::Snooze || kind == OperationKind::MarkSpam;
}

} // namespace

UndoToast::UndoToast(Context context, QWidget* window)
    : Toast(window)
    , m_context(context)
{
    setObjectName(u"toast"_s);
    undoButton()->setObjectName(u"undo"_s);
    connect(&context.actions, &models::Actions::queued, this, &UndoToast::queued);
    connect(&context.actions, &models::Actions::refused, this, &UndoToast::refused);
    connect(&context.actions, &models::Actions::withdrawn, this, [this](const desk::OperationId& id, bool toDraft) {
        if (toDraft && id == m_operation.id)
            Q_EMIT textReturned(m_operation.ticket, m_operation.kind == OperationKind::Note);
    });
    connect(this, &Toast::undone, this, &UndoToast::undo);
}

void UndoToast::say(const QString& sentence)
{
    m_operation = {};
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
    default:
        return {};
    }
}

void UndoToast::queued(const desk::Operation& operation, desk::Instant undoUntil)
{
    const bool held = undoUntil.isSet();
    if (!held && !hasOpposite(operation.kind))
        return;
    const qint64 left = undoUntil - m_context.session.clock().now();
    if (held && left <= 0)
        return;
    present(wordsFor(operation), held ? std::chrono::milliseconds(left) : std::chrono::milliseconds(kUndoLife), true);
    m_operation = operation;
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

void UndoToast::undo()
{
    models::Actions& actions = m_context.actions;
    switch (m_operation.kind) {
    case OperationKind::Close:
    case OperationKind::Snooze:
        actions.reopen(m_operation.ticket);
        return;
    case OperationKind::MarkSpam:
        actions.markSpam(m_operation.ticket, false);
        return;
    default:
        actions.withdraw(m_operation.id, true);
    }
}

} // namespace ui
