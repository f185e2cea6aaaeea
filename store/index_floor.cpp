#include "store/index_floor.h"

#include "store/desk_rows.h"
#include "store/message_rows.h"
#include "store/ticket_rows.h"

#include <algorithm>
#include <limits>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kRowsOfOneStep = 300;

/// What stands in an index for one row.
struct IndexedRow {
    qint64 key = 0;
    QString text;
};

QString indexedTable(Indexed what)
{
    switch (what) {
    case Indexed::Message:
        return u"message"_s;
    case Indexed::Ticket:
        return u"ticket"_s;
    case Indexed::Profile:
        return u"profile"_s;
    }
    return {};
}

QString indexedColumns(Indexed what)
{
    switch (what) {
    case Indexed::Message:
        return messageColumns();
    case Indexed::Ticket:
        return ticketColumns();
    case Indexed::Profile:
        return u"key, body"_s;
    }
    return {};
}

IndexedRow indexedRowFrom(Indexed what, const sql::Statement& row)
{
    switch (what) {
    case Indexed::Message: {
        const MessageRow message = messageFrom(row);
        return {message.key.value, searchText(message.message)};
    }
    case Indexed::Ticket: {
        const TicketRow ticket = ticketFrom(row);
        return {ticket.key.value, searchText(ticket.ticket)};
    }
    case Indexed::Profile: {
        const auto profile = fromJsonText<desk::Profile>(row.bytes(1));
        return {row.integer(0), profile ? searchText(*profile) : QString()};
    }
    }
    return {};
}

QList<IndexedRow> rowsBelow(sql::Connection& db, Indexed what, qint64 floor)
{
    QList<IndexedRow> list;
    sql::Statement rows = db.query(
        u"SELECT %1 FROM %2 WHERE key < ? ORDER BY key DESC LIMIT ?"_s.arg(indexedColumns(what), indexedTable(what)),
        floor, kRowsOfOneStep);
    while (rows.next())
        list += indexedRowFrom(what, rows);
    std::reverse(list.begin(), list.end()); // upwards, as FTS5 likes it
    return list;
}
} // namespace

IndexFloors readFloors(sql::Connection& db)
{
    IndexFloors floors;
    sql::Statement rows = db.query(u"SELECT what, key FROM index_floor"_s);
    while (rows.next()) {
        const qint64 what = rows.integer(0);
        if (what >= 0 && what < qint64(floors.below.size()))
            floors.below[std::size_t(what)] = rows.integer(1);
    }
    return floors;
}

void raiseFloors(sql::Connection& db)
{
    for (const Indexed what : kAllIndexed) {
        const auto top = db.value<qint64>(u"SELECT max(key) FROM "_s + indexedTable(what));
        if (top)
            db.execute(u"INSERT OR REPLACE INTO index_floor (what, key) VALUES (?, ?)"_s, int(what), *top + 1);
    }
}

bool reindexStep(sql::Connection& db, TextIndex& index)
{
    for (const Indexed what : kAllIndexed) {
        const qint64 floor = index.floor(what);
        if (floor == 0)
            continue;
        const QList<IndexedRow> rows = rowsBelow(db, what, floor);
        if (rows.isEmpty()) {
            index.setFloor(what, 0);
            db.execute(u"DELETE FROM index_floor WHERE what = ?"_s, int(what));
            continue;
        }
        index.setFloor(what, rows.first().key);
        db.execute(u"UPDATE index_floor SET key = ? WHERE what = ?"_s, rows.first().key, int(what));
        for (const IndexedRow& row : rows)
            index.add(what, row.key, row.text);
        return true;
    }
    return false;
}

} // namespace store
