#pragma once
// What this computer's clock is worth: the desk tells its time with every answer (docs/protocol.md).

#include "sync/base.h"

namespace syncing
{

/// The desk's time, by the last answer. Tells the store what to date actions by, and the agent when this computer's
/// clock is wrong by more than two minutes. On the worker thread.
class ClockWatch final : public desk::Clock
{
public:
    explicit ClockWatch(const Base& base)
        : m_base(base)
    {
    }

    void heard(desk::Instant there);
    /// ms; the desk's clock minus this one.
    qint64 offset() const { return m_offset; }
    desk::Instant now() const override { return m_base.clock.now() + m_offset; }

private:
    void say(desk::Instant there);
    void keep(desk::Instant there);

    const Base& m_base;
    qint64 m_offset = 0;
    qint64 m_said = 0; ///< the offset that the agent was told of; 0 = none
    qint64 m_kept = 0; ///< the offset that the file has
    desk::Instant m_keptAt;
};

} // namespace syncing
