// The way out: an action becomes visible and durable at once, goes once, and ends as the server's truth (BEY-2).
#include "store/desk_rows.h"
#include "store/desk_time.h"
#include "store/draft_rows.h"
#include "store/entities.h"
#include "store/refused.h"
#include "store/replay.h"
#include "store/taking_back.h"
#include "store/work_file.h"
#include "store/writer_private.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
struct WriterOutText {
    Q_DECLARE_TR_FUNCTIONS(store::Writer)
};

/// Refusals that leave open whether it was executed before.
bool saysNothing(const QString& code)
{
    return code == u"other-body" || code == u"operation-old";
}

bool isWaiting(const OutboxRow& row)
{
    return row.state == OutboxState::Held || row.state == OutboxState::Queued || row.state == OutboxState::TakingBack;
}

ChangeSet outboxTold()
{
    ChangeSet told;
    told.outbox = true;
    return told;
}

void show(Commit& commit, const OutboxRow& row)
{
    showOptimistic(commit, row);
    commit.stale.insert(row.operation.ticket);
}

TicketRow checkAllowed(sql::Connection& db, const desk::Operation& operation, desk::Instant now)
{
    const auto ticket = findTicket(db, operation.ticket);
    if (!ticket)
        throw Refused(
            {u"no-such-ticket"_s, WriterOutText::tr("This ticket is not here any more. Nothing was changed.")});
    if (const auto refusal = desk::mayApply(ticket->ticket, operation, now))
        throw Refused(*refusal);
    return *ticket;
}

/// Which ticket is meant, and whose numbers it names: after a way back in time they may be another customer's (DESK-6).
desk::Operation addressed(desk::Operation operation, const desk::Ticket& ticket, const desk::Cursor& cursor)
{
    operation.ticketCreated = ticket.created;
    operation.cursor = cursor.word.isEmpty() ? QString() : desk::cursorText(cursor);
    return operation;
}
} // namespace

ChangeSet Writer::Private::follow(const ChangeSet& told, const std::function<void(Commit&)>& fill)
{
    try {
        Commit commit(state);
        commit.changes.flags.outbox = told.outbox;
        commit.changes.flags.takenBack = told.takenBack;
        for (const desk::TicketId& ticket : told.drafts)
            commit.changes.draft(ticket);
        fill(commit);
        return commit.finish();
    } catch (const sql::Failure& failure) {
        state.behind = true;
        state.trouble = failure.error();
        return told;
    }
}

ChangeSet Writer::Private::put(const QList<OutboxRow>& rows)
{
    if (rows.isEmpty())
        return {};
    {
        WorkChange change(db());
        for (const OutboxRow& row : rows)
            updateOutbox(change.db, row);
        change.commit();
    }
    return follow(outboxTold(), [&rows](Commit& commit) {
        for (const OutboxRow& row : rows)
            show(commit, row);
    });
}

ChangeSet Writer::submit(const desk::Operation& operation, const QList<desk::DraftFile>& files, desk::Instant holdUntil,
                         bool clearDraft)
{
    const desk::Instant now = d->state.clock.now();
    if (findOutbox(d->db(), operation.id))
        return {};
    const DeskTime time = readDeskTime(d->db());
    OutboxRow row;
    row.operation = inDeskTime(operation, time, now);
    const desk::Ticket ticket = checkAllowed(d->db(), row.operation, time.at(now)).ticket;
    row.operation = addressed(row.operation, ticket, d->cursor());
    row.files = files;
    row.created = now;
    row.ticketCreated = ticket.created;
    row.requester = ticket.requester;
    if (holdUntil > now)
        row.notBefore = std::min(holdUntil, now + kLongestHold);
    row.state = row.notBefore.isSet() ? OutboxState::Held : OutboxState::Queued;
    ChangeSet told = outboxTold();
    {
        WorkChange change(d->db());
        row.position = insertOutbox(change.db, row);
        if (clearDraft) {
            store::clearDraft(change.db, operation.ticket, operation.kind == desk::OperationKind::Note);
            told.drafts = {operation.ticket};
        }
        change.commit();
    }
    return d->follow(told, [&row](Commit& commit) { show(commit, row); });
}

ChangeSet Writer::fileUploaded(const desk::OperationId& id, const desk::Attachment& attachment)
{
    auto row = findOutbox(d->db(), id);
    if (!row || row->files.isEmpty() || row->state == OutboxState::Acknowledged)
        return {};
    row->files.removeFirst();
    row->operation.attachments += attachment;
    row->inDoubt = row->inDoubt || row->files.isEmpty(); // it goes next
    return d->put({*row});
}

QList<OutboxRow> Writer::sendable(desk::Instant now, int limit)
{
    QList<OutboxRow> rows = laneHeads(d->db());
    rows.removeIf([now](const OutboxRow& row) { return !isWaiting(row) || !isDue(row, now); });
    return rows.mid(0, limit);
}

desk::Instant Writer::nextSendable(desk::Instant now)
{
    desk::Instant next;
    for (const OutboxRow& row : laneHeads(d->db())) {
        if (isWaiting(row) && !isDue(row, now) && (!next.isSet() || row.notBefore < next))
            next = row.notBefore;
    }
    return next;
}

