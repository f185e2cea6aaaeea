#pragma once
// Who may try to reach a database that is out of reach.

#include <chrono>
#include <mutex>

namespace server::store
{

/// While nobody reaches the database, one thread at a time tries it; all others are told at once, instead of standing
/// in a row of limits. Thread-safe.
class LineGate
{
public:
    /// Runs `open()` and returns what it returns. Throws sql::Failure (Connection) where another tries already, or one
    /// has just failed after a long wait.
    template<class Open>
    auto through(Open&& open)
    {
        const Clock::time_point begun = enter();
        try {
            auto opened = open();
            leave(begun, true);
            return opened;
        } catch (...) {
            leave(begun, false);
            throw;
        }
    }

private:
    using Clock = std::chrono::steady_clock;

    Clock::time_point enter();
    void leave(Clock::time_point begun, bool ok);

    std::mutex m_mutex;
    bool m_isAway = false;
    bool m_isTrying = false;
    Clock::time_point m_next;
};

} // namespace server::store
