// The counts of the views in the first answer of a sync: built-in ones by SQL, custom ones by the filter's predicate.

#include "server/store/marks.h"
#include "server/store/reading.h"

#include "desk/view.h"

namespace server::store
{

using namespace Qt::StringLiterals;

QMap<QString, qint64> viewCounts(sql::Connection& sql, const desk::AgentId& agent, const QList<desk::View>& custom,
                                 desk::Instant now)
{
    QList<desk::View> views = desk::builtInViews(agent);
    views += custom;
    QMap<QString, qint64> counts;
    for (const desk::View& view : std::as_const(views))
        counts.insert(view.id.value(), 0);
    // One pass over the table, a page at a time: every view at once costs one read of each ticket.
    qint64 after = 0;
    for (;;) {
        QList<desk::Ticket> page;
        {
            auto rows =
                sql.query(u"SELECT %1 FROM tickets WHERE id > ? ORDER BY id LIMIT 1000"_s.arg(ticketColumns()), after);
            while (rows.next())
                page.append(readTicket(rows));
        }
        if (page.isEmpty())
            return counts;
        after = keyOf(page.last().id);
        applyMarks(sql, agent, page);
        for (const desk::Ticket& ticket : std::as_const(page))
            for (const desk::View& view : std::as_const(views))
                counts[view.id.value()] += desk::matches(view.filter, ticket, now) ? 1 : 0;
    }
}

} // namespace server::store
