#include "sync/backoff.h"

#include <algorithm>

namespace syncing
{

namespace
{
constexpr qint64 kLongestAsked = 60 * 60'000;
}

qint64 pauseAfter(int failures, double chance)
{
    const int doublings = std::clamp(failures - 1, 0, 16);
    const qint64 longest = std::min(kFirstPause << doublings, kLongestPause);
    const qint64 half = longest / 2;
    return longest - half + static_cast<qint64>(double(half) * std::clamp(chance, 0.0, 1.0));
}

qint64 Backoff::next(qint64 atLeast)
{
    ++m_failures;
    return std::max(pauseAfter(m_failures, m_random.generateDouble()), std::clamp(atLeast, qint64(0), kLongestAsked));
}

} // namespace syncing
