#include "sync/gate.h"

namespace syncing
{

Gate::Gate(Timers& timers, const desk::Clock& clock)
    : m_clock(clock)
    , m_alarm(timers)
{
}

void Gate::open()
{
    m_backoff.reset();
    m_alarm.cancel();
    m_nextTry = {};
    if (m_open)
        return;
    m_open = true;
    if (changed)
        changed();
}

void Gate::closeForAWhile(qint64 atLeast)
{
    // Several requests fail with one line: one pause for all of them.
    if (!m_open && m_alarm.isSet())
        return;
    m_open = false;
    const qint64 pause = m_backoff.next(atLeast);
    m_nextTry = m_clock.now() + pause;
    m_alarm.set(pause, [this] { ring(); });
    if (changed)
        changed();
}

void Gate::closeForGood()
{
    m_open = false;
    m_alarm.cancel();
    m_nextTry = {};
    if (changed)
        changed();
}

void Gate::tryNow()
{
    m_backoff.reset();
    m_alarm.cancel();
    ring();
}

void Gate::ring()
{
    m_nextTry = {};
    if (changed)
        changed();
    if (retry)
        retry();
}

} // namespace syncing
