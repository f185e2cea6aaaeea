#pragma once
// The end of a wish to take an operation back (BEY-15). Internal to the store.

#include "store/commit.h"
#include "store/outbox_rows.h"

namespace store
{

/// What every change of an outbox row ends with.
void putOutbox(Commit& commit, const OutboxRow& row);

/// The row was not executed and never will be: its wish is done, and told.
void endWish(Commit& commit, const OutboxRow& row);
/// The desk has executed what was to be taken back: it stands, and that is told.
void tellTooLate(Commit& commit, const OutboxRow& row);

} // namespace store
