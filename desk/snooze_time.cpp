// TKT-2: the offered snooze times, in the agent's own time zone.

#include "desk/lifecycle.h"

#include <QDate>
#include <QDateTime>
#include <QTime>

namespace desk
{

namespace
{

constexpr int kMinutesOfTwoDays = 2 * 24 * 60;
constexpr int kStep = 15; ///< every gap of every time zone is a multiple of it

/// Nine in the morning of that day; where the clock skips it, the first moment after the gap.
Instant nineOn(const QDate& day, const QDateTime& localNow)
{
    const QDateTime nine(day, QTime(9, 0), Qt::UTC);
    for (int minutes = 0; minutes <= kMinutesOfTwoDays; minutes += kStep) {
        const QDateTime wall = nine.addSecs(minutes * 60);
        QDateTime local = localNow;
        local.setDate(wall.date());
        local.setTime(wall.time());
        if (local.isValid() && local.date() == wall.date() && local.time() == wall.time())
            return {local.toMSecsSinceEpoch()};
    }
    return {localNow.addDays(1).toMSecsSinceEpoch()};
}

} // namespace

Instant snoozeTime(SnoozeChoice choice, const QDateTime& localNow)
{
    const QDate today = localNow.date();
    switch (choice) {
    case SnoozeChoice::LaterToday:
        return Instant{localNow.toMSecsSinceEpoch()} + 3 * kHour;
    case SnoozeChoice::Tomorrow:
        return nineOn(today.addDays(1), localNow);
    case SnoozeChoice::NextMonday:
        return nineOn(today.addDays(8 - today.dayOfWeek()), localNow);
    case SnoozeChoice::OneWeek:
        return nineOn(today.addDays(7), localNow);
    case SnoozeChoice::UntilCustomerWrites:
        return {};
    }
    return {};
}

} // namespace desk
