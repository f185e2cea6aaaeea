// The counts of the views in the first answer of a sync: all of them in one pass over the tickets.

#include "server/store/marks.h"
#include "server/store/reading.h"

#include "desk/view.h"
#include "sql/filter_sql.h"

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

using Counts = QMap<QString, qint64>;

/// An id column as the filter sees ids: text, empty for none.
QString idText(const QString& column)
{
    return u"(CASE WHEN %1 = 0 THEN '' ELSE CAST(%1 AS TEXT) END)"_s.arg(column);
}

/// Whether this agent has not read the ticket: marks.cpp in SQL. The numbers are ours, safe inside the text.
QString unreadText(qint64 agent, qint64 floor)
{
    const QString mark = u"(SELECT m.%1 FROM read_marks AS m WHERE m.ticket = t.id AND m.agent = %2)"_s;
    return u"(CASE WHEN COALESCE(%1, 0) = 1 OR (t.newest_inbound > %2 AND t.inbound_place > COALESCE(%3, 0)) "
           "THEN 1 ELSE 0 END)"_s.arg(mark.arg(u"unread"_s).arg(agent))
               .arg(floor)
               .arg(mark.arg(u"place"_s).arg(agent));
}

sql::TicketColumns columnsFor(qint64 agent, qint64 floor)
{
    sql::TicketColumns columns;
    columns.channel = u"t.channel"_s;
    columns.status = u"t.status"_s;
    columns.spam = u"t.spam"_s;
    columns.assignee = idText(u"t.assignee"_s);
    columns.team = idText(u"t.team"_s);
    columns.priority = u"t.priority"_s;
    columns.brand = columns.foldedBrand = u"t.brand"_s;
    columns.requester = idText(u"t.requester"_s);
    columns.unread = unreadText(agent, floor);
    columns.hasAttachment = u"t.has_attachment"_s;
    columns.created = u"t.created"_s;
    columns.updated = u"t.updated"_s;
    columns.waitingSince = u"t.waiting_since"_s;
    columns.subject = columns.foldedSubject = u"t.subject"_s;
    columns.labels = u"SELECT CAST(l.label AS TEXT) FROM ticket_labels AS l WHERE l.ticket = t.id"_s;
    return columns;
}

/// Text is folded by the predicate, which no engine's own lower() equals.
bool readsText(const desk::View& view)
{
    const auto fields = desk::fieldsOf(view.filter);
    return fields.contains(desk::Field::Subject) || fields.contains(desk::Field::Brand);
}

void countBySql(sql::Connection& sql, qint64 agent, const QList<desk::View>& views, desk::Instant now, Counts& counts)
{
    if (views.isEmpty())
        return;
    const qint64 floor = sql.value<qint64>(u"SELECT read_floor FROM agents WHERE id = ?"_s, agent).value_or(0);
    const sql::TicketColumns columns = columnsFor(agent, floor);
    QStringList sums;
    sql::Values values;
    for (const desk::View& view : views) {
        const sql::Where where = sql::filterSql(view.filter, columns, now);
        sums.append(u"COALESCE(sum(CASE WHEN %1 THEN 1 ELSE 0 END), 0)"_s.arg(where.sql));
        values += where.args;
    }
    auto rows = sql.query(u"SELECT %1 FROM tickets AS t"_s.arg(sums.join(u", "_s)), values);
    if (!rows.next())
        return;
    for (qsizetype i = 0; i < views.size(); ++i)
        counts.insert(views[i].id.value(), rows.integer(static_cast<int>(i)));
}

void countByPredicate(sql::Connection& sql, const desk::AgentId& agent, const QList<desk::View>& views,
                      desk::Instant now, Counts& counts)
{
    static const QString query = u"SELECT %1 FROM tickets WHERE id > ? ORDER BY id LIMIT 1000"_s.arg(ticketColumns());
    for (qint64 after = 0; !views.isEmpty();) {
        QList<desk::Ticket> page;
        {
            auto rows = sql.query(query, after);
            while (rows.next())
                page.append(readTicket(rows));
        }
        if (page.isEmpty())
            return;
        after = keyOf(page.last().id);
        applyMarks(sql, agent, page);
        for (const desk::Ticket& ticket : std::as_const(page))
            for (const desk::View& view : views)
                counts[view.id.value()] += desk::matches(view.filter, ticket, now) ? 1 : 0;
    }
}

} // namespace

QMap<QString, qint64> viewCounts(sql::Connection& sql, const desk::AgentId& agent, const QList<desk::View>& custom,
                                 desk::Instant now)
{
    QList<desk::View> plain;
    QList<desk::View> textual;
    const QList<desk::View> all = desk::builtInViews(agent) + custom;
    for (const desk::View& view : all)
        (readsText(view) ? textual : plain).append(view);
    Counts counts;
    for (const desk::View& view : all)
        counts.insert(view.id.value(), 0);
    countBySql(sql, keyOf(agent), plain, now, counts);
    countByPredicate(sql, agent, textual, now, counts);
    return counts;
}

} // namespace server::store
