#pragma once
// A clock and timers that move only when the test says so.

#include "desk/instant.h"
#include "store/worker.h"
#include "sync/timers.h"

#include <atomic>
#include <map>
#include <mutex>

/// The engine sets timers on the worker's thread; the test moves the time on its own and has the bells ring there.
class FakeTime final : public desk::Clock, public syncing::Timers
{
public:
    desk::Instant now() const override { return {m_now.load() + m_set.load()}; }
    /// The desk's own clock: nobody sets it.
    const desk::Clock& atTheDesk() const { return m_steady; }
    std::shared_ptr<void> start(qint64 ms, std::function<void()> ring) override;

    /// Moves by `ms`, ringing what falls due in order.
    void advance(store::Worker& worker, qint64 ms);
    /// Moves to the next bell; false when none is set.
    bool advanceToNext(store::Worker& worker);
    /// Moves the clock alone, as a machine does that sleeps; then what is due rings once.
    void sleep(store::Worker& worker, qint64 ms);
    /// Somebody sets the clock, by `ms` ahead or back; the timers do not notice.
    void setClock(qint64 ms) { m_set += ms; }
    /// Milliseconds until the next bell; -1 when none is set.
    qint64 untilNext();

private:
    struct Bell {
        qint64 number;
        std::function<void()> ring;
    };
    struct Shared {
        std::mutex mutex;
        std::multimap<qint64, Bell> bells;
    };

    struct Steady final : desk::Clock {
        explicit Steady(const std::atomic<qint64>& ms)
            : m_ms(ms)
        {
        }
        desk::Instant now() const override { return {m_ms.load()}; }
        const std::atomic<qint64>& m_ms;
    };

    void ringDue(store::Worker& worker);

    std::atomic<qint64> m_now{1'780'000'000'000}; ///< steady
    Steady m_steady{m_now};
    std::atomic<qint64> m_set = 0; ///< how far the clock was set away from it
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    qint64 m_numbers = 0;
};

/// Waits until the worker has run everything that was posted to it before.
void drain(store::Worker& worker);
