#pragma once
// How long to wait after a failure.

#include <QRandomGenerator>
#include <QtGlobal>

namespace syncing
{

inline constexpr qint64 kFirstPause = 1'000;
inline constexpr qint64 kLongestPause = 5 * 60'000;

/// Milliseconds after the `failures`-th failure in a row (from 1): doubling up to the longest, of which the upper half
/// is by chance, so that many clients do not come back at once. `chance`: 0..1.
qint64 pauseAfter(int failures, double chance);

/// Counts failures of one thing.
class Backoff
{
public:
    explicit Backoff(quint32 seed = QRandomGenerator::global()->generate())
        : m_random(seed)
    {
    }

    /// The pause after one more failure; never shorter than `atLeast` (Retry-After), which counts up to an hour.
    qint64 next(qint64 atLeast = 0);
    void reset() { m_failures = 0; }
    int failures() const { return m_failures; }

private:
    QRandomGenerator m_random;
    int m_failures = 0;
};

} // namespace syncing
