#include "store/placing.h"

#include "store/desk_rows.h"
#include "store/free_key.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kLookedAt = 2000;
const QString kWhere = u"placed-up-to"_s; ///< a key, or kAll
const QString kAll = u"all"_s;

/// Rows whose key is not the one of their time; moves `after` on to the last row that was looked at.
QList<MessageKey> misplaced(sql::Connection& db, qint64& after, bool& more)
{
    QList<MessageKey> keys;
    int looked = 0;
    sql::Statement rows =
        db.query(u"SELECT key, at, id FROM message WHERE key > ? AND place = 0 AND key < ? ORDER BY key LIMIT ?"_s,
                 after, firstKeyOfUnsent(), kLookedAt);
    while (rows.next()) {
        ++looked;
        after = rows.integer(0);
        if (placeOf(after) != placeOf(firstKeyOf(rows.integer(1))) || rows.text(2).startsWith(u"op:"))
            keys += MessageKey{after};
    }
    more = looked == kLookedAt;
    return keys;
}
} // namespace

bool isPlaced(sql::Connection& db)
{
    return setting(db, kWhere) == kAll;
}

bool placeSome(Commit& commit)
{
    qint64 after = setting(commit.db, kWhere).toLongLong();
    bool more = false;
    for (const MessageKey key : misplaced(commit.db, after, more)) {
        if (const auto row = findMessage(commit.db, key)) {
            desk::Message message = row->message;
            message.place = 0; // by its time, then: the desk sends what stands elsewhere
            commit.messages.replace(*row, message);
        }
    }
    putSetting(commit.db, kWhere, more ? QString::number(after) : kAll);
    return more;
}

} // namespace store
