// Prints a filter. A word alone is a condition, words side by side are all of them, `or` between them any of them; a
// list of fewer than two children says which it is: (and), (or x).

#include "desk/filter.h"

#include "desk/filter_syntax.h"
#include "desk/words.h"

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

QString quoted(const QString& value)
{
    const bool bare = !value.isEmpty() && std::all_of(value.begin(), value.end(), syntax::isBare);
    if (bare)
        return value;
    QString text = value;
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

QString list(const QStringList& values)
{
    QStringList words;
    for (const QString& value : values)
        words.append(quoted(value));
    return words.join(u',');
}

QString moment(Instant at)
{
    const QString iso = at.utc().toString(syntax::kMomentFormat.toString()) + u'Z';
    const bool exact = at.ms > 0 && syntax::momentFrom(iso) == std::optional(at);
    return exact ? iso : u'@' + QString::number(at.ms);
}

/// The largest unit that divides the age: 90m, 2h, 3d.
QString duration(qint64 age)
{
    for (const syntax::Unit& unit : syntax::kUnits)
        if (age != 0 && age % unit.ms == 0)
            return QString::number(age / unit.ms) + unit.name.toString();
    return u"0s"_s;
}

QString conditionText(const Condition& condition)
{
    const QString field = toString(condition.field);
    switch (condition.test) {
    case Test::Is:
        return field + u':' + list(condition.values);
    case Test::IsNot:
        return field + u"!:"_s + list(condition.values);
    case Test::IsSet:
        return field + u":*"_s;
    case Test::IsNotSet:
        return field + u"!:*"_s;
    case Test::Before:
        return field + u'<' + moment(condition.at);
    case Test::After:
        return field + u'>' + moment(condition.at);
    case Test::OlderThan:
        return field + u'>' + duration(condition.age);
    case Test::YoungerThan:
        return field + u'<' + duration(condition.age);
    case Test::Contains:
        return field + u'~' + list(condition.values);
    }
    return {};
}

QString nested(const Filter& filter);

QString listText(const Filter& filter, const QString& word, const QString& glue)
{
    QStringList parts;
    for (const Filter& child : filter.children)
        parts.append(nested(child));
    if (parts.size() < 2)
        parts.prepend(word);
    return parts.join(parts.size() > filter.children.size() ? u" "_s : glue);
}

/// Without the outermost brackets.
QString bareText(const Filter& filter)
{
    switch (filter.kind) {
    case Filter::Kind::Condition:
        return conditionText(filter.condition);
    case Filter::Kind::All:
        return listText(filter, u"and"_s, u" "_s);
    case Filter::Kind::Any:
        return listText(filter, u"or"_s, u" or "_s);
    case Filter::Kind::Not:
        return u'-' + (filter.children.isEmpty() ? u"(and)"_s : nested(filter.children.first()));
    }
    return {};
}

QString nested(const Filter& filter)
{
    const bool isList = filter.kind == Filter::Kind::All || filter.kind == Filter::Kind::Any;
    return isList ? u'(' + bareText(filter) + u')' : bareText(filter);
}

} // namespace

QString toText(const Filter& filter)
{
    if (filter.kind == Filter::Kind::All && filter.children.isEmpty())
        return {};
    return bareText(filter);
}

} // namespace desk
