#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <concepts>
#include <optional>
#include <variant>

namespace sql
{

/// Bytes that are UTF-8 text already (serialised JSON): stored as text without a detour over QString.
struct Utf8 {
    QByteArray bytes;
    bool operator==(const Utf8&) const = default;
};

/// One SQL value. Only a default-made Value, nullptr and std::nullopt are NULL: a null QString is the empty text.
class Value
{
public:
    using Storage = std::variant<std::monostate, qint64, double, bool, QString, QByteArray, Utf8>;

    Value() = default;
    Value(std::nullptr_t) {}
    Value(std::nullopt_t) {}
    template<std::same_as<bool> T>
    Value(T value)
        : m_data(value)
    {
    }
    template<std::integral T>
    requires(!std::same_as<T, bool>) Value(T value)
        : m_data(static_cast<qint64>(value))
    {
    }
    Value(double value)
        : m_data(value)
    {
    }
    Value(QString value)
        : m_data(std::move(value))
    {
    }
    Value(QStringView value)
        : m_data(value.toString())
    {
    }
    Value(QByteArray value)
        : m_data(std::move(value))
    {
    }
    Value(Utf8 value)
        : m_data(std::move(value))
    {
    }
    template<class T>
    Value(const std::optional<T>& value)
    {
        if (value)
            *this = Value(*value);
    }

    bool isNull() const noexcept { return std::holds_alternative<std::monostate>(m_data); }
    const Storage& data() const noexcept { return m_data; }

    bool operator==(const Value&) const = default;

private:
    Storage m_data;
};

/// Arguments for the `?` of a statement, from left to right.
using Values = QList<Value>;

} // namespace sql
