#include "server/store/epochs.h"

#include "server/store/rows.h"

#include "sql/transaction.h"

#include <QRandomGenerator>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

const auto kHeld = u"held-since"_s;

QString newWord()
{
    return u"%1"_s.arg(QRandomGenerator::system()->generate64(), 16, 16, QChar(u'0'));
}

} // namespace

desk::Cursor newestCursor(sql::Connection& sql)
{
    auto row = sql.query(u"SELECT seq, COALESCE((SELECT word FROM epochs ORDER BY id DESC LIMIT 1), '') "
                         "FROM desk_counter"_s);
    return row.next() ? desk::Cursor(row.text(1), row.integer(0)) : desk::Cursor();
}

bool isOfThisDesk(sql::Connection& sql, const desk::Cursor& cursor)
{
    if (cursor.word.isEmpty())
        return cursor.seq == 0; // what is handed out from the beginning on is all there is
    auto row = sql.query(u"SELECT COALESCE((SELECT n.begins_at FROM epochs AS n WHERE n.id > e.id ORDER BY n.id "
                         "LIMIT 1), (SELECT seq FROM desk_counter)) FROM epochs AS e WHERE e.word = ?"_s,
                         cursor.word);
    return row.next() && cursor.seq <= row.integer(0);
}

qint64 addEpoch(sql::Connection& sql, desk::Instant now)
{
    const qint64 seq = sql.value<qint64>(u"SELECT seq FROM desk_counter {for update}"_s).value_or(0);
    sql.execute(u"INSERT INTO epochs (word, begins_at, at) VALUES (?, ?, ?)"_s, newWord(), seq, now.ms);
    return seq;
}

bool beginEpoch(sql::Connection& sql, desk::Instant now, qint64 handedOut)
{
    sql::Transaction transaction(sql, {.durable = true});
    const bool wentBack = handedOut > addEpoch(sql, now);
    if (wentBack)
        hold(sql, now);
    transaction.commit();
    return wentBack;
}

desk::Instant heldSince(sql::Connection& sql)
{
    return {setting(sql, kHeld).toLongLong()};
}

void hold(sql::Connection& sql, desk::Instant now)
{
    if (!heldSince(sql).isSet())
        setSetting(sql, kHeld, QString::number(now.ms));
}

bool release(sql::Connection& sql)
{
    return sql.execute(u"DELETE FROM settings WHERE name = ?"_s, kHeld) > 0;
}

int pruneEpochs(sql::Connection& sql, desk::Instant limit)
{
    return static_cast<int>(
        sql.execute(u"DELETE FROM epochs WHERE id < (SELECT max(id) FROM epochs WHERE at < ?)"_s, limit.ms));
}

} // namespace server::store
