#include "desk/json.h"

#include "desk/json_fields_people.h"
#include "desk/json_fields_work.h"
#include "desk/json_reader.h"
#include "desk/json_writer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonParseError>

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kDeepestValue = 64;

/// True if brackets outside of texts nest deeper than the cap; a linear look before the parser allocates anything.
bool tooDeep(const QByteArray& bytes)
{
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inText && c == '\\')
            ++i;
        else if (c == '"')
            inText = !inText;
        else if (!inText && (c == '{' || c == '['))
            ++depth;
        else if (!inText && (c == '}' || c == ']'))
            --depth;
        if (depth > kDeepestValue)
            return true;
    }
    return false;
}

template<class T>
void normalise(T&)
{
}

void normalise(Ticket& ticket)
{
    std::sort(ticket.labels.begin(), ticket.labels.end());
    ticket.labels.erase(std::unique(ticket.labels.begin(), ticket.labels.end()), ticket.labels.end());
}

template<class T>
QJsonObject write(const T& value)
{
    Writer writer;
    describe(writer, value);
    return writer.object();
}

template<class T>
void readInto(const QJsonObject& object, const JsonPath& path, std::optional<JsonError>& error, T& out)
{
    Reader reader(object, path, error);
    describe(reader, out);
    if (!error)
        normalise(out);
}

template<class T>
Parsed<T> parse(const QJsonObject& object, QLatin1StringView root)
{
    T value;
    std::optional<JsonError> error;
    readInto(object, JsonPath(root), error, value);
    if (error)
        return *error;
    return value;
}

template<size_t... I>
Entity emptyEntity(EntityKind kind, std::index_sequence<I...>)
{
    Entity entity;
    (void)((size_t(kind) == I && (entity.emplace<I>(), true)) || ...);
    return entity;
}

void readEntity(Reader& reader, Change& change)
{
    const JsonPath path(reader.path(), "entity"_L1);
    const QJsonValue value = reader.object().value("entity"_L1);
    if (reader.failed() || value.isUndefined() || value.isNull())
        return;
    if (!value.isObject())
        return reader.fail(path, QStringLiteral("expected object"));
    std::optional<JsonError> error;
    Entity entity = emptyEntity(change.kind, std::make_index_sequence<std::variant_size_v<Entity>>());
    const QJsonObject object = value.toObject();
    std::visit([&](auto& typed) { readInto(object, path, error, typed); }, entity);
    if (error)
        return reader.fail(*error);
    if (idOf(entity) != change.id)
        return reader.fail(JsonPath(path, "id"_L1), QStringLiteral("differs from the id of the change"));
    change.entity = std::move(entity);
}

} // namespace

Parsed<QJsonObject> parseObject(const QByteArray& bytes, qsizetype maxBytes)
{
    const auto error = [](const QString& message) { return JsonError{QStringLiteral("json"), message}; };
    if (bytes.size() > maxBytes)
        return error(QStringLiteral("larger than %1 bytes").arg(maxBytes));
    if (tooDeep(bytes))
        return error(QStringLiteral("nested deeper than %1 levels").arg(kDeepestValue));
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return error(QStringLiteral("%1 at byte %2").arg(parseError.errorString()).arg(parseError.offset));
    if (!document.isObject())
        return error(QStringLiteral("expected object"));
    return document.object();
}

QJsonObject toJson(const Change& change)
{
    Writer writer;
    writer.required("seq"_L1, change.seq);
    writer.required("kind"_L1, change.kind);
    writer.required("id"_L1, change.id);
    QJsonObject object = writer.object();
    if (change.entity)
        object.insert("entity"_L1, std::visit([](const auto& value) { return write(value); }, *change.entity));
    return object;
}

Parsed<Operation> strictOperation(const QJsonObject& object)
{
    Operation operation;
    std::optional<JsonError> error;
    const JsonPath path("operation"_L1);
    Reader reader(object, path, error, Reader::Unknown::Refused);
    describe(reader, operation);
    reader.finish();
    if (error)
        return *error;
    return operation;
}

template<>
Parsed<Change> fromJson<Change>(const QJsonObject& object)
{
    Change change;
    std::optional<JsonError> error;
    const JsonPath path("change"_L1);
    Reader reader(object, path, error);
    reader.count("seq"_L1, change.seq);
    reader.required("kind"_L1, change.kind);
    reader.required("id"_L1, change.id);
    readEntity(reader, change);
    if (error)
        return *error;
    return change;
}

template<>
Parsed<Filter> fromJson<Filter>(const QJsonObject& object)
{
    Filter filter;
    std::optional<JsonError> error;
    const JsonPath path("filter"_L1);
    Reader reader(object, path, error);
    reader.read(QJsonValue(object), path, filter);
    if (error)
        return *error;
    return filter;
}

// One pair of functions for each type that the field lists describe.
#define BELLHOP_CODEC(Type, root)                                                                                      \
    QJsonObject toJson(const Type& value)                                                                              \
    {                                                                                                                  \
        return write(value);                                                                                           \
    }                                                                                                                  \
    template<>                                                                                                         \
    Parsed<Type> fromJson<Type>(const QJsonObject& object)                                                             \
    {                                                                                                                  \
        return parse<Type>(object, root##_L1);                                                                         \
    }

BELLHOP_CODEC(Ticket, "ticket")
BELLHOP_CODEC(Message, "message")
BELLHOP_CODEC(Attachment, "attachment")
BELLHOP_CODEC(Profile, "profile")
BELLHOP_CODEC(Agent, "agent")
BELLHOP_CODEC(Team, "team")
BELLHOP_CODEC(Label, "label")
BELLHOP_CODEC(Macro, "macro")
BELLHOP_CODEC(View, "view")
BELLHOP_CODEC(Event, "event")
BELLHOP_CODEC(Order, "order")
BELLHOP_CODEC(Subscription, "subscription")
BELLHOP_CODEC(Draft, "draft")
BELLHOP_CODEC(Operation, "operation")

#undef BELLHOP_CODEC

} // namespace desk
