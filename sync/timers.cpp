#include "sync/timers.h"

#include <QTimer>

#include <algorithm>

namespace syncing
{

namespace
{
constexpr qint64 kLongestWait = 24 * 60 * 60'000;
}

std::shared_ptr<void> SystemTimers::start(qint64 ms, std::function<void()> ring)
{
    // A timer may be released from inside its own ring, hence deleteLater.
    const std::shared_ptr<QTimer> timer(new QTimer, [](QTimer* old) {
        old->stop();
        old->disconnect();
        old->deleteLater();
    });
    timer->setSingleShot(true);
    timer->setTimerType(ms < 20'000 ? Qt::CoarseTimer : Qt::VeryCoarseTimer);
    QObject::connect(timer.get(), &QTimer::timeout, timer.get(), std::move(ring));
    timer->start(static_cast<int>(std::clamp(ms, qint64(0), kLongestWait)));
    return timer;
}

void Alarm::set(qint64 ms, std::function<void()> ring)
{
    m_handle = m_timers.start(ms, [this, ring = std::move(ring)] {
        const auto call = ring; // the handle owns this closure and ends here
        m_handle.reset();
        call();
    });
}

} // namespace syncing
