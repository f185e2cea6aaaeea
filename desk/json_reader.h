#pragma once
// Reads the fields of one JSON object into values and keeps the first error with its path. Internal to the codec.

#include "desk/ids.h"
#include "desk/instant.h"
#include "desk/json.h"
#include "desk/json_path.h"
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

/// Text as the rest of the program may rely on it: no U+0000 (databases end texts there), lone surrogates replaced.
QString wellFormed(QString text);

/// The largest whole number that every JSON implementation carries exactly: 2^53.
inline constexpr qint64 kLargestWhole = qint64(1) << 53;

class Reader;

template<class T>
concept Described = requires(Reader& reader, T& value)
{
    describe(reader, value);
};

template<class E>
concept Worded = std::is_enum_v<E> && requires
{
    Words<E>::kTable;
};

/// One object being read. After the first error every further call does nothing.
class Reader
{
public:
    template<class T>
    using Ref = T&;

    enum class Unknown { Ignored, Refused };

    Reader(const QJsonObject& object, const JsonPath& path, std::optional<JsonError>& error,
           Unknown unknown = Unknown::Ignored)
        : m_object(object)
        , m_path(path)
        , m_error(error)
        , m_unknown(unknown)
    {
    }

    /// After the last field: strict readers refuse what no field has asked for.
    void finish();

    /// Absent and null are errors; so is an empty id.
    template<class T>
    void required(QLatin1StringView key, T& out)
    {
        const QJsonValue value = take(key);
        const JsonPath path(m_path, key);
        if (absent(value))
            return fail(path, QStringLiteral("missing"));
        read(value, path, out);
        if constexpr (requires { out.isEmpty(); })
            if (!m_error && out.isEmpty())
                fail(path, QStringLiteral("must not be empty"));
    }

    /// Absent and null leave the default.
    template<class T>
    void field(QLatin1StringView key, T& out)
    {
        const QJsonValue value = take(key);
        if (!absent(value))
            read(value, JsonPath(m_path, key), out);
    }

    /// A whole number from 0 on.
    template<class T>
    void count(QLatin1StringView key, T& out)
    {
        T number = out;
        field(key, number);
        if (!m_error && number < 0)
            return fail(JsonPath(m_path, key), QStringLiteral("must not be negative"));
        out = number;
    }

    void read(const QJsonValue& value, const JsonPath& path, QString& out);
    void read(const QJsonValue& value, const JsonPath& path, bool& out);
    void read(const QJsonValue& value, const JsonPath& path, int& out);
    void read(const QJsonValue& value, const JsonPath& path, qint64& out);
    void read(const QJsonValue& value, const JsonPath& path, double& out);
    void read(const QJsonValue& value, const JsonPath& path, Instant& out);
    void read(const QJsonValue& value, const JsonPath& path, QMap<QString, QString>& out);
    void read(const QJsonValue& value, const JsonPath& path, Filter& out);

    template<class Tag>
    void read(const QJsonValue& value, const JsonPath& path, Id<Tag>& out)
    {
        QString text;
        read(value, path, text);
        out = Id<Tag>(text);
    }

    template<Worded E>
    void read(const QJsonValue& value, const JsonPath& path, E& out)
    {
        QString word;
        read(value, path, word);
        if (m_error)
            return;
        const std::optional<E> known = fromWord<E>(word);
        if (!known)
            return fail({path.toString(), QStringLiteral("unknown word \"%1\"").arg(word.left(64)),
                         JsonError::Kind::UnknownWord});
        out = *known;
    }

    template<class T>
    void read(const QJsonValue& value, const JsonPath& path, std::optional<T>& out)
    {
        read(value, path, out.emplace());
    }

    template<class T>
    void read(const QJsonValue& value, const JsonPath& path, QList<T>& out)
    {
        if (!value.isArray())
            return fail(path, QStringLiteral("expected list"));
        const QJsonArray array = value.toArray();
        out.clear();
        out.reserve(array.size());
        for (qsizetype i = 0; i < array.size() && !m_error; ++i)
            read(array.at(i), JsonPath(path, i), out.emplaceBack());
    }

    template<Described T>
    void read(const QJsonValue& value, const JsonPath& path, T& out)
    {
        if (!value.isObject())
            return fail(path, QStringLiteral("expected object"));
        const QJsonObject object = value.toObject();
        Reader reader(object, path, m_error, m_unknown);
        describe(reader, out);
        reader.finish();
    }

    const QJsonObject& object() const { return m_object; }
    const JsonPath& path() const { return m_path; }
    bool failed() const { return m_error.has_value(); }
    void fail(const JsonPath& path, const QString& message);
    /// Takes over an error whose path is complete.
    void fail(JsonError error);

private:
    QJsonValue take(QLatin1StringView key)
    {
        if (m_unknown == Unknown::Refused)
            m_asked.append(key);
        return m_object.value(key);
    }
    static bool absent(const QJsonValue& value) { return value.isUndefined() || value.isNull(); }
    bool whole(const QJsonValue& value, const JsonPath& path, qint64& out);
    void readFilter(const QJsonValue& value, const JsonPath& path, Filter& out, int depth);
    void readChildren(const QJsonValue& value, const JsonPath& path, Filter& out, int depth);

    const QJsonObject& m_object;
    const JsonPath& m_path;
    std::optional<JsonError>& m_error;
    Unknown m_unknown;
    QList<QLatin1StringView> m_asked; ///< by strict readers
};

} // namespace desk
