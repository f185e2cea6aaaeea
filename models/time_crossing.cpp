#include "models/time_crossing.h"

#include "store/reader.h"

#include <QSet>

namespace models
{

using desk::agesOf;
using desk::Condition;
using desk::Field;
using desk::Filter;
using desk::Instant;

namespace
{

constexpr int kPage = 500;

Filter comparison(Field field, desk::Test test, Instant at)
{
    Condition condition;
    condition.field = field;
    condition.test = test;
    condition.at = at;
    return Filter::of(condition);
}

/// The order in which a field's earliest comes first, where the file has one.
std::optional<desk::Sort> earliestFirst(Field field)
{
    if (field == Field::Updated)
        return desk::Sort::Oldest;
    if (field == Field::WaitingSince)
        return desk::Sort::LongestWaiting;
    return std::nullopt;
}

Instant timeOf(const desk::Ticket& ticket, Field field)
{
    return field == Field::Updated ? ticket.updated : ticket.waitingSince;
}

} // namespace

QList<store::TicketChange> crossed(store::Reader& reader, const Filter& filter, Instant since, Instant now)
{
    QSet<store::TicketKey> seen;
    QList<store::TicketChange> changes;
    for (const Condition& age : agesOf(filter)) {
        // Exclusive bounds, one millisecond wider on both sides: judging a ticket once too often costs nothing.
        const Filter within = Filter::all({comparison(age.field, desk::Test::After, since - age.age - 2),
                                           comparison(age.field, desk::Test::Before, now - age.age + 2)});
        std::optional<store::ListKey> after;
        while (true) {
            const QList<store::ListKey> page = reader.list(within, desk::Sort::Newest, now, after, kPage);
            for (const store::ListKey& row : page) {
                const auto ticket = seen.contains(row.key) ? std::nullopt : reader.ticket(row.key);
                if (!ticket)
                    continue;
                seen.insert(row.key);
                changes.append({row.key, ticket, ticket});
            }
            if (page.size() < kPage)
                break;
            after = page.last();
        }
    }
    return changes;
}

Instant nextCrossing(store::Reader& reader, const Filter& filter, Instant now)
{
    Instant next;
    const auto take = [&next](Instant at) {
        if (!next.isSet() || at < next)
            next = at;
    };
    for (const Condition& age : agesOf(filter)) {
        const auto sort = earliestFirst(age.field);
        if (!sort) {
            take(now + desk::kMinute); // no order by creation is kept: looked at once a minute
            continue;
        }
        const Filter ahead = comparison(age.field, desk::Test::After, now - age.age - 1);
        const QList<store::ListKey> first = reader.list(ahead, *sort, now, std::nullopt, 1);
        const auto ticket = first.isEmpty() ? std::nullopt : reader.ticket(first.first().key);
        if (ticket)
            take(timeOf(*ticket, age.field) + age.age + 1);
    }
    return next;
}

} // namespace models
