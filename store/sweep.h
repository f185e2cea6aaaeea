#pragma once
// A complete snapshot after the cursor was lost (410): every row gets the snapshot's number when it is seen; what was
// not seen at the end is gone. Drafts and outbox stay.

#include "store/commit.h"
#include "store/writer.h"

namespace store
{

void beginSweep(Commit& commit, qint64 generation);

/// Only after a complete snapshot: absence from anything less proves nothing. Removes a part, so that an agent's action
/// never waits for the whole; returns where to go on.
SweepPlace sweepUnseen(Commit& commit, SweepPlace place);

qint64 storedGeneration(sql::Connection& db);

} // namespace store
