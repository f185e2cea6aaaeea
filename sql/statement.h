#pragma once

#include "sql/value.h"

#include <QStringView>

#include <memory>

namespace sql
{

class StatementCache;

/// What an engine does for one prepared statement; only the drivers implement it, only Statement calls it.
class StatementDriver
{
public:
    virtual ~StatementDriver() = default;

    virtual void bind(int index, const Value& value) = 0; ///< index counts from 0
    virtual void bindInt(int index, qint64 value) = 0;
    virtual void bindText(int index, const QString& value) = 0;
    virtual int parameterCount() const = 0;
    virtual bool step() = 0;                 ///< true: a row is there; false: done
    virtual void reset() noexcept = 0;       ///< ends the run, forgets the bound values
    virtual qint64 affectedRows() const = 0; ///< after step() returned false
    virtual int columnCount() const = 0;
    virtual bool isNull(int column) const = 0;
    virtual qint64 integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual QString text(int column) const = 0;
    virtual QByteArray bytes(int column) const = 0;
    virtual Value value(int column) const = 0;

    QString source; ///< the SQL as the caller wrote it: the key in the cache
};

/// A prepared statement borrowed from its connection's cache: forward-only, reset and given back on scope exit
/// (EXAMPLES P4: an open read starves the checkpoint). Same thread as the connection. Every call may throw Failure.
class Statement
{
public:
    Statement(std::unique_ptr<StatementDriver> driver, std::weak_ptr<StatementCache> home);
    Statement(Statement&& other) noexcept = default;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    /// Ends a running read, then binds all `?` from left to right; a Values list fills as many as it holds.
    /// A wrong number of arguments is a Failure.
    template<class... Args>
    Statement& bind(const Args&... args)
    {
        reset();
        int index = 0;
        (bindNext(index, args), ...);
        checkBound(index);
        return *this;
    }

    /// Binds, runs to the end and returns the number of changed rows; the statement can be used again at once.
    template<class... Args>
    qint64 execute(const Args&... args)
    {
        bind(args...);
        return runToEnd();
    }

    /// Moves to the next row; false after the last one (the statement has then been reset).
    bool next();
    /// Ends the run and forgets the bound values.
    void reset() noexcept;

    int columnCount() const { return m_driver->columnCount(); }
    bool isNull(int column) const { return m_driver->isNull(column); }
    QString text(int column) const { return m_driver->text(column); }      ///< NULL is the empty text
    QByteArray bytes(int column) const { return m_driver->bytes(column); } ///< blob, or text as UTF-8
    qint64 integer(int column) const { return m_driver->integer(column); } ///< NULL is 0
    Value value(int column) const { return m_driver->value(column); }      ///< in the engine's own type

    /// The column as bool, an integer type, double, QString, QByteArray, or std::optional of these (NULL = nullopt).
    template<class T>
    T get(int column) const;

private:
    template<class T>
    void bindNext(int& index, const T& value);
    void checkRoom(int index) const;
    void checkBound(int count) const;
    qint64 runToEnd();

    std::unique_ptr<StatementDriver> m_driver;
    std::weak_ptr<StatementCache> m_home;
};

namespace detail
{
template<class T>
struct Optional : std::false_type {
};
template<class T>
struct Optional<std::optional<T>> : std::true_type {
    using Inner = T;
};
} // namespace detail

template<class T>
T Statement::get(int column) const
{
    if constexpr (detail::Optional<T>::value) {
        if (isNull(column))
            return std::nullopt;
        return get<typename detail::Optional<T>::Inner>(column);
    } else if constexpr (std::same_as<T, bool>) {
        return integer(column) != 0;
    } else if constexpr (std::integral<T>) {
        return static_cast<T>(integer(column));
    } else if constexpr (std::floating_point<T>) {
        return static_cast<T>(m_driver->real(column));
    } else if constexpr (std::same_as<T, QByteArray>) {
        return bytes(column);
    } else {
        static_assert(std::same_as<T, QString>, "no conversion from a column to this type");
        return text(column);
    }
}

template<class T>
void Statement::bindNext(int& index, const T& value)
{
    if constexpr (std::same_as<T, Values>) {
        for (const Value& each : value)
            bindNext(index, each);
    } else {
        checkRoom(index);
        if constexpr (std::integral<T> && !std::same_as<T, bool>)
            m_driver->bindInt(index++, static_cast<qint64>(value));
        else if constexpr (std::same_as<T, QString>)
            m_driver->bindText(index++, value);
        else
            m_driver->bind(index++, Value(value));
    }
}

} // namespace sql
