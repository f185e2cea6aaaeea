#include "store/newest.h"

#include "store/desk_rows.h"

#include "desk/cursor.h"

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
const auto kNewest = u"newest-told"_s;
} // namespace

void noteNewest(sql::Connection& db, qint64 seq)
{
    if (seq <= 0)
        return;
    const auto cursor = desk::cursorFrom(setting(db, u"cursor"_s)).value_or(desk::Cursor());
    if (seq > std::max(cursor.seq, newestTold(db)))
        putSetting(db, kNewest, QString::number(seq));
}

qint64 newestTold(sql::Connection& db)
{
    return setting(db, kNewest).toLongLong();
}

void forgetNewest(sql::Connection& db)
{
    putSetting(db, kNewest, {});
}

} // namespace store
