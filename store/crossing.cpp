#include "store/crossing.h"

#include <QSet>

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QString timeColumn(desk::Field field)
{
    switch (field) {
    case desk::Field::Created:
        return u"created"_s;
    case desk::Field::Updated:
        return u"updated"_s;
    case desk::Field::WaitingSince:
        return u"waiting"_s;
    default:
        return {};
    }
}
} // namespace

QList<TicketRow> crossedTickets(sql::Connection& db, const desk::Filter& filter, desk::Instant since, desk::Instant now,
                                int most)
{
    QList<TicketRow> crossed;
    QSet<TicketKey> seen;
    for (const desk::Condition& age : desk::agesOf(filter)) {
        const QString column = timeColumn(age.field);
        if (column.isEmpty())
            continue;
        const QString sql = u"SELECT %1 FROM ticket WHERE %2 <> 0 AND %2 > ? AND %2 < ? ORDER BY %2 LIMIT ?"_s.arg(
            ticketColumns(), column);
        // Exclusive bounds, a millisecond wider on both sides: judging a ticket once too often costs nothing.
        sql::Statement rows = db.query(sql, since.ms - age.age - 2, now.ms - age.age + 2, most);
        while (rows.next()) {
            TicketRow row = ticketFrom(rows);
            if (!seen.contains(row.key))
                crossed += row;
            seen.insert(row.key);
        }
    }
    return crossed;
}

desk::Instant firstCrossing(sql::Connection& db, const desk::Filter& filter, desk::Instant now)
{
    desk::Instant first;
    for (const desk::Condition& condition : desk::agesOf(filter)) {
        const QString column = timeColumn(condition.field);
        if (column.isEmpty())
            continue;
        // "Younger" ends at the exact age, "older" begins a millisecond after it.
        const qint64 age = condition.age + (condition.test == desk::Test::OlderThan ? 1 : 0);
        const auto next = db.value<qint64>(
            u"SELECT %1 FROM ticket WHERE %1 <> 0 AND %1 > ? ORDER BY %1 LIMIT 1"_s.arg(column), now.ms - age);
        if (next)
            first = earlier(first, desk::Instant{*next + age});
    }
    return first;
}

desk::Instant earlier(desk::Instant a, desk::Instant b)
{
    if (!a.isSet() || !b.isSet())
        return a.isSet() ? a : b;
    return std::min(a, b);
}

} // namespace store
