#include "server/store/reindex.h"

#include "server/store/reading.h"
#include "server/store/rows.h"
#include "server/store/writing.h"

#include <algorithm>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kMessagesOfOneStep = 1000;
const auto kFloorSetting = u"index-floor"_s; ///< messages with a lower id are not indexed yet

/// Locked, so that another process of the desk waits and goes on below.
qint64 lockedFloor(sql::Connection& sql)
{
    const QString lock = sql.engine() == sql::Engine::Postgres ? u" FOR UPDATE"_s : QString();
    return sql.value<QString>(u"SELECT value FROM settings WHERE name = ?"_s + lock, kFloorSetting)
        .value_or(QString())
        .toLongLong();
}

QList<qint64> idsBelow(sql::Connection& sql, qint64 floor)
{
    QList<qint64> ids;
    auto rows =
        sql.query(u"SELECT id FROM messages WHERE id < ? ORDER BY id DESC LIMIT ?"_s, floor, kMessagesOfOneStep);
    while (rows.next())
        ids.append(rows.integer(0));
    std::reverse(ids.begin(), ids.end());
    return ids;
}
} // namespace

void beginReindex(sql::Connection& sql)
{
    if (const auto newest = sql.value<qint64>(u"SELECT max(id) FROM messages"_s))
        setSetting(sql, kFloorSetting, QString::number(*newest + 1));
}

Result<bool> indexMore(Store& store)
{
    const auto waits =
        store.read([](sql::Connection& sql) -> Result<bool> { return setting(sql, kFloorSetting).toLongLong() > 0; });
    if (!waits || !*waits)
        return waits;
    return store.write([](FeedTransaction& transaction) -> Result<bool> {
        sql::Connection& sql = transaction.sql();
        const qint64 floor = lockedFloor(sql);
        const QList<qint64> ids = idsBelow(sql, floor);
        for (const qint64 id : ids) {
            if (const auto message = findMessage(sql, id))
                indexMessage(sql, id, *message);
        }
        setSetting(sql, kFloorSetting, QString::number(ids.isEmpty() ? 0 : ids.first()));
        return !ids.isEmpty();
    });
}

} // namespace server::store
