#pragma once
// The one gate before everything that needs the server: closed while the line is down or nobody is signed in.

#include "desk/instant.h"
#include "sync/backoff.h"
#include "sync/timers.h"

#include <functional>

namespace syncing
{

class Gate
{
public:
    Gate(Timers& timers, const desk::Clock& clock);

    bool isOpen() const { return m_open; }
    /// When the line is tried again; unset while open, or while only a sign-in helps.
    desk::Instant nextTry() const { return m_nextTry; }

    /// The server answered properly.
    void open();
    /// The line failed; `retry` is called after a pause that grows. `atLeast`: what the server asked for.
    void closeForAWhile(qint64 atLeast = 0);
    /// Nothing is tried until tryNow().
    void closeForGood();
    /// Forgets the pause; calls `retry` at once.
    void tryNow();

    std::function<void()> retry;
    std::function<void()> changed;

private:
    void ring();

    const desk::Clock& m_clock;
    Alarm m_alarm;
    Backoff m_backoff;
    desk::Instant m_nextTry;
    bool m_open = false;
};

} // namespace syncing
