#include "store/commit.h"

#include "store/desk_rows.h"
#include "store/history.h"
#include "store/index_floor.h"
#include "store/outbox_rows.h"
#include "store/replay.h"
#include "store/work_file.h"

namespace store
{

Commit::Commit(WriterState& writer)
    : state(writer)
    , db(*writer.db)
    , now(writer.clock.now())
    , index(db, writer.heldTerms, readFloors(db))
    , messages{db, index, changes, &writer.packer, writer.generation}
    , m_transaction(db)
{
}

Commit::~Commit()
{
    if (m_done)
        return;
    state.counts.invalidate();
    state.heldTerms = {};
    state.behind = true; // of a change of the work file that came before it
}

void Commit::tell(const desk::Entity& entity)
{
    if (!cursor)
        cursor = storedCursor(db).seq;
    if (desk::revOf(entity) > *cursor)
        ahead.append(entity);
}

ChangeSet Commit::finish()
{
    if (state.behind)
        catchUp(*this);
    for (const desk::TicketId& ticket : stale)
        replay(*this, ticket);
    state.counts.apply(db, changes);
    if (viewsChanged)
        state.counts.registerViews(db, readHistory(db), now);
    index.flush();
    noteAhead(db, ahead);
    m_transaction.commit();
    m_done = true;
    state.behind = false;
    carryOver();
    learnToPack();
    return changes.take();
}

/// A dictionary only saves room: where it cannot be stored, mail that comes later teaches another.
void Commit::learnToPack()
{
    try {
        state.packer.learn(db);
    } catch (const sql::Failure&) {
    }
}

/// Killed before this, a start finds in `arrived` what to do: the row is not shown a second time, and goes.
void Commit::carryOver()
{
    if (acknowledged.isEmpty() && ended.isEmpty())
        return;
    try {
        WorkChange change(db);
        for (const OutboxRow& row : acknowledged)
            updateOutbox(db, row);
        for (const desk::OperationId& id : ended)
            deleteOutbox(db, id);
        change.commit();
    } catch (const sql::Failure& failure) {
        state.behind = true; // the cache is committed: this cannot be taken back, only made up for
        state.trouble = failure.error();
    }
}

} // namespace store
