#pragma once
// After an upgrade that changes how words are folded, what was written before is indexed anew, newest first, while the
// desk works (BEY-1).

#include "server/store/store.h"

namespace server::store
{

/// Empties the index of messages; all that are here wait for indexMore(). For a step of the schema.
void beginReindex(sql::Connection& sql);

/// Indexes a thousand messages more in one transaction; true while there are more. Safe with several processes on one
/// database.
Result<bool> indexMore(Store& store);

} // namespace server::store
