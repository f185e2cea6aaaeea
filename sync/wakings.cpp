#include "sync/wakings.h"

#include "store/crossing.h"
#include "store/writer.h"
#include "sync/clock_watch.h"

#include <algorithm>

namespace syncing
{

namespace
{
constexpr qint64 kSoonest = 1'000;
} // namespace

Wakings::Wakings(Base& base, const ClockWatch& deskClock)
    : m_base(base)
    , m_deskClock(deskClock)
    , m_alarm(base.timers)
{
}

void Wakings::check()
{
    if (m_checking) {
        m_again = true;
        return;
    }
    m_checking = true;
    wakeSnoozed();
}

/// A job of its own, like each view: what one of them committed is told though the next one fails. By the desk's clock:
/// a wrong one here must not wake what still sleeps.
void Wakings::wakeSnoozed()
{
    const auto job = [now = m_deskClock.now()](store::Writer& writer) {
        const desk::Instant due = writer.nextSnoozeDue();
        return due.isSet() && due <= now ? writer.wakeSnoozed(now) : store::ChangeSet();
    };
    m_base.store(job, [this](const QString& error) {
        if (!error.isEmpty())
            return failed();
        crossView();
    });
}

void Wakings::crossView()
{
    struct Found {
        bool more = false;
        desk::Instant next;
    };
    const auto found = std::make_shared<Found>();
    const auto job = [found, now = m_base.clock.now(), offset = m_deskClock.offset()](store::Writer& writer) {
        const desk::Instant crossing = writer.nextViewCrossing();
        const desk::Instant due = writer.nextSnoozeDue();
        found->next = store::earlier(due.isSet() ? due - offset : due, crossing);
        if (!crossing.isSet() || crossing > now)
            return store::ChangeSet();
        const store::ChangeSet crossed = writer.crossView(now);
        found->more = !crossed.isEmpty();
        return crossed;
    };
    m_base.store(job, [this, found](const QString& error) {
        if (!error.isEmpty())
            return failed();
        if (found->more)
            return crossView();
        checked(found->next);
    });
}

void Wakings::failed()
{
    m_checking = false;
    m_again = false;
    m_alarm.set(m_backoff.next(), [this] { check(); });
}

void Wakings::checked(desk::Instant next)
{
    m_checking = false;
    m_backoff.reset();
    if (std::exchange(m_again, false))
        return check();
    if (!next.isSet())
        return m_alarm.cancel();
    // Never more often than once a second, whatever stands in the file.
    m_alarm.set(std::max(next - m_base.clock.now(), kSoonest), [this] { check(); });
}

} // namespace syncing
