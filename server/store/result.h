#pragma once
// What the store and the rules hand to the API: a value, or a fault with a stable code. No exception crosses.

#include <QString>

#include <utility>
#include <variant>

namespace server::store
{

/// Classes of trouble; the API maps each to one HTTP status (docs/protocol.md).
enum class FaultKind {
    Invalid,     ///< 400: the request makes no sense
    SignedOut,   ///< 401
    NotAllowed,  ///< 403
    NotFound,    ///< 404
    Conflict,    ///< 409: `running`, `wrong-offset`
    Gone,        ///< 410: `cursor-gone`, `operation-old`
    Refused,     ///< 422: understood, and against a rule
    Unavailable, ///< 503: transient (busy, serialization, lost connection); a repeat may succeed
    Broken,      ///< 500: damaged data, full disk, a mistake of ours
};

/// What happened, for programs (`code`) and for people (`message`).
struct Fault {
    FaultKind kind = FaultKind::Broken;
    QString code;      ///< stable word: token-expired, cursor-gone, busy ...
    QString message;   ///< a sentence: what happened and what to do
    qint64 detail = 0; ///< `wrong-offset`: the right one; `running`: seconds to wait

    /// True when the same request may succeed later, unchanged.
    bool isTransient() const { return kind == FaultKind::Unavailable; }
    bool operator==(const Fault&) const = default;
};

/// The value of calls that have nothing to tell but success.
struct Done {
    bool operator==(const Done&) const = default;
};

/// A value or a fault.
template<class T>
class Result
{
public:
    Result(T value)
        : m_data(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Fault fault)
        : m_data(std::in_place_index<1>, std::move(fault))
    {
    }

    bool ok() const { return m_data.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const& { return std::get<0>(m_data); }
    T& value() & { return std::get<0>(m_data); }
    T&& value() && { return std::get<0>(std::move(m_data)); }
    const Fault& fault() const { return std::get<1>(m_data); }
    const T& operator*() const { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

private:
    std::variant<T, Fault> m_data;
};

} // namespace server::store
