#include "store/free_key.h"

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
// 43 bits of milliseconds: until the year 2248.
constexpr qint64 kLastMillisecond = (qint64(1) << 43) - 2;
constexpr qint64 kCounters = qint64(1) << kCounterBits;
} // namespace

qint64 firstKeyOf(desk::Instant at, desk::Instant latest)
{
    const qint64 bound = std::clamp<qint64>(latest.ms, 1, kLastMillisecond);
    return std::clamp<qint64>(at.ms, 1, bound) << kCounterBits;
}

desk::Instant instantOf(qint64 key)
{
    return {key >> kCounterBits};
}

qint64 freeKey(sql::Connection& db, const QString& table, desk::Instant at, desk::Instant latest)
{
    const QString sql = u"SELECT max(key) FROM %1 WHERE key >= ? AND key < ?"_s.arg(table);
    qint64 first = firstKeyOf(at, latest);
    for (;; first += kCounters) {
        const qint64 used = db.value<qint64>(sql, first, first + kCounters).value_or(first - 1);
        if (used + 1 < first + kCounters)
            return used + 1;
    }
}

qint64 freeKeyNear(sql::Connection& db, const QString& table, desk::Instant at, desk::Instant latest,
                   const QString& serverId)
{
    bool numeric = false;
    const quint64 number = serverId.toULongLong(&numeric);
    if (!numeric)
        return freeKey(db, table, at, latest);
    const qint64 wanted = firstKeyOf(at, latest) + qint64(number % quint64(kCounters));
    const auto taken = db.value<qint64>(u"SELECT key FROM %1 WHERE key = ?"_s.arg(table), wanted);
    return taken ? freeKey(db, table, at, latest) : wanted;
}

} // namespace store
