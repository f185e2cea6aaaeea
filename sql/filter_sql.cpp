#include "sql/filter_sql.h"

namespace sql
{

using namespace Qt::StringLiterals;
using desk::Condition;
using desk::Field;
using desk::Filter;
using desk::Test;

namespace
{

constexpr int deepest = 48;
constexpr int shallow = 8;

const QString always = u"1=1"_s;
const QString never = u"1=0"_s;

bool isTime(Field field)
{
    return field == Field::Created || field == Field::Updated || field == Field::WaitingSince;
}

bool isFlag(Field field)
{
    return field == Field::Spam || field == Field::Unread || field == Field::HasAttachment;
}

/// Joins in a balanced way: SQLite refuses expressions that are deeper than 1,000, and a chain of ANDs is deep.
QString joined(const QStringList& parts, const QString& word)
{
    if (parts.size() <= 16)
        return u'(' + parts.join(word) + u')';
    const qsizetype half = parts.size() / 2;
    return u'(' + joined(parts.first(half), word) + word + joined(parts.sliced(half), word) + u')';
}

/// Levels of the tree, at most `limit`.
int depthOf(const Filter& filter, int limit)
{
    int depth = 0;
    if (filter.kind == Filter::Kind::Condition || limit <= 1)
        return 1;
    for (const Filter& child : filter.children)
        depth = std::max(depth, depthOf(child, limit - 1));
    return depth + 1;
}

class Writer
{
public:
    Writer(const TicketColumns& columns, desk::Instant now)
        : m_columns(columns)
        , m_now(now)
    {
    }

    QString write(const Filter& filter, int depth)
    {
        if (depth > deepest)
            throw Failure(ErrorKind::Other, u"the filter is nested too deeply"_s);
        switch (filter.kind) {
        case Filter::Kind::Condition:
            return condition(filter.condition);
        case Filter::Kind::All:
            return children(filter, u" AND "_s, always, depth);
        case Filter::Kind::Any:
            return children(filter, u" OR "_s, never, depth);
        case Filter::Kind::Not:
            return u"NOT ("_s + children(filter, u" AND "_s, always, depth) + u')';
        }
        return never;
    }

    Values args;

private:
    QString children(const Filter& filter, const QString& word, const QString& none, int depth)
    {
        QList<const Filter*> order;
        for (const Filter& child : filter.children)
            order += &child;
        // SQLite's parser has a stack of 100, and what is nested on the left side of an operator takes least of it.
        if (depthOf(filter, shallow + 1) > shallow) {
            std::stable_sort(order.begin(), order.end(), [](const Filter* a, const Filter* b) {
                return depthOf(*a, deepest) > depthOf(*b, deepest);
            });
        }
        QStringList parts;
        for (const Filter* child : order)
            parts += write(*child, depth + 1);
        if (parts.isEmpty())
            return none;
        return parts.size() == 1 ? parts.first() : joined(parts, word);
    }

    QString condition(const Condition& condition)
    {
        switch (condition.test) {
        case Test::Is:
            return isTime(condition.field) ? never : equalsOne(condition);
        case Test::IsNot:
            return isTime(condition.field) ? never : u"NOT ("_s + equalsOne(condition) + u')';
        case Test::IsSet:
            return isSet(condition.field);
        case Test::IsNotSet:
            return isNotSet(condition.field);
        case Test::Contains:
            return contains(condition);
        case Test::Before:
            return compare(condition.field, u"<"_s, condition.at);
        case Test::After:
            return compare(condition.field, u">"_s, condition.at);
        case Test::OlderThan:
            return compare(condition.field, u"<"_s, m_now - condition.age);
        case Test::YoungerThan:
            return compare(condition.field, u">"_s, m_now - condition.age);
        }
        return never;
    }

