#pragma once
// The JSON codec of the wire and of the stored rows. Unknown fields are ignored (an operation's reader may be strict);
// a wrong type is an error that names its path (`ticket.assignee: expected string`); nothing here ever crashes or
// throws on input.

#include "desk/draft.h"
#include "desk/entity.h"
#include "desk/operation.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace desk
{

struct JsonError {
    /// UnknownWord: one of an enumeration that this program does not have. UnknownField: strict reading only.
    enum class Kind { Wrong, UnknownWord, UnknownField };

    QString path;    ///< ticket.assignee
    QString message; ///< expected string
    Kind kind = Kind::Wrong;

    QString toString() const { return path + QStringLiteral(": ") + message; }
    bool operator==(const JsonError&) const = default;
};

/// A value or the first error.
template<class T>
class Parsed
{
public:
    Parsed(T value)
        : m_data(std::move(value))
    {
    }
    Parsed(JsonError error)
        : m_data(std::move(error))
    {
    }

    bool ok() const { return m_data.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const { return std::get<0>(m_data); }
    T& value() { return std::get<0>(m_data); }
    const JsonError& error() const { return std::get<1>(m_data); }
    const T& operator*() const { return value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, JsonError> m_data;
};

/// Parses bytes to an object; caps nesting (64) and size (`maxBytes`).
Parsed<QJsonObject> parseObject(const QByteArray& bytes, qsizetype maxBytes = 64 * 1024 * 1024);

QJsonObject toJson(const Ticket&);
QJsonObject toJson(const Message&);
QJsonObject toJson(const Attachment&);
QJsonObject toJson(const Profile&);
QJsonObject toJson(const Agent&);
QJsonObject toJson(const Team&);
QJsonObject toJson(const Label&);
QJsonObject toJson(const Macro&);
QJsonObject toJson(const View&);
QJsonObject toJson(const Event&);
QJsonObject toJson(const Order&);
QJsonObject toJson(const Subscription&);
QJsonObject toJson(const Draft&);
QJsonObject toJson(const Operation&);
QJsonObject toJson(const Filter&);
QJsonObject toJson(const Change&);

/// T is one of the types above. The path of errors starts with the entity's kind.
template<class T>
Parsed<T> fromJson(const QJsonObject& object);
template<>
Parsed<Ticket> fromJson<Ticket>(const QJsonObject& object);
template<>
Parsed<Message> fromJson<Message>(const QJsonObject& object);
template<>
Parsed<Attachment> fromJson<Attachment>(const QJsonObject& object);
template<>
Parsed<Profile> fromJson<Profile>(const QJsonObject& object);
template<>
Parsed<Agent> fromJson<Agent>(const QJsonObject& object);
template<>
Parsed<Team> fromJson<Team>(const QJsonObject& object);
template<>
Parsed<Label> fromJson<Label>(const QJsonObject& object);
template<>
Parsed<Macro> fromJson<Macro>(const QJsonObject& object);
template<>
Parsed<View> fromJson<View>(const QJsonObject& object);
template<>
Parsed<Event> fromJson<Event>(const QJsonObject& object);
template<>
Parsed<Order> fromJson<Order>(const QJsonObject& object);
template<>
Parsed<Subscription> fromJson<Subscription>(const QJsonObject& object);
template<>
Parsed<Draft> fromJson<Draft>(const QJsonObject& object);
template<>
Parsed<Operation> fromJson<Operation>(const QJsonObject& object);
/// As fromJson<Operation>, but what is not known is an error at every depth: whoever executes it must not do half of
/// what a newer program meant. (Of a key that stands twice Qt's parser shows only the last.)
Parsed<Operation> strictOperation(const QJsonObject& object);
template<>
Parsed<Filter> fromJson<Filter>(const QJsonObject& object);
template<>
Parsed<Change> fromJson<Change>(const QJsonObject& object);

} // namespace desk
