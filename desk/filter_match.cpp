// The filter as a predicate. sql/ writes the same rules as SQL, so each of them is stated in filter.h.

#include "desk/filter.h"

#include "desk/words.h"

#include <algorithm>

namespace desk
{

namespace
{

QString yesOrNo(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

/// The point in time that the field holds; nullptr for the other fields.
const Instant* timeOf(const Ticket& ticket, Field field)
{
    switch (field) {
    case Field::Created:
        return &ticket.created;
    case Field::Updated:
        return &ticket.updated;
    case Field::WaitingSince:
        return &ticket.waitingSince;
    default:
        return nullptr;
    }
}

/// True if the field's one value (or one of its labels) equals one of the values.
bool equalsOne(const Ticket& ticket, Field field, const QStringList& values)
{
    const auto has = [&values](const QString& value) { return !value.isEmpty() && values.contains(value); };
    const auto hasWord = [&values](QStringView word) { return values.contains(word); };
    switch (field) {
    case Field::Channel:
        return hasWord(wordOf(ticket.channel));
    case Field::Status:
        return hasWord(wordOf(ticket.status));
    case Field::Spam:
        return has(yesOrNo(ticket.spam));
    case Field::Assignee:
        return has(ticket.assignee.value());
    case Field::Team:
        return has(ticket.team.value());
    case Field::Label:
        return std::any_of(ticket.labels.begin(), ticket.labels.end(),
                           [&has](const LabelId& label) { return has(label.value()); });
    case Field::Priority:
        return hasWord(wordOf(ticket.priority));
    case Field::Brand:
        return has(ticket.brand);
    case Field::Requester:
        return has(ticket.requester.value());
    case Field::Unread:
        return has(yesOrNo(ticket.unread));
    case Field::HasAttachment:
        return has(yesOrNo(ticket.hasAttachment));
    case Field::Subject:
        return has(ticket.subject);
    case Field::Created:
    case Field::Updated:
    case Field::WaitingSince:
        return false;
    }
    return false;
}

bool isSet(const Ticket& ticket, Field field)
{
    switch (field) {
    case Field::Assignee:
        return !ticket.assignee.isEmpty();
    case Field::Team:
        return !ticket.team.isEmpty();
    case Field::Label:
        return !ticket.labels.isEmpty();
    case Field::Brand:
        return !ticket.brand.isEmpty();
    case Field::Requester:
        return !ticket.requester.isEmpty();
    case Field::Subject:
        return !ticket.subject.isEmpty();
    case Field::Created:
    case Field::Updated:
    case Field::WaitingSince:
        return timeOf(ticket, field)->isSet();
    case Field::Channel:
    case Field::Status:
    case Field::Spam:
    case Field::Priority:
    case Field::Unread:
    case Field::HasAttachment:
        return true;
    }
    return false;
}

bool contains(const Ticket& ticket, Field field, const QStringList& values)
{
    if (field != Field::Subject && field != Field::Brand)
        return false;
    const QString text = (field == Field::Subject ? ticket.subject : ticket.brand).toCaseFolded();
    return std::any_of(values.begin(), values.end(), [&text](const QString& value) {
        return !value.isEmpty() && text.contains(value.toCaseFolded());
    });
}

bool matchesTime(const Condition& condition, Instant at, Instant now)
{
    if (!at.isSet())
        return false;
    switch (condition.test) {
    case Test::Before:
        return at < condition.at;
    case Test::After:
        return at > condition.at;
    case Test::OlderThan:
        return at < now - condition.age;
    case Test::YoungerThan:
        return at > now - condition.age;
    default:
        return false;
    }
}

bool matchesCondition(const Condition& condition, const Ticket& ticket, Instant now)
{
    const Instant* time = timeOf(ticket, condition.field);
    switch (condition.test) {
    case Test::Is:
        return equalsOne(ticket, condition.field, condition.values);
    case Test::IsNot:
        return !time && !equalsOne(ticket, condition.field, condition.values);
    case Test::IsSet:
        return isSet(ticket, condition.field);
    case Test::IsNotSet:
        return !isSet(ticket, condition.field);
    case Test::Contains:
        return contains(ticket, condition.field, condition.values);
    case Test::Before:
    case Test::After:
    case Test::OlderThan:
    case Test::YoungerThan:
        return time && matchesTime(condition, *time, now);
    }
    return false;
}

template<class Visit>
void eachCondition(const Filter& filter, const Visit& visit)
{
    if (filter.kind == Filter::Kind::Condition)
        return visit(filter.condition);
    for (const Filter& child : filter.children)
        eachCondition(child, visit);
}

bool isAge(const Condition& condition)
{
    return condition.test == Test::OlderThan || condition.test == Test::YoungerThan;
}

} // namespace

bool matches(const Filter& filter, const Ticket& ticket, Instant now)
{
    const auto holds = [&ticket, now](const Filter& child) { return matches(child, ticket, now); };
    switch (filter.kind) {
    case Filter::Kind::Condition:
        return matchesCondition(filter.condition, ticket, now);
    case Filter::Kind::All:
        return std::all_of(filter.children.begin(), filter.children.end(), holds);
    case Filter::Kind::Any:
        return std::any_of(filter.children.begin(), filter.children.end(), holds);
    case Filter::Kind::Not:
        return !std::all_of(filter.children.begin(), filter.children.end(), holds);
    }
    return false;
}

QSet<Field> fieldsOf(const Filter& filter)
{
    QSet<Field> fields;
    eachCondition(filter, [&fields](const Condition& condition) { fields.insert(condition.field); });
    return fields;
}

bool dependsOnTime(const Filter& filter)
{
    bool depends = false;
    eachCondition(filter, [&depends](const Condition& condition) { depends = depends || isAge(condition); });
    return depends;
}

QList<Condition> agesOf(const Filter& filter)
{
    QList<Condition> ages;
    eachCondition(filter, [&ages](const Condition& condition) {
        if (isAge(condition))
            ages.append(condition);
    });
    return ages;
}

Instant nextCrossing(const Filter& filter, const Ticket& ticket, Instant now)
{
    Instant next;
    eachCondition(filter, [&](const Condition& condition) {
        const Instant* time = timeOf(ticket, condition.field);
        if (!isAge(condition) || !time || !time->isSet())
            return;
        // Both comparisons are exclusive: "younger" ends at the exact age, "older" begins one millisecond after it.
        const Instant crossing = *time + condition.age + (condition.test == Test::OlderThan ? 1 : 0);
        if (crossing > now && (!next.isSet() || crossing < next))
            next = crossing;
    });
    return next;
}

} // namespace desk
