#include "desk/filter.h"

namespace desk
{

bool Filter::operator==(const Filter& other) const
{
    if (kind != other.kind)
        return false;
    return kind == Kind::Condition ? condition == other.condition : children == other.children;
}

Filter Filter::is(Field field, const QString& value)
{
    return of({field, Test::Is, {value}, {}, 0});
}

Filter Filter::isNot(Field field, const QString& value)
{
    return of({field, Test::IsNot, {value}, {}, 0});
}

Filter Filter::of(Condition condition)
{
    Filter filter;
    filter.kind = Kind::Condition;
    filter.condition = std::move(condition);
    return filter;
}

Filter Filter::all(QList<Filter> children)
{
    Filter filter;
    filter.children = std::move(children);
    return filter;
}

Filter Filter::any(QList<Filter> children)
{
    Filter filter;
    filter.kind = Kind::Any;
    filter.children = std::move(children);
    return filter;
}

Filter Filter::negate(Filter child)
{
    Filter filter;
    filter.kind = Kind::Not;
    filter.children.append(std::move(child));
    return filter;
}

} // namespace desk
