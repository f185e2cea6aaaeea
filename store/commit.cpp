#include "store/commit.h"

#include "store/history.h"
#include "store/replay.h"

namespace store
{

Commit::Commit(WriterState& writer, bool durable)
    : state(writer)
    , db(*writer.db)
    , now(writer.clock.now())
    , index(db, writer.heldTerms)
    , messages{db, index, changes, now, writer.generation}
    , m_transaction(db, {sql::Transaction::Access::Write, durable})
{
}

Commit::~Commit()
{
    if (m_done)
        return;
    state.counts.invalidate();
    state.heldTerms = {};
}

ChangeSet Commit::finish()
{
    for (const desk::TicketId& ticket : stale)
        replay(*this, ticket);
    state.counts.apply(db, changes);
    if (viewsChanged)
        state.counts.registerViews(db, readHistory(db), now);
    index.flush();
    m_transaction.commit();
    m_done = true;
    return changes.take();
}

} // namespace store
