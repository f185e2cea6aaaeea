#include "sync/clock_watch.h"

#include "store/desk_time.h"
#include "store/writer.h"
#include "sync/status.h"

#include <cstdlib>

namespace syncing
{

namespace
{
constexpr qint64 kWrong = 2 * desk::kMinute;
constexpr qint64 kOtherWords = desk::kMinute; ///< a change that is worth another sentence
constexpr qint64 kOtherOffset = 5 * desk::kSecond;
constexpr qint64 kKeptFor = 10 * desk::kMinute;
} // namespace

void ClockWatch::heard(desk::Instant there)
{
    m_offset = there - m_base.clock.now();
    say(there);
    keep(there);
}

void ClockWatch::say(desk::Instant there)
{
    const bool isWrong = std::abs(m_offset) > kWrong;
    if (isWrong ? m_said != 0 && std::abs(m_offset - m_said) < kOtherWords : m_said == 0)
        return;
    m_said = isWrong ? m_offset : 0;
    m_base.status.setTrouble(Trouble::Clock, isWrong ? clockSentence(there - m_offset, there) : QString());
}

/// Few writes: what is queued while there is no line is dated by this.
void ClockWatch::keep(desk::Instant there)
{
    const bool isNews = !m_keptAt.isSet() || std::abs(m_offset - m_kept) > kOtherOffset || there - m_keptAt > kKeptFor;
    if (!isNews)
        return;
    m_kept = m_offset;
    m_keptAt = there;
    const auto job = [time = store::DeskTime{m_offset, there}](store::Writer& writer) {
        writer.setDeskTime(time);
        return store::ChangeSet();
    };
    m_base.store(job, [this](const QString& error) {
        if (!error.isEmpty())
            m_keptAt = {}; // the next answer tries again
    });
}

} // namespace syncing
