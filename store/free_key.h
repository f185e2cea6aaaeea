#pragma once
// Keys in the order of time: `place << 20 | counter` (store/keys.h). A place is a point in time, in ms, or what the
// desk gave in its stead (TKT-13).

#include "sql/connection.h"

#include <QString>

namespace store
{

inline constexpr int kCounterBits = 20;
/// The last of the 43 bits that a place has, in the year 2248: where what waits in the outbox stands, behind whatever
/// the desk has (TKT-13).
inline constexpr qint64 kPlaceOfUnsent = (qint64(1) << 43) - 2;

/// The first key of this place; never zero. Places from kPlaceOfUnsent on count as the one before, those below 1 as 1.
qint64 firstKeyOf(qint64 place);
/// The first key of what waits.
qint64 firstKeyOfUnsent();

/// The place that a key stands for.
qint64 placeOf(qint64 key);

/// The next key from `first` on that `table` does not use: the same rows in the same order get the same keys.
qint64 freeKey(sql::Connection& db, const QString& table, qint64 first);

/// The same, but rows of one place come in the order of their server ids, whatever order they arrive in, as long as the
/// ids are numbers.
qint64 freeKeyNear(sql::Connection& db, const QString& table, qint64 first, const QString& serverId);

} // namespace store
