#include "sync/wakings.h"

#include "store/changes.h"
#include "store/writer.h"

#include <algorithm>

namespace syncing
{

namespace
{
constexpr qint64 kSoonest = 1'000;

desk::Instant earlier(desk::Instant a, desk::Instant b)
{
    if (!a.isSet() || !b.isSet())
        return a.isSet() ? a : b;
    return std::min(a, b);
}
} // namespace

Wakings::Wakings(Base& base)
    : m_base(base)
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
    const auto next = std::make_shared<desk::Instant>();
    const auto job = [next, now = m_base.clock.now()](store::Writer& writer) {
        store::ChangeSet changes;
        const desk::Instant snooze = writer.nextSnoozeDue();
        if (snooze.isSet() && snooze <= now)
            changes = writer.wakeSnoozed(now);
        const desk::Instant crossing = writer.nextViewCrossing();
        if (crossing.isSet() && crossing <= now)
            store::merge(changes, writer.crossView(now));
        *next = earlier(writer.nextSnoozeDue(), writer.nextViewCrossing());
        return changes;
    };
    m_base.store(job, [this, next](const QString&) { checked(*next); });
}

void Wakings::checked(desk::Instant next)
{
    m_checking = false;
    if (std::exchange(m_again, false))
        return check();
    if (!next.isSet())
        return m_alarm.cancel();
    // Never more often than once a second, whatever stands in the file.
    m_alarm.set(std::max(next - m_base.clock.now(), kSoonest), [this] { check(); });
}

} // namespace syncing
