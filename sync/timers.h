#pragma once
// The seam for waiting: tests hand in timers that follow their own clock.

#include <QtGlobal>

#include <functional>
#include <memory>

namespace syncing
{

/// Used on one thread only. Implementations: SystemTimers, and the tests' fake.
class Timers
{
public:
    virtual ~Timers() = default;
    /// Calls `ring` once after `ms`, unless the returned handle was released before.
    virtual std::shared_ptr<void> start(qint64 ms, std::function<void()> ring) = 0;
};

/// The event loop's timers. Waits of more than a day are cut to one: whoever waits that long looks again.
class SystemTimers final : public Timers
{
public:
    std::shared_ptr<void> start(qint64 ms, std::function<void()> ring) override;
};

/// One alarm of an object; setting it again replaces what was set, and it ends with its owner.
class Alarm
{
public:
    explicit Alarm(Timers& timers)
        : m_timers(timers)
    {
    }

    void set(qint64 ms, std::function<void()> ring);
    void cancel() { m_handle.reset(); }
    bool isSet() const { return m_handle != nullptr; }

private:
    Timers& m_timers;
    std::shared_ptr<void> m_handle;
};

} // namespace syncing
