#pragma once
// Writes the fields of a value into a JSON object: the mirror of json_reader.h. Internal to the codec.

#include "desk/ids.h"
#include "desk/instant.h"
#include "desk/json.h"
#include "desk/words.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMap>

#include <optional>
#include <type_traits>

namespace desk
{

/// Texts, ids, times and lists that are empty are left out: their absence means just that.
class Writer
{
public:
    template<class T>
    using Ref = const T&;

    template<class T>
    void required(QLatin1StringView key, const T& value)
    {
        m_object.insert(key, json(value));
    }

    template<class T>
    void field(QLatin1StringView key, const T& value)
    {
        if (!omitted(value))
            m_object.insert(key, json(value));
    }

    template<class T>
    void count(QLatin1StringView key, const T& value)
    {
        m_object.insert(key, json(value));
    }

    QJsonObject object() const { return m_object; }

private:
    template<class T>
    static bool omitted(const T& value)
    {
        if constexpr (std::is_same_v<T, Instant>)
            return !value.isSet();
        else if constexpr (requires { value.has_value(); })
            return !value.has_value();
        else if constexpr (requires { value.isEmpty(); })
            return value.isEmpty();
        else
            return false;
    }

    static QJsonValue json(const QString& value) { return value; }
    static QJsonValue json(bool value) { return value; }
    static QJsonValue json(int value) { return value; }
    static QJsonValue json(qint64 value) { return value; }
    static QJsonValue json(double value) { return value; }
    static QJsonValue json(Instant value) { return value.ms; }
    static QJsonValue json(const Filter& value) { return toJson(value); }
    static QJsonValue json(const QMap<QString, QString>& map)
    {
        QJsonObject object;
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            object.insert(it.key(), it.value());
        return object;
    }

    template<class Tag>
    static QJsonValue json(const Id<Tag>& id)
    {
        return id.value();
    }

    template<class E>
    requires std::is_enum_v<E>
    static QJsonValue json(E value) { return wordOf(value).toString(); }

    template<class T>
    static QJsonValue json(const std::optional<T>& value)
    {
        return value ? json(*value) : QJsonValue();
    }

    template<class T>
    static QJsonValue json(const QList<T>& list)
    {
        QJsonArray array;
        for (const T& value : list)
            array.append(json(value));
        return array;
    }

    template<class T>
    requires std::is_class_v<T>
    static QJsonValue json(const T& value)
    {
        Writer writer;
        describe(writer, value);
        return writer.object();
    }

    QJsonObject m_object;
};

} // namespace desk
