#include "models/actions.h"

#include "models/desk_session.h"
#include "models/remote.h"
#include "store/writer.h"

#include <QTimer>
#include <QUuid>

#include <memory>
#include <utility>

namespace models
{

using desk::OperationKind;

namespace
{

constexpr qint64 kMailUndo = 5 * desk::kSecond;
constexpr qint64 kTicketUndo = 5 * desk::kSecond; ///< closing, snoozing, spam: until then it has not happened yet

desk::OperationId newId()
{
    return desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
}

desk::Operation on(const desk::TicketId& ticket, OperationKind kind)
{
    desk::Operation operation;
    operation.ticket = ticket;
    operation.kind = kind;
    return operation;
}

desk::Operation written(const desk::Draft& draft, OperationKind kind)
{
    desk::Operation operation = on(draft.ticket, kind);
    operation.text = draft.text;
    operation.html = draft.html;
    operation.seen = draft.seen.id;
    return operation;
}

} // namespace

Actions::Actions(DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &DeskSession::changed, this,
            [this](const store::ChangeSet& changes) { settled(changes.takenBack); });
}

desk::OperationId Actions::reply(const desk::Draft& draft, desk::ThenDo then, desk::Instant until)
{
    desk::Operation operation = written(draft, OperationKind::Reply);
    operation.then = then;
    operation.until = until;
    const auto ticket = m_session.read(std::optional<desk::Ticket>(),
                                       [&](store::Reader& reader) { return reader.ticket(draft.ticket); });
    return submit(std::move(operation), draft.files, ticket ? undoTime(ticket->channel) : 0, true);
}

desk::OperationId Actions::note(const desk::Draft& draft)
{
    return submit(written(draft, OperationKind::Note), draft.files, 0, true);
}

desk::OperationId Actions::assign(const desk::TicketId& ticket, const desk::AgentId& agent)
{
    desk::Operation operation = on(ticket, OperationKind::Assign);
    operation.assignee = agent;
    return submit(std::move(operation));
}

desk::OperationId Actions::setTeam(const desk::TicketId& ticket, const desk::TeamId& team)
{
    desk::Operation operation = on(ticket, OperationKind::SetTeam);
    operation.team = team;
    return submit(std::move(operation));
}

desk::OperationId Actions::snooze(const desk::TicketId& ticket, desk::Instant until)
{
    desk::Operation operation = on(ticket, OperationKind::Snooze);
    operation.until = until;
    return submit(std::move(operation), {}, kTicketUndo);
}

desk::OperationId Actions::close(const desk::TicketId& ticket)
{
    return submit(on(ticket, OperationKind::Close), {}, kTicketUndo);
}

desk::OperationId Actions::reopen(const desk::TicketId& ticket)
{
    return submit(on(ticket, OperationKind::Reopen));
}

desk::OperationId Actions::addLabel(const desk::TicketId& ticket, const desk::LabelId& label)
{
    desk::Operation operation = on(ticket, OperationKind::AddLabel);
    operation.label = label;
    return submit(std::move(operation));
}

desk::OperationId Actions::removeLabel(const desk::TicketId& ticket, const desk::LabelId& label)
{
    desk::Operation operation = on(ticket, OperationKind::RemoveLabel);
    operation.label = label;
    return submit(std::move(operation));
}

desk::OperationId Actions::setPriority(const desk::TicketId& ticket, desk::Priority priority)
{
    desk::Operation operation = on(ticket, OperationKind::SetPriority);
    operation.priority = priority;
    return submit(std::move(operation));
}

desk::OperationId Actions::markRead(const desk::TicketId& ticket, const desk::MessageId& seen)
{
    desk::Operation operation = on(ticket, OperationKind::MarkRead);
    operation.seen = seen;
    return submit(std::move(operation));
}

desk::OperationId Actions::markUnread(const desk::TicketId& ticket)
{
    return submit(on(ticket, OperationKind::MarkUnread));
}

desk::OperationId Actions::markSpam(const desk::TicketId& ticket, bool spam)
{
    return submit(on(ticket, spam ? OperationKind::MarkSpam : OperationKind::NotSpam), {}, spam ? kTicketUndo : 0);
}

desk::OperationId Actions::restore(const TicketStep& step)
{
    desk::Operation operation = on(step.operation.ticket, OperationKind::Restore);
    operation.before = desk::stateOf(step.before);
    operation.after = desk::stateOf(step.after);
    return submit(std::move(operation));
}

