#include "store/placing.h"

#include "store/free_key.h"
#include "store/message_rows.h"
#include "store/sweep.h"

#include <limits>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{

struct Move {
    MessageKey key;
    qint64 place = 0; ///< 0 = it waits
};

/// max(place before + 1, at) in the order of the ids is n + max(at - n) over the n messages up to it.
QList<Move> moves(sql::Connection& db)
{
    QList<Move> list;
    sql::Statement rows = db.query(
        u"SELECT key, place FROM (SELECT key, n + max(time - n) OVER (PARTITION BY ticket ORDER BY n) AS place FROM "
        "(SELECT key, ticket, max(at, 1) AS time, row_number() OVER (PARTITION BY ticket ORDER BY length(id), id) AS n "
        "FROM message WHERE id NOT GLOB 'op:*')) WHERE place <> key >> 20 "
        "UNION ALL SELECT key, 0 FROM message WHERE id GLOB 'op:*' ORDER BY 1"_s);
    while (rows.next())
        list += Move{MessageKey{rows.integer(0)}, rows.integer(1)};
    return list;
}

} // namespace

void placeMessages(sql::Connection& db)
{
    HeldTerms terms;
    IndexFloors none; // a later step of the schema has everything indexed anew
    none.below.fill(std::numeric_limits<qint64>::max());
    TextIndex index(db, terms, none);
    Changes changes;
    MessageWriter writer{db, index, changes, nullptr, storedGeneration(db)};
    for (const Move& move : moves(db)) {
        const auto row = findMessage(db, move.key);
        if (!row)
            continue;
        desk::Message message = row->message;
        message.place = move.place;
        writer.replace(*row, message);
    }
    index.flush();
}

} // namespace store
