// The JSON form of a filter: {"all": [...]}, {"any": [...]}, {"not": {...}} or one condition
// {"field": "status", "test": "is", "values": ["open"]}.

#include "desk/filter.h"
#include "desk/json_reader.h"
#include "desk/json_writer.h"

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

QJsonArray childrenOf(const Filter& filter)
{
    QJsonArray array;
    for (const Filter& child : filter.children)
        array.append(toJson(child));
    return array;
}

QJsonObject conditionJson(const Condition& condition)
{
    Writer writer;
    writer.required("field"_L1, condition.field);
    writer.required("test"_L1, condition.test);
    writer.field("values"_L1, condition.values);
    writer.field("at"_L1, condition.at);
    if (condition.age != 0)
        writer.required("age"_L1, condition.age);
    return writer.object();
}

} // namespace

QJsonObject toJson(const Filter& filter)
{
    switch (filter.kind) {
    case Filter::Kind::Condition:
        return conditionJson(filter.condition);
    case Filter::Kind::All:
        return {{"all"_L1, childrenOf(filter)}};
    case Filter::Kind::Any:
        return {{"any"_L1, childrenOf(filter)}};
    case Filter::Kind::Not:
        return {{"not"_L1, toJson(filter.children.value(0))}};
    }
    return {};
}

void Reader::read(const QJsonValue& value, const JsonPath& path, Filter& out)
{
    readFilter(value, path, out, 1);
}

void Reader::readChildren(const QJsonValue& value, const JsonPath& path, Filter& out, int depth)
{
    if (!value.isArray())
        return fail(path, QStringLiteral("expected list"));
    const QJsonArray array = value.toArray();
    out.children.reserve(array.size());
    for (qsizetype i = 0; i < array.size() && !m_error; ++i)
        readFilter(array.at(i), JsonPath(path, i), out.children.emplaceBack(), depth + 1);
}

void Reader::readFilter(const QJsonValue& value, const JsonPath& path, Filter& out, int depth)
{
    if (depth > kDeepestFilter)
        return fail(path, QStringLiteral("nested too deeply"));
    if (!value.isObject())
        return fail(path, QStringLiteral("expected object"));
    const QJsonObject object = value.toObject();
    out = {};
    if (object.contains("all"_L1))
        return readChildren(object.value("all"_L1), JsonPath(path, "all"_L1), out, depth);
    if (object.contains("any"_L1)) {
        out.kind = Filter::Kind::Any;
        return readChildren(object.value("any"_L1), JsonPath(path, "any"_L1), out, depth);
    }
    if (object.contains("not"_L1)) {
        out.kind = Filter::Kind::Not;
        return readFilter(object.value("not"_L1), JsonPath(path, "not"_L1), out.children.emplaceBack(), depth + 1);
    }
    out.kind = Filter::Kind::Condition;
    Reader reader(object, path, m_error);
    reader.required("field"_L1, out.condition.field);
    reader.required("test"_L1, out.condition.test);
    reader.field("values"_L1, out.condition.values);
    reader.field("at"_L1, out.condition.at);
    reader.count("age"_L1, out.condition.age);
}

} // namespace desk
