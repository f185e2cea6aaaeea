// From what is written into the outbox: once, whatever is shown when the answer comes.
#include "ui/composer/composer.h"

#include "desk/variables.h"
#include "models/actions.h"
#include "models/draft_keeper.h"
#include "ui/composer/composer_edit.h"
#include "ui/widgets/banner.h"

#include <QAction>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

bool Composer::maySend() const
{
    if (m_ticket.id.isEmpty() || isSending() || m_context.actions.isReturningText())
        return false;
    if (!hasContent())
        return false;
    if (m_note)
        return true;
    return m_state.verdict.state != desk::ReplyState::Refused && measured().fits;
}

void Composer::refreshButtons()
{
    const bool may = maySend();
    m_send->setEnabled(may);
    m_sendAndClose->setEnabled(may);
    for (QAction* way : std::as_const(m_sendWays))
        way->setEnabled(may);
}

QStringList Composer::unfilled() const
{
    return m_note ? QStringList() : desk::stillOpen(m_leftOpen, m_edit->toPlainText());
}

void Composer::send(desk::ThenDo then, desk::Instant until)
{
    if (!maySend())
        return;
    if (const QStringList open = unfilled(); !open.isEmpty()) {
        showTrouble(tr("Nothing was sent: %1 has no value for this customer. Write it in or take it out.")
                        .arg(open.join(u", "_s)));
        m_edit->setFocus();
        return;
    }
    keep();
    const desk::Draft draft = current();
    m_context.drafts.edit(draft);
    m_context.drafts.flush(); // a crash between here and the outbox keeps the text
    m_trouble->hide();
    if (then == desk::ThenDo::Nothing)
        then = m_macroThen;
    if (isArriving(m_ticket.id, m_note)) {
        takeWish(m_ticket.id, m_note);
        m_wishes.append({m_ticket.id, m_note, then, until});
        return refreshMeters();
    }
    submit(draft, then, until);
    signalTyping(false);
    refresh();
}

void Composer::submit(const desk::Draft& draft, desk::ThenDo then, desk::Instant until)
{
    models::Actions& actions = m_context.actions;
    const desk::OperationId id = draft.note ? actions.note(draft) : actions.reply(draft, then, until);
    m_sending.append({id, draft.ticket, draft.note, draft.note ? desk::ThenDo::Nothing : then});
}

std::optional<Composer::SendWish> Composer::takeWish(const desk::TicketId& ticket, bool note)
{
    for (qsizetype i = 0; i < m_wishes.size(); ++i)
        if (m_wishes.at(i).ticket == ticket && m_wishes.at(i).note == note)
            return m_wishes.takeAt(i);
    return std::nullopt;
}

bool Composer::isSending() const
{
    return std::any_of(m_sending.begin(), m_sending.end(), [this](const Sending& one) { return isShown(one); });
}

std::optional<Composer::Sending> Composer::takeSending(const desk::OperationId& id)
{
    for (qsizetype i = 0; i < m_sending.size(); ++i)
        if (m_sending.at(i).operation == id)
            return m_sending.takeAt(i);
    return std::nullopt;
}

/// The file holds the end of the draft already; what else is being written meanwhile stays as it is.
void Composer::queued(const desk::Operation& operation)
{
    const bool note = operation.kind == desk::OperationKind::Note;
    if (!note && operation.kind != desk::OperationKind::Reply)
        return;
    m_context.drafts.forget(operation.ticket, note);
    const std::optional<Sending> sent = takeSending(operation.id);
    if (!sent)
        return;
    if (isShown(*sent)) {
        m_macroThen = desk::ThenDo::Nothing;
        showDraft();
    }
    if (sent->then != desk::ThenDo::Nothing && sent->ticket == m_ticket.id)
        Q_EMIT finishing(operation.ticket);
}

void Composer::refused(const desk::Operation& operation, const QString& reason)
{
    const std::optional<Sending> sent = takeSending(operation.id);
    if (operation.ticket != m_ticket.id && !operation.ticket.isEmpty())
        return;
    showTrouble(reason);
    refresh();
    if (sent && isShown(*sent))
        m_edit->setFocus();
}

} // namespace ui