void Actions::retry(const desk::OperationId& id, bool sendAnyway)
{
    desk::Operation named;
    named.id = id;
    m_session.worker().run(
        store::Worker::Urgency::Agent, [id, sendAnyway](store::Writer& writer) { return writer.retry(id, sendAnyway); },
        this,
        [this, named](const QString& error) {
            if (!error.isEmpty())
                Q_EMIT refused(named, error);
            tellRemote();
        });
}

void Actions::withdraw(const desk::OperationId& id, bool toDraft)
{
    if (toDraft) {
        ++m_returning;
        Q_EMIT textAsked();
    }
    m_withdrawing.append(id);
    const auto outcome = std::make_shared<store::Withdrawn>(); // written before the answer is posted, read after it
    m_session.worker().run(
        store::Worker::Urgency::Agent,
        [id, toDraft, outcome](store::Writer& writer) {
            *outcome = writer.withdraw(id, toDraft);
            return outcome->changes;
        },
        this, [this, id, toDraft, outcome](const QString& error) { tookBack(id, toDraft, *outcome, error); });
}

void Actions::tookBack(const desk::OperationId& id, bool toDraft, const store::Withdrawn& outcome, const QString& error)
{
    if (toDraft)
        --m_returning;
    m_withdrawing.removeOne(id);
    desk::Operation named;
    named.id = id;
    if (!error.isEmpty()) {
        Q_EMIT refused(named, error);
    } else if (outcome.changes.isEmpty()) {
        Q_EMIT refused(named, tr("The desk has it already, so it cannot be taken back."));
    } else if (outcome.asks) {
        Q_EMIT takingBack(id);
    } else {
        if (outcome.text)
            Q_EMIT returned(*outcome.text);
        Q_EMIT withdrawn(id, toDraft);
    }
    tellRemote();
    settled(std::exchange(m_settledBefore, {}));
}

/// Changes are handed over together, so the desk's word can overtake the answer that it was asked.
void Actions::settled(const QList<store::TakenBack>& outcomes)
{
    for (const store::TakenBack& outcome : outcomes) {
        if (m_withdrawing.contains(outcome.operation.id))
            m_settledBefore.append(outcome);
        else
            tell(outcome);
    }
}

void Actions::tell(const store::TakenBack& outcome)
{
    if (outcome.tooLate) {
        Q_EMIT tooLate(outcome.operation);
        return;
    }
    if (outcome.text)
        Q_EMIT returned(*outcome.text);
    Q_EMIT withdrawn(outcome.operation.id, outcome.toDraft);
}

void Actions::setUndoTime(desk::Channel channel, qint64 ms)
{
    m_undo.insert(channel, std::max<qint64>(0, ms));
}

qint64 Actions::undoTime(desk::Channel channel) const
{
    return m_undo.value(channel, channel == desk::Channel::Email ? kMailUndo : 0);
}

desk::OperationId Actions::submit(desk::Operation operation, const QList<desk::DraftFile>& files, qint64 holdMs,
                                  bool clearDraft)
{
    operation.id = newId();
    operation.by = m_session.me().id;
    operation.at = m_session.clock().now();
    const desk::Instant holdUntil = holdMs > 0 ? operation.at + holdMs : desk::Instant();
    const auto step = std::make_shared<std::optional<TicketStep>>(); // as `outcome` above
    m_session.worker().run(
        store::Worker::Urgency::Agent,
        [operation, files, holdUntil, clearDraft, step](store::Writer& writer) {
            store::ChangeSet changes = writer.submit(operation, files, holdUntil, clearDraft);
            for (const store::TicketChange& change : std::as_const(changes.tickets)) {
                if (change.before && change.after && change.after->id == operation.ticket)
                    *step = TicketStep{operation, *change.before, *change.after};
            }
            return changes;
        },
        this,
        [this, operation, holdUntil, step](const QString& error) {
            if (error.isEmpty() && *step)
                Q_EMIT changedTicket(**step);
            finished(operation, holdUntil, error);
        });
    return operation.id;
}

void Actions::finished(const desk::Operation& operation, desk::Instant holdUntil, const QString& error)
{
    if (!error.isEmpty()) {
        const QString kept = desk::isWritten(operation) ? tr("Your text is still in the composer.") : QString();
        Q_EMIT refused(operation, kept.isEmpty() ? error : error + u' ' + kept);
        return;
    }
    Q_EMIT queued(operation, holdUntil);
    tellRemote();
    if (!holdUntil.isSet())
        return;
    const qint64 wait = std::max<qint64>(desk::kSecond, holdUntil - m_session.clock().now());
    QTimer::singleShot(std::chrono::milliseconds(wait), this, [this] { tellRemote(); });
}

void Actions::tellRemote()
{
    if (Remote* remote = m_session.remote())
        remote->outboxChanged();
}

} // namespace models
