#pragma once
// A clock that nobody sets, for how long things take.

#include <QtGlobal>

#include <chrono>

namespace desk
{

/// Nanoseconds since a fixed moment before the program's start, never falling. Any thread; takes no lock.
inline qint64 steadyNow() noexcept
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace desk
