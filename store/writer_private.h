#pragma once
// Internal to Writer.

#include "store/commit.h"
#include "store/database.h"
#include "store/outbox_row.h"
#include "store/writer.h"

#include <functional>

namespace store
{

class Writer::Private
{
public:
    WriterState state;
    Damage damage;

    sql::Connection& db() { return *state.db; }

    /// What stands in the outbox now is shown. A cache that cannot follow does so with a later commit, for what the
    /// agent did is stored already: `told` is then all that is known to have changed.
    ChangeSet follow(const ChangeSet& told, const std::function<void(Commit&)>& fill);
    /// A changed row: stored, then shown.
    ChangeSet put(const QList<OutboxRow>& rows);
    /// The row was not executed and never will be: its wish is done, and told.
    ChangeSet endWish(const OutboxRow& row);
    desk::Cursor cursor();
};

} // namespace store
