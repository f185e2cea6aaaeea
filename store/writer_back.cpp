// Taking back: what has not gone comes back at once, what may have gone is settled with the desk first (BEY-15).
#include "store/draft_rows.h"
#include "store/replay.h"
#include "store/taking_back.h"
#include "store/writer_private.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
/// What its author knows: of a held reply also what the guard has shown.
desk::MessageId seenBy(const OutboxRow& row)
{
    desk::MessageId seen = row.operation.seen;
    for (const desk::Message& message : row.newer)
        seen = desk::newest(seen, message.id);
    return seen;
}

desk::Draft writtenIn(Commit& commit, const OutboxRow& row)
{
    const desk::Operation& operation = row.operation;
    desk::Draft draft;
    draft.ticket = operation.ticket;
    draft.note = operation.kind == desk::OperationKind::Note;
    draft.text = operation.text;
    draft.html = operation.html;
    draft.files = chosenFiles(commit.db, operation.id);
    draft.seen = seenBy(row);
    draft.updated = commit.now;
    return draft;
}

void backToDraft(Commit& commit, const desk::Draft& returned)
{
    const auto present = findDraft(commit.db, returned.ticket, returned.note);
    putDraft(commit.db, present ? desk::inFrontOf(returned, *present) : returned);
    commit.changes.draft(returned.ticket);
}

/// Takes the row out; what was written goes into the draft or among its versions. Returns what went into the draft.
std::optional<desk::Draft> takeOut(Commit& commit, const OutboxRow& row, bool toDraft)
{
    std::optional<desk::Draft> returned;
    if (desk::isWritten(row.operation)) {
        const desk::Draft text = writtenIn(commit, row);
        if (toDraft) {
            backToDraft(commit, text);
            returned = text;
        } else {
            keepVersion(commit.db, text);
        }
    }
    dropOperation(commit, row);
    return returned;
}
} // namespace

void putOutbox(Commit& commit, const OutboxRow& row)
{
    updateOutbox(commit.db, row);
    showOptimistic(commit, row);
    commit.stale.insert(row.operation.ticket);
    commit.changes.flags.outbox = true;
}

void endWish(Commit& commit, const OutboxRow& row)
{
    const bool toDraft = row.reasonCode == kBackToDraft;
    const auto text = takeOut(commit, row, toDraft);
    commit.changes.flags.takenBack += TakenBack{row.operation, false, toDraft, text};
}

void tellTooLate(Commit& commit, const OutboxRow& row)
{
    commit.changes.flags.takenBack += TakenBack{row.operation, true, false, {}};
}

Withdrawn Writer::withdraw(const desk::OperationId& id, bool toDraft)
{
    Commit commit(d->state, true);
    auto row = findOutbox(commit.db, id);
    if (!row || row->state == OutboxState::Acknowledged)
        return {};
    Withdrawn withdrawn;
    // Of a parked one the agent was told that nobody knows, and decides.
    withdrawn.asks = row->state != OutboxState::Parked && mayHaveGone(*row);
    if (withdrawn.asks) {
        row->state = OutboxState::TakingBack;
        row->notBefore = {};
        row->reasonCode = toDraft ? kBackToDraft : kDiscarded;
        row->reason.clear();
        putOutbox(commit, *row);
    } else {
        withdrawn.text = takeOut(commit, *row, toDraft);
    }
    withdrawn.changes = commit.finish();
    return withdrawn;
}

ChangeSet Writer::tookBack(const desk::OperationId& id)
{
    Commit commit(d->state, true);
    const auto row = findOutbox(commit.db, id);
    if (!row || row->state != OutboxState::TakingBack)
        return {};
    endWish(commit, *row);
    return commit.finish();
}

ChangeSet Writer::leaveInDoubt(const desk::OperationId& id, const QString& reason)
{
    Commit commit(d->state, true);
    auto row = findOutbox(commit.db, id);
    if (!row || row->state != OutboxState::TakingBack)
        return {};
    row->state = OutboxState::Parked;
    row->inDoubt = true;
    row->notBefore = {};
    row->reasonCode = kNobodyKnows;
    row->reason = reason;
    putOutbox(commit, *row);
    return commit.finish();
}

bool Writer::isTakingBack(const desk::OperationId& id)
{
    const auto row = findOutbox(d->db(), id);
    return row && row->state == OutboxState::TakingBack;
}

} // namespace store
