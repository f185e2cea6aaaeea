#include "store/free_key.h"

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 kCounters = qint64(1) << kCounterBits;
} // namespace

qint64 firstKeyOf(qint64 place)
{
    return std::clamp<qint64>(place, 1, kPlaceOfUnsent - 1) << kCounterBits;
}

qint64 firstKeyOfUnsent()
{
    return kPlaceOfUnsent << kCounterBits;
}

qint64 placeOf(qint64 key)
{
    return key >> kCounterBits;
}

qint64 freeKey(sql::Connection& db, const QString& table, qint64 first)
{
    const QString sql = u"SELECT max(key) FROM %1 WHERE key >= ? AND key < ?"_s.arg(table);
    for (;; first += kCounters) {
        const qint64 used = db.value<qint64>(sql, first, first + kCounters).value_or(first - 1);
        if (used + 1 < first + kCounters)
            return used + 1;
    }
}

qint64 freeKeyNear(sql::Connection& db, const QString& table, qint64 first, const QString& serverId)
{
    bool numeric = false;
    const quint64 number = serverId.toULongLong(&numeric);
    if (!numeric)
        return freeKey(db, table, first);
    const qint64 wanted = first + qint64(number % quint64(kCounters));
    const auto taken = db.value<qint64>(u"SELECT key FROM %1 WHERE key = ?"_s.arg(table), wanted);
    return taken ? freeKey(db, table, first) : wanted;
}

} // namespace store
