#pragma once
// Points in time as plain numbers, and the seam through which every layer reads the clock.

#include <QDateTime>
#include <QHashFunctions>

#include <compare>

namespace desk
{

/// Milliseconds since 1970-01-01T00:00:00Z. Zero means "not set".
struct Instant {
    qint64 ms = 0;

    bool isSet() const { return ms != 0; }
    QDateTime utc() const { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); }

    friend auto operator<=>(const Instant&, const Instant&) = default;
    friend Instant operator+(Instant at, qint64 duration) { return {at.ms + duration}; }
    friend Instant operator-(Instant at, qint64 duration) { return {at.ms - duration}; }
    friend qint64 operator-(Instant a, Instant b) { return a.ms - b.ms; }
    friend size_t qHash(Instant at, size_t seed = 0) { return ::qHash(at.ms, seed); }
};

inline constexpr qint64 kSecond = 1000;
inline constexpr qint64 kMinute = 60 * kSecond;
inline constexpr qint64 kHour = 60 * kMinute;
inline constexpr qint64 kDay = 24 * kHour;

/// Where "now" comes from; tests hand in a clock that they move. Implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

/// The machine's wall clock.
class SystemClock final : public Clock
{
public:
    Instant now() const override { return {QDateTime::currentMSecsSinceEpoch()}; }
};

} // namespace desk