    QString column(Field field) const
    {
        switch (field) {
        case Field::Channel:
            return m_columns.channel;
        case Field::Status:
            return m_columns.status;
        case Field::Spam:
            return m_columns.spam;
        case Field::Assignee:
            return m_columns.assignee;
        case Field::Team:
            return m_columns.team;
        case Field::Label:
            return m_columns.labels;
        case Field::Priority:
            return m_columns.priority;
        case Field::Brand:
            return m_columns.brand;
        case Field::Requester:
            return m_columns.requester;
        case Field::Unread:
            return m_columns.unread;
        case Field::HasAttachment:
            return m_columns.hasAttachment;
        case Field::Created:
            return m_columns.created;
        case Field::Updated:
            return m_columns.updated;
        case Field::WaitingSince:
            return m_columns.waitingSince;
        case Field::Subject:
            return m_columns.subject;
        }
        return never;
    }

    /// The condition's values as the table stores them; words that no row can have fall away.
    Values storedValues(const Condition& condition) const
    {
        Values result;
        for (const QString& word : condition.values) {
            if (word.isEmpty())
                continue;
            if (isFlag(condition.field)) {
                if (word == "true"_L1 || word == "false"_L1)
                    result += Value(word == "true"_L1 ? 1 : 0);
                continue;
            }
            const Value value = m_columns.stored ? m_columns.stored(condition.field, word) : Value(word);
            if (!value.isNull())
                result += value;
        }
        return result;
    }

    QString equalsOne(const Condition& condition)
    {
        const Values values = storedValues(condition);
        if (values.isEmpty())
            return never;
        args += values;
        const QString name = column(condition.field);
        if (condition.field == Field::Label)
            return joined(QStringList(values.size(), u"? IN (%1)"_s.arg(name)), u" OR "_s);
        if (values.size() == 1)
            return name + u" = ?"_s;
        return name + u" IN ("_s + QStringList(values.size(), u"?"_s).join(u", "_s) + u')';
    }

    QString isSet(Field field) const
    {
        switch (field) {
        case Field::Label:
            return u"EXISTS (%1)"_s.arg(m_columns.labels);
        case Field::Assignee:
        case Field::Team:
        case Field::Brand:
        case Field::Requester:
        case Field::Subject:
            return column(field) + u" <> ''"_s;
        case Field::Created:
        case Field::Updated:
        case Field::WaitingSince:
            return column(field) + u" <> 0"_s;
        case Field::Channel:
        case Field::Status:
        case Field::Spam:
        case Field::Priority:
        case Field::Unread:
        case Field::HasAttachment:
            return always;
        }
        return never;
    }

    /// Not as the negation: an index serves an equality.
    QString isNotSet(Field field) const
    {
        switch (field) {
        case Field::Assignee:
        case Field::Team:
        case Field::Brand:
        case Field::Requester:
        case Field::Subject:
            return column(field) + u" = ''"_s;
        case Field::Created:
        case Field::Updated:
        case Field::WaitingSince:
            return column(field) + u" = 0"_s;
        default:
            return u"NOT ("_s + isSet(field) + u')';
        }
    }

    QString contains(const Condition& condition)
    {
        if (condition.field != Field::Subject && condition.field != Field::Brand)
            return never;
        const QString& folded = condition.field == Field::Subject ? m_columns.foldedSubject : m_columns.foldedBrand;
        QStringList parts;
        for (const QString& value : condition.values) {
            if (value.isEmpty())
                continue;
            args += value.toCaseFolded();
            parts += u"{instr}(%1, ?) > 0"_s.arg(folded);
        }
        return parts.isEmpty() ? never : joined(parts, u" OR "_s);
    }

    QString compare(Field field, const QString& sign, desk::Instant at)
    {
        if (!isTime(field))
            return never;
        args += at.ms;
        // A time that is not set is 0, which ">" must not take for long ago when `at` lies before 1970.
        return u"(%1 <> 0 AND %1 %2 ?)"_s.arg(column(field), sign);
    }

    const TicketColumns& m_columns;
    desk::Instant m_now;
};

} // namespace

Where filterSql(const desk::Filter& filter, const TicketColumns& columns, desk::Instant now)
{
    Writer writer(columns, now);
    const QString sql = u'(' + writer.write(filter, 0) + u')';
    return {sql, writer.args};
}

} // namespace sql
