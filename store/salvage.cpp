#include "store/salvage.h"

#include "sql/sqlite_connection.h"
#include "store/json_text.h"
#include "store/work_file.h"

#include <QSet>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QByteArray textAt(const sql::Values& row, qsizetype column)
{
    const auto* text = column >= 0 && column < row.size() ? std::get_if<QString>(&row[column].data()) : nullptr;
    return text ? text->toUtf8() : QByteArray();
}

QStringList columnsOf(sql::Connection& db, const QString& table)
{
    QStringList names;
    sql::Statement rows = db.query(u"SELECT name FROM pragma_table_info(?)"_s, table);
    while (rows.next())
        names += rows.text(0);
    return names;
}

/// As far as it goes; what was read until a bad page is kept.
template<class Read>
void readOn(sql::Connection& db, const QString& sql, const Read& read)
{
    try {
        sql::Statement rows = db.query(sql);
        while (rows.next())
            read(rows);
    } catch (const sql::Failure&) {
        // The file itself stays for a closer look.
    }
}

QList<sql::Values> rowsOf(sql::Connection& db, const QString& select, const QString& key, const QString& order,
                          qsizetype width)
{
    QSet<QString> seen;
    QList<sql::Values> halves[2];
    for (int half = 0; half < 2; ++half) {
        QStringList by = key.split(u", "_s);
        for (QString& each : by)
            each += half == 0 ? u" ASC"_s : u" DESC"_s;
        readOn(db, u"SELECT %1, %2 ORDER BY %3"_s.arg(order, select, by.join(u", "_s)), [&](const sql::Statement& row) {
            const QString id = row.text(0);
            if (seen.contains(id))
                return;
            seen.insert(id);
            sql::Values values;
            for (int i = 1; i <= width; ++i)
                values += row.value(i);
            halves[half] += values;
        });
    }
    std::reverse(halves[1].begin(), halves[1].end());
    return halves[0] + halves[1];
}

Salvaged salvageTable(sql::Connection& db, const QString& table, const QString& key, const QString& name)
{
    Salvaged salvaged;
    try {
        salvaged.columns = columnsOf(db, table);
        salvaged.columns.removeAll(u"position"_s); // both are given anew, in the same order
        salvaged.columns.removeAll(u"version"_s);
        if (!salvaged.columns.isEmpty())
            salvaged.rows = rowsOf(db, u"%1 FROM %2"_s.arg(salvaged.columns.join(u", "_s), table), key, name,
                                   salvaged.columns.size());
    } catch (const sql::Failure&) {
        // Not even the list of tables can be read.
    }
    return salvaged;
}

template<class T>
void dropUnreadable(Salvaged& salvaged, const QString& column)
{
    const qsizetype at = salvaged.columns.indexOf(column);
    salvaged.rows.removeIf([at](const sql::Values& row) { return !fromJsonText<T>(textAt(row, at)); });
}

QStringList unreadTickets(sql::Connection& db, const Salvaged& outbox)
{
    QSet<QString> read;
    const qsizetype at = outbox.columns.indexOf(u"operation"_s);
    for (const sql::Values& row : outbox.rows) {
        if (const auto operation = fromJsonText<desk::Operation>(textAt(row, at)))
            read.insert(operation->ticket.value());
    }
    QStringList tickets;
    for (const QString& direction : {u"ASC"_s, u"DESC"_s})
        readOn(db, u"SELECT ticket FROM outbox INDEXED BY outbox_lane ORDER BY ticket %1, position %1"_s.arg(direction),
               [&](const sql::Statement& row) {
                   const QString ticket = row.text(0);
                   if (!read.contains(ticket) && !tickets.contains(ticket))
                       tickets += ticket;
               });
    return tickets;
}

int bring(sql::Connection& db, const QString& table, const Salvaged& salvaged)
{
    if (salvaged.rows.isEmpty())
        return 0;
    const QString sql = u"INSERT OR IGNORE INTO work.%1 (%2) VALUES (%3)"_s.arg(
        table, salvaged.columns.join(u", "_s), QStringList(salvaged.columns.size(), u"?"_s).join(u", "_s));
    qint64 count = 0;
    for (const sql::Values& row : salvaged.rows)
        count += db.execute(sql, row);
    return static_cast<int>(count);
}

QJsonArray listed(const Salvaged& salvaged, const QStringList& json, const QStringList& plain)
{
    QJsonArray list;
    for (const sql::Values& row : salvaged.rows) {
        QJsonObject object;
        for (const QString& column : json) {
            const QByteArray text = textAt(row, salvaged.columns.indexOf(column));
            const QJsonDocument document = QJsonDocument::fromJson(text);
            object[column] = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        }
        for (const QString& column : plain)
            object[column] = QString::fromUtf8(textAt(row, salvaged.columns.indexOf(column)));
        list += object;
    }
    return list;
}
} // namespace

Rescued salvage(sql::Connection& db)
{
    Rescued rescued;
    rescued.outbox = salvageTable(db, u"outbox"_s, u"position"_s, u"id"_s);
    dropUnreadable<desk::Operation>(rescued.outbox, u"operation"_s);
    rescued.drafts = salvageTable(db, u"draft"_s, u"ticket, note"_s, u"ticket || '/' || note"_s);
    dropUnreadable<desk::Draft>(rescued.drafts, u"body"_s);
    rescued.history = salvageTable(db, u"draft_history"_s, u"version"_s, u"version"_s);
    dropUnreadable<desk::Draft>(rescued.history, u"body"_s);
    rescued.facts = salvageTable(db, u"fact"_s, u"name"_s, u"name"_s);
    if (!rescued.outbox.columns.isEmpty())
        rescued.unread = unreadTickets(db, rescued.outbox);
    return rescued;
}

Rescued salvage(const QString& damaged)
{
    try {
        return salvage(*sql::SqliteConnection::open(damaged, sql::OpenMode::ReadWrite, {}));
    } catch (const sql::Failure&) {
        return {}; // not even the header is readable
    }
}

int importRescued(sql::Connection& db, const Rescued& rescued)
{
    WorkChange change(db);
    const int count = bring(db, u"outbox"_s, rescued.outbox) + bring(db, u"draft"_s, rescued.drafts);
    bring(db, u"draft_history"_s, rescued.history);
    bring(db, u"fact"_s, rescued.facts);
    change.commit();
    return count;
}

QByteArray exported(const Rescued& rescued)
{
    return QJsonDocument(QJsonObject{{u"outbox"_s, listed(rescued.outbox, {u"operation"_s, u"files"_s}, {u"reason"_s})},
                                     {u"drafts"_s, listed(rescued.drafts, {u"body"_s}, {})}})
        .toJson();
}

} // namespace store
