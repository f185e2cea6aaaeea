#pragma once
// A complete snapshot after the cursor was lost (410): every row gets the snapshot's number when it is seen; what was
// not seen at the end is gone. Drafts and outbox stay.

#include "store/commit.h"

namespace store
{

void beginSweep(Commit& commit, qint64 generation);

/// Only after a complete snapshot: absence from anything less proves nothing.
void sweepUnseen(Commit& commit);

qint64 storedGeneration(sql::Connection& db);

} // namespace store
