#pragma once
// Keys in the order of time: `milliseconds << 20 | counter` (store/keys.h).

#include "desk/instant.h"
#include "sql/connection.h"

#include <QString>

namespace store
{

inline constexpr int kCounterBits = 20;

/// The first key of this millisecond; never zero. Times after `latest` count as `latest`, times before 1970 as the
/// first.
qint64 firstKeyOf(desk::Instant at, desk::Instant latest);

/// The millisecond that a key stands for.
desk::Instant instantOf(qint64 key);

/// The next key of that millisecond that `table` does not use: the same rows in the same order get the same keys.
qint64 freeKey(sql::Connection& db, const QString& table, desk::Instant at, desk::Instant latest);

/// The same, but rows of one millisecond come in the order of their server ids, whatever order they arrive in, as long
/// as the ids are numbers.
qint64 freeKeyNear(sql::Connection& db, const QString& table, desk::Instant at, desk::Instant latest,
                   const QString& serverId);

} // namespace store
