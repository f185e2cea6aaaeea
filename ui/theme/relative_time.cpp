#include "ui/theme/relative_time.h"

#include "models/moments.h"

#include <QCoreApplication>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui
{

namespace
{

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr int lateHours = 6; // up to here hours say more than "yesterday"

struct RelativeTimeText {
    Q_DECLARE_TR_FUNCTIONS(ui::RelativeTime)
};

QString dateText(QDate day, QDate today, const QLocale& locale)
{
    if (day.year() == today.year())
        return locale.toString(day, RelativeTimeText::tr("d MMM", "date of this year in a list"));
    return locale.toString(day, RelativeTimeText::tr("d MMM yyyy", "date of another year in a list"));
}

bool withinHours(qint64 seconds, qint64 days)
{
    return seconds < hour * 24 && (days == 0 || seconds < lateHours * hour);
}

QString pastText(qint64 seconds, QDate day, QDate today, const QLocale& locale)
{
    const qint64 days = day.daysTo(today);
    if (seconds < hour)
        return RelativeTimeText::tr("%n min", "minutes ago, short", int(seconds / minute));
    if (withinHours(seconds, days))
        return RelativeTimeText::tr("%n h", "hours ago, short", int(seconds / hour));
    if (days == 1)
        return RelativeTimeText::tr("yesterday");
    if (days < 7)
        return locale.dayName(day.dayOfWeek(), QLocale::ShortFormat);
    return dateText(day, today, locale);
}

QString futureText(qint64 seconds, QDate day, QDate today, const QLocale& locale)
{
    const qint64 days = today.daysTo(day);
    if (seconds < hour)
        return RelativeTimeText::tr("in %n min", "short", int(seconds / minute));
    if (withinHours(seconds, days))
        return RelativeTimeText::tr("in %n h", "short", int(seconds / hour));
    if (days == 1)
        return RelativeTimeText::tr("tomorrow");
    if (days < 7)
        return locale.dayName(day.dayOfWeek(), QLocale::ShortFormat);
    return dateText(day, today, locale);
}

QDateTime inZoneOf(const QDateTime& when, const QDateTime& now)
{
    if (now.timeSpec() == Qt::TimeZone)
        return when.toTimeZone(now.timeZone());
    if (now.timeSpec() == Qt::OffsetFromUTC)
        return when.toOffsetFromUtc(now.offsetFromUtc());
    return now.timeSpec() == Qt::UTC ? when.toUTC() : when.toLocalTime();
}

} // namespace

QString relativeTime(const QDateTime& when, const QDateTime& now, const QLocale& locale)
{
    if (!when.isValid() || !now.isValid())
        return {};
    const qint64 seconds = when.secsTo(now);
    if (qAbs(seconds) < minute)
        return RelativeTimeText::tr("now");
    const QDate day = inZoneOf(when, now).date();
    return seconds > 0 ? pastText(seconds, day, now.date(), locale) : futureText(-seconds, day, now.date(), locale);
}

QString clockTime(const QDateTime& when, const QDateTime& now, const QLocale& locale)
{
    if (!when.isValid() || !now.isValid())
        return {};
    const QDateTime local = inZoneOf(when, now);
    const QString time = models::timeOfDay(local.time(), locale);
    const qint64 days = local.date().daysTo(now.date());
    if (days == 0)
        return time;
    if (days == 1)
        return RelativeTimeText::tr("yesterday %1", "%1 is a time of day").arg(time);
    if (days > 1 && days < 7)
        return RelativeTimeText::tr("%1 %2", "weekday, time of day")
            .arg(locale.dayName(local.date().dayOfWeek(), QLocale::ShortFormat), time);
    return RelativeTimeText::tr("%1, %2", "date, time of day").arg(dateText(local.date(), now.date(), locale), time);
}

QString dayHeading(QDate day, QDate today, const QLocale& locale)
{
    if (!day.isValid())
        return {};
    const qint64 days = day.daysTo(today);
    if (days == 0)
        return RelativeTimeText::tr("Today");
    if (days == 1)
        return RelativeTimeText::tr("Yesterday");
    if (days > 1 && days < 7)
        return locale.dayName(day.dayOfWeek(), QLocale::LongFormat);
    if (day.year() == today.year())
        return locale.toString(day, RelativeTimeText::tr("dddd d MMMM", "heading of a day of this year"));
    return locale.toString(day, RelativeTimeText::tr("dddd d MMMM yyyy", "heading of a day of another year"));
}

QString exactTime(const QDateTime& when, const QLocale& locale)
{
    if (!when.isValid())
        return {};
    return u"%1 %2 %3"_s.arg(locale.toString(when.date(), QLocale::LongFormat),
                             locale.toString(when.time(), u"HH:mm:ss"_s), when.timeZoneAbbreviation());
}

QString remainingTime(const QDateTime& deadline, const QDateTime& now)
{
    const qint64 seconds = deadline.isValid() && now.isValid() ? now.secsTo(deadline) : 0;
    if (seconds <= 0)
        return {};
    if (seconds < minute)
        return RelativeTimeText::tr("%n s", "seconds left, short", int(seconds));
    if (seconds < hour)
        return RelativeTimeText::tr("%n min", "minutes left, short", int(seconds / minute));
    return RelativeTimeText::tr("%1 h %2 min", "time left, short").arg(seconds / hour).arg(seconds % hour / minute);
}

std::chrono::milliseconds untilTextChanges(const QDateTime& when, const QDateTime& now)
{
    if (!when.isValid() || !now.isValid())
        return 24h;
    const qint64 age = when.msecsTo(now);
    const qint64 midnight = qMax<qint64>(1000, now.msecsTo(now.date().addDays(1).startOfDay(now.timeZone())));
    const qint64 distance = qAbs(age);
    if (distance >= hour * 24 * 1000)
        return std::chrono::milliseconds(midnight);
    const qint64 unit = (distance < hour * 1000 ? minute : hour) * 1000;
    // Behind now an age grows to the next whole unit; ahead of now it shrinks below the present one.
    const qint64 step = age >= 0 ? unit - distance % unit : distance % unit + 1;
    return std::chrono::milliseconds(qBound<qint64>(1000, step, midnight));
}

} // namespace ui