ChangeSet Writer::markSending(const desk::OperationId& id)
{
    auto row = findOutbox(d->db(), id);
    if (!row || (row->state != OutboxState::Held && row->state != OutboxState::Queued))
        return {};
    // Nothing was sent yet: what a clock has dated ahead happened now at the latest. From here on the body stays as it
    // is.
    if (row->attempts == 0)
        row->operation.at = std::min(row->operation.at, readDeskTime(d->db()).at(d->state.clock.now()));
    row->state = OutboxState::Sending;
    row->notBefore = {};
    row->attempts += 1;
    row->inDoubt = row->inDoubt || row->files.isEmpty();
    return d->put({*row});
}

// The receipt first: killed behind it, the row is shown until the feed has passed it. Then the effects, which note in
// the same commit what has arrived; then the row goes (Commit::carryOver). Whatever fails may be done again.
ChangeSet Writer::acknowledge(const desk::OperationId& id, qint64 seq, const QList<desk::Entity>& effects)
{
    auto row = findOutbox(d->db(), id);
    const bool news = row && row->state != OutboxState::Acknowledged;
    const bool tooLate = row && row->state == OutboxState::TakingBack;
    if (news || (row && row->receiptSeq != seq)) {
        row->inDoubt = false;
        row->state = OutboxState::Acknowledged;
        row->receiptSeq = seq;
        if (news) {
            row->reasonCode.clear();
            row->reason.clear();
        }
        WorkChange change(d->db());
        updateOutbox(change.db, *row);
        change.commit();
    }
    Commit commit(d->state);
    commit.changes.flags.outbox = news;
    if (tooLate)
        tellTooLate(commit, *row);
    for (const desk::Entity& effect : effects)
        applyEntity(commit, effect, Origin::Feed);
    // The answer's ticket holds the effect: it need not be replayed any more, unless its message is still to come.
    const bool whole =
        row && commit.seenTickets.contains(row->operation.ticket) && !findMessage(commit.db, optimisticId(id));
    settle(commit, d->cursor().seq);
    if (whole && !commit.ended.contains(id))
        dropOperation(commit, *row);
    return commit.finish();
}

ChangeSet Writer::postpone(const desk::OperationId& id, desk::Instant retryAt, const QString& code,
                           const QString& reason, bool inDoubt)
{
    auto row = findOutbox(d->db(), id);
    if (!row || row->state == OutboxState::Acknowledged || row->state == OutboxState::Parked)
        return {};
    row->notBefore = std::min(retryAt, d->state.clock.now() + kLongestWait);
    row->reason = reason;
    if (row->state != OutboxState::TakingBack) {
        row->state = OutboxState::Queued;
        row->reasonCode = code;
        row->inDoubt = inDoubt;
    }
    return d->put({*row});
}

ChangeSet Writer::hurry(desk::Instant now)
{
    QList<OutboxRow> rows = laneHeads(d->db());
    rows.removeIf([now](const OutboxRow& row) {
        const bool waits = row.state == OutboxState::Queued || row.state == OutboxState::TakingBack;
        return !waits || row.notBefore <= now;
    });
    for (OutboxRow& row : rows)
        row.notBefore = now;
    return d->put(rows);
}

ChangeSet Writer::park(const desk::OperationId& id, const QString& code, const QString& reason,
                       const QList<desk::Message>& newer)
{
    auto row = findOutbox(d->db(), id);
    if (!row || row->state == OutboxState::Acknowledged)
        return {};
    const bool known = !saysNothing(code);
    if (row->state == OutboxState::TakingBack) {
        if (!known)
            return {}; // the desk is asked next
        return d->endWish(*row);
    }
    row->inDoubt = row->inDoubt && !known;
    row->state = OutboxState::Parked;
    row->notBefore = {};
    row->reasonCode = code;
    row->reason = reason;
    row->newer = newer;
    return d->put({*row});
}

ChangeSet Writer::retry(const desk::OperationId& id, bool sendAnyway)
{
    auto row = findOutbox(d->db(), id);
    if (!row || row->state != OutboxState::Parked)
        return {};
    if (!row->inDoubt) {
        // The server keeps its refusal under the old id and would only repeat it.
        row->operation.id = desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
        row->operation.at = readDeskTime(d->db()).at(d->state.clock.now());
        row->operation.sendAnyway = row->operation.sendAnyway || sendAnyway;
        row->attempts = 0;
    }
    row->state = OutboxState::Queued;
    row->notBefore = {};
    row->reasonCode.clear();
    row->reason.clear();
    row->newer.clear();
    {
        WorkChange change(d->db());
        updateOutbox(change.db, *row);
        change.commit();
    }
    return d->follow(outboxTold(), [&](Commit& commit) {
        if (row->operation.id != id)
            hideOptimistic(commit, id);
        show(commit, *row);
    });
}

ChangeSet Writer::recoverOutbox()
{
    QList<OutboxRow> rows = outboxRows(d->db());
    rows.removeIf([](const OutboxRow& row) { return row.state != OutboxState::Sending; });
    for (OutboxRow& row : rows)
        row.state = OutboxState::Queued;
    ChangeSet changes = d->put(rows);
    if (d->state.behind)
        merge(changes, d->follow({}, [](Commit&) {}));
    return changes;
}

} // namespace store
