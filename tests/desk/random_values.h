#pragma once
// Random but reproducible values of every type, for properties that must hold whatever the value.

#include "desk/entity.h"
#include "desk/json_fields_people.h"
#include "desk/json_fields_work.h"
#include "desk/operation.h"
#include "desk/words.h"

#include <QRandomGenerator>

namespace desk
{

/// The same seed gives the same values.
class RandomValues
{
public:
    explicit RandomValues(quint32 seed)
        : m_random(seed)
    {
    }

    int upTo(int most) { return int(m_random.bounded(most + 1)); }
    bool coin() { return upTo(1) == 1; }
    double fraction() { return m_random.generateDouble(); }
    qint64 whole() { return coin() ? upTo(1000) : qint64(m_random.generate64() >> 11); }
    QString text();
    QString word();
    Instant instant() { return {coin() ? 0 : qint64(m_random.generate64() >> 20)}; }

    template<class Tag>
    void fill(Id<Tag>& id)
    {
        id = Id<Tag>(word());
    }
    void fill(QString& value) { value = text(); }
    void fill(bool& value) { value = coin(); }
    void fill(int& value) { value = upTo(1'000'000); }
    void fill(qint64& value) { value = whole(); }
    void fill(double& value) { value = fraction() * 1000; }
    void fill(Instant& value) { value = instant(); }
    void fill(Filter& value) { value = filter(4); }
    void fill(QMap<QString, QString>& map)
    {
        map.clear();
        for (int n = upTo(3); n > 0; --n)
            map.insert(word(), text());
    }
    template<class E>
    requires std::is_enum_v<E>
    void fill(E& value)
    {
        const auto& table = Words<E>::kTable;
        value = table[size_t(upTo(int(table.size()) - 1))].value;
    }
    template<class T>
    void fill(std::optional<T>& value)
    {
        value.reset();
        if (coin())
            fill(value.emplace());
    }
    template<class T>
    void fill(QList<T>& list)
    {
        list.clear();
        for (int n = upTo(3); n > 0; --n)
            fill(list.emplaceBack());
    }
    template<class T>
    requires std::is_class_v<T>
    void fill(T& value) { describe(*this, value); }

    // The field lists of the codec drive the filling, so that no field can be forgotten.
    template<class T>
    using Ref = T&;
    template<class T>
    void required(QLatin1StringView, T& value)
    {
        if constexpr (std::is_same_v<T, QString>)
            value = word();
        else
            fill(value);
    }
    template<class T>
    void field(QLatin1StringView, T& value)
    {
        fill(value);
    }
    template<class T>
    void count(QLatin1StringView, T& value)
    {
        fill(value);
    }

    template<class T>
    T value()
    {
        T result;
        fill(result);
        return result;
    }

    /// A tree of at most this depth whose conditions carry only what their test reads.
    Filter filter(int depth);
    Condition condition();
    Ticket ticket();

private:
    QRandomGenerator m_random;
};

} // namespace desk
