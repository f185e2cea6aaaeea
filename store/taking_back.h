#pragma once
// The end of a wish to take an operation back (BEY-15). Internal to the store.

#include "store/commit.h"
#include "store/outbox_rows.h"

namespace store
{

/// The desk has executed what was to be taken back: it stands, and that is told.
void tellTooLate(Commit& commit, const OutboxRow& row);

} // namespace store
