// The way out: an action becomes visible and durable at once, goes once, and ends as the server's truth (BEY-2).
#include "store/desk_rows.h"
#include "store/draft_rows.h"
#include "store/entities.h"
#include "store/refused.h"
#include "store/replay.h"
#include "store/taking_back.h"
#include "store/writer_private.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
struct Text {
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

void checkAllowed(Commit& commit, const desk::Operation& operation)
{
    const auto ticket = findTicket(commit.db, operation.ticket);
    if (!ticket)
        throw Refused({u"no-such-ticket"_s, Text::tr("This ticket is not here any more. Nothing was changed.")});
    if (const auto refusal = desk::mayApply(ticket->ticket, operation, commit.now))
        throw Refused(*refusal);
}

/// Which ticket is meant, and whose numbers it names: after a way back in time they may be another customer's (DESK-6).
desk::Operation addressed(sql::Connection& db, desk::Operation operation, const desk::Cursor& cursor)
{
    if (const auto truth = serverTicket(db, operation.ticket))
        operation.ticketCreated = truth->created;
    operation.cursor = cursor.word.isEmpty() ? QString() : desk::toString(cursor);
    return operation;
}
} // namespace

ChangeSet Writer::submit(const desk::Operation& operation, const QList<desk::DraftFile>& files, desk::Instant holdUntil,
                         bool clearDraft)
{
    Commit commit(d->state, true);
    if (findOutbox(commit.db, operation.id))
        return {};
    checkAllowed(commit, operation);
    OutboxRow row;
    row.operation = addressed(commit.db, operation, d->cursor());
    row.files = files;
    row.created = commit.now;
    if (holdUntil > commit.now)
        row.notBefore = std::min(holdUntil, commit.now + kLongestHold);
    row.state = row.notBefore.isSet() ? OutboxState::Held : OutboxState::Queued;
    row.position = insertOutbox(commit.db, row);
    showOptimistic(commit, row);
    commit.stale.insert(operation.ticket);
    commit.changes.flags.outbox = true;
    if (clearDraft) {
        store::clearDraft(commit.db, operation.ticket, operation.kind == desk::OperationKind::Note);
        commit.changes.draft(operation.ticket);
    }
    return commit.finish();
}

ChangeSet Writer::fileUploaded(const desk::OperationId& id, const desk::Attachment& attachment)
{
    Commit commit(d->state, true);
    auto row = findOutbox(commit.db, id);
    if (!row || row->files.isEmpty() || row->state == OutboxState::Acknowledged)
        return {};
    row->files.removeFirst();
    row->operation.attachments += attachment;
    row->inDoubt = row->inDoubt || row->files.isEmpty(); // it goes next
    putOutbox(commit, *row);
    return commit.finish();
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
    Commit commit(d->state);
    auto row = findOutbox(commit.db, id);
    if (!row || (row->state != OutboxState::Held && row->state != OutboxState::Queued))
        return {};
    row->state = OutboxState::Sending;
    row->notBefore = {};
    row->attempts += 1;
    row->inDoubt = row->inDoubt || row->files.isEmpty();
    putOutbox(commit, *row);
    return commit.finish();
}

ChangeSet Writer::acknowledge(const desk::OperationId& id, qint64 seq, const QList<desk::Entity>& effects)
{
    Commit commit(d->state);
    for (const desk::Entity& effect : effects)
        applyEntity(commit, effect, Origin::Feed);
    const qint64 cursor = d->cursor().seq;
    auto row = findOutbox(commit.db, id);
    if (row && row->state != OutboxState::Acknowledged) {
        if (row->state == OutboxState::TakingBack)
            tellTooLate(commit, *row);
        row->inDoubt = false;
        row->state = OutboxState::Acknowledged;
        row->receiptSeq = seq;
        row->reasonCode.clear();
        row->reason.clear();
        updateOutbox(commit.db, *row);
        commit.changes.flags.outbox = true;
    } else if (row) {
        row->receiptSeq = seq;
        updateOutbox(commit.db, *row);
    }
    // The answer's ticket holds the effect: it need not be replayed any more, unless its message is still to come.
    const bool whole =
        row && commit.seenTickets.contains(row->operation.ticket) && !findMessage(commit.db, optimisticId(id));
    settle(commit, cursor);
    if (whole && findOutbox(commit.db, id))
        dropOperation(commit, *row);
    return commit.finish();
}

ChangeSet Writer::postpone(const desk::OperationId& id, desk::Instant retryAt, const QString& code,
                           const QString& reason, bool inDoubt)
{
    Commit commit(d->state);
    auto row = findOutbox(commit.db, id);
    if (!row || row->state == OutboxState::Acknowledged || row->state == OutboxState::Parked)
        return {};
    row->notBefore = std::min(retryAt, commit.now + kLongestWait);
    row->reason = reason;
    if (row->state != OutboxState::TakingBack) {
        row->state = OutboxState::Queued;
        row->reasonCode = code;
        row->inDoubt = inDoubt;
    }
    putOutbox(commit, *row);
    return commit.finish();
}

ChangeSet Writer::hurry(desk::Instant now)
{
    Commit commit(d->state);
    for (OutboxRow& row : laneHeads(commit.db)) {
        const bool waits = row.state == OutboxState::Queued || row.state == OutboxState::TakingBack;
        if (!waits || row.notBefore <= now)
            continue;
        row.notBefore = now;
        putOutbox(commit, row);
    }
    return commit.finish();
}

ChangeSet Writer::park(const desk::OperationId& id, const QString& code, const QString& reason,
                       const QList<desk::Message>& newer)
{
    Commit commit(d->state, true);
    auto row = findOutbox(commit.db, id);
    if (!row || row->state == OutboxState::Acknowledged)
        return {};
    const bool known = !saysNothing(code);
    if (row->state == OutboxState::TakingBack) {
        if (!known)
            return {}; // the desk is asked next
        endWish(commit, *row);
        return commit.finish();
    }
    row->inDoubt = row->inDoubt && !known;
    row->state = OutboxState::Parked;
    row->notBefore = {};
    row->reasonCode = code;
    row->reason = reason;
    row->newer = newer;
    putOutbox(commit, *row);
    return commit.finish();
}

ChangeSet Writer::retry(const desk::OperationId& id, bool sendAnyway)
{
    Commit commit(d->state, true);
    auto row = findOutbox(commit.db, id);
    if (!row || row->state != OutboxState::Parked)
        return {};
    if (!row->inDoubt) {
        hideOptimistic(commit, id);
        // The server keeps its refusal under the old id and would only repeat it.
        row->operation.id = desk::OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
        row->operation.at = commit.now;
        row->operation.sendAnyway = row->operation.sendAnyway || sendAnyway;
        row->attempts = 0;
    }
    row->state = OutboxState::Queued;
    row->notBefore = {};
    row->reasonCode.clear();
    row->reason.clear();
    row->newer.clear();
    putOutbox(commit, *row);
    return commit.finish();
}

ChangeSet Writer::recoverOutbox()
{
    Commit commit(d->state);
    for (OutboxRow row : outboxRows(commit.db)) {
        if (row.state != OutboxState::Sending)
            continue;
        row.state = OutboxState::Queued;
        putOutbox(commit, row);
    }
    return commit.finish();
}

} // namespace store
