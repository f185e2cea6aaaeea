// Taking back: what has not gone comes back at once, what may have gone is settled with the desk first (BEY-15).
#include "store/draft_rows.h"
#include "store/replay.h"
#include "store/set_aside.h"
#include "store/taking_back.h"
#include "store/work_file.h"
#include "store/writer_private.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
/// What its author knows: of a held reply also what the guard has shown.
desk::Seen seenBy(sql::Connection& db, const OutboxRow& row)
{
    const auto known = findMessage(db, row.operation.seen);
    desk::Seen seen = known ? desk::seenIn(known->message) : desk::Seen{row.operation.seen, 0};
    for (const desk::Message& message : row.newer)
        seen = desk::newest(seen, desk::seenIn(message));
    return seen;
}

desk::Draft writtenIn(sql::Connection& db, const OutboxRow& row, desk::Instant now)
{
    const desk::Operation& operation = row.operation;
    desk::Draft draft;
    draft.ticket = operation.ticket;
    draft.note = operation.kind == desk::OperationKind::Note;
    draft.text = operation.text;
    draft.html = operation.html;
    draft.files = chosenFiles(db, operation.id);
    draft.seen = seenBy(db, row);
    draft.updated = now;
    return draft;
}

void backToDraft(sql::Connection& db, const desk::Draft& returned)
{
    const auto present = findDraft(db, returned.ticket, returned.note);
    putDraft(db, present ? desk::inFrontOf(returned, *present) : returned);
}

/// Takes the row out; what was written goes into the draft or among its versions, in one commit of the work file.
/// Returns what went into the draft.
std::optional<desk::Draft> takeOut(sql::Connection& db, const OutboxRow& row, bool toDraft, desk::Instant now)
{
    std::optional<desk::Draft> returned;
    WorkChange change(db);
    if (desk::isWritten(row.operation) && row.reasonCode != kOtherTicket) {
        const desk::Draft text = writtenIn(db, row, now);
        if (toDraft) {
            backToDraft(db, text);
            returned = text;
        } else {
            keepVersion(db, text);
        }
    }
    deleteOutbox(db, row.operation.id);
    change.commit();
    return returned;
}

ChangeSet toldOf(const std::optional<desk::Draft>& returned)
{
    ChangeSet told;
    told.outbox = true;
    if (returned)
        told.drafts = {returned->ticket};
    return told;
}

/// The rows that showed it.
auto hide(const OutboxRow& row)
{
    return [row](Commit& commit) {
        hideOptimistic(commit, row.operation.id);
        commit.stale.insert(row.operation.ticket);
    };
}
} // namespace

ChangeSet Writer::Private::endWish(const OutboxRow& row)
{
    const bool toDraft = row.reasonCode == kBackToDraft;
    const auto text = takeOut(db(), row, toDraft, state.clock.now());
    ChangeSet told = toldOf(text);
    told.takenBack += TakenBack{row.operation, false, toDraft, text};
    return follow(told, hide(row));
}

void tellTooLate(Commit& commit, const OutboxRow& row)
{
    commit.changes.flags.takenBack += TakenBack{row.operation, true, false, {}};
}

Withdrawn Writer::withdraw(const desk::OperationId& id, bool toDraft)
{
    auto row = findOutbox(d->db(), id);
    if (!row || row->state == OutboxState::Acknowledged)
        return {};
    if (toDraft && row->reasonCode == kOtherTicket)
        return {}; // there is no ticket in whose composer it may stand
    Withdrawn withdrawn;
    // Of a parked one the agent was told that nobody knows, and decides.
    withdrawn.asks = row->state != OutboxState::Parked && mayHaveGone(*row);
    if (withdrawn.asks) {
        row->state = OutboxState::TakingBack;
        row->notBefore = {};
        row->reasonCode = toDraft ? kBackToDraft : kDiscarded;
        row->reason.clear();
        withdrawn.changes = d->put({*row});
    } else {
        withdrawn.text = takeOut(d->db(), *row, toDraft, d->state.clock.now());
        withdrawn.changes = d->follow(toldOf(withdrawn.text), hide(*row));
    }
    return withdrawn;
}

ChangeSet Writer::tookBack(const desk::OperationId& id)
{
    const auto row = findOutbox(d->db(), id);
    if (!row || row->state != OutboxState::TakingBack)
        return {};
    return d->endWish(*row);
}

ChangeSet Writer::leaveInDoubt(const desk::OperationId& id, const QString& reason)
{
    auto row = findOutbox(d->db(), id);
    if (!row || row->state != OutboxState::TakingBack)
        return {};
    row->state = OutboxState::Parked;
    row->inDoubt = true;
    row->notBefore = {};
    row->reasonCode = kNobodyKnows;
    row->reason = reason;
    return d->put({*row});
}

bool Writer::isTakingBack(const desk::OperationId& id)
{
    const auto row = findOutbox(d->db(), id);
    return row && row->state == OutboxState::TakingBack;
}

} // namespace store
