#include "desk/office_hours.h"

#include <QDateTime>
#include <QTime>
#include <QTimeZone>

#include <algorithm>

namespace desk
{

namespace
{

constexpr int kDayMinutes = 24 * 60;
constexpr int kWeekMinutes = 7 * kDayMinutes;
constexpr int kLookAhead = 366; ///< days

std::optional<int> minutesFrom(const QString& text)
{
    if (text == QStringLiteral("24:00"))
        return kDayMinutes;
    const QTime time = QTime::fromString(text, QStringLiteral("HH:mm"));
    if (text.size() != 5 || !time.isValid())
        return std::nullopt;
    return time.hour() * 60 + time.minute();
}

QString clockText(int minutes)
{
    if (minutes == kDayMinutes)
        return QStringLiteral("24:00");
    return QTime(0, 0).addSecs(minutes % kDayMinutes * 60).toString(QStringLiteral("HH:mm"));
}

QTimeZone zoneOf(const OfficeHours& hours)
{
    const QTimeZone zone = hours.timeZone.isEmpty() ? QTimeZone::utc() : QTimeZone(hours.timeZone.toLatin1());
    return zone.isValid() ? zone : QTimeZone::utc();
}

/// What begins on this date.
const QList<OpenSpan>& beginning(const OfficeHours& hours, const QDate& date)
{
    static const QList<OpenSpan> nothing;
    if (hours.holidays.contains(date))
        return nothing;
    return hours.days[static_cast<std::size_t>(date.dayOfWeek() - 1)];
}

bool holds(const QList<OpenSpan>& spans, int minute)
{
    return std::any_of(spans.begin(), spans.end(),
                       [minute](const OpenSpan& span) { return span.from <= minute && minute < span.to; });
}

} // namespace

std::optional<OpenSpan> openSpanFrom(const QString& text)
{
    const QStringList ends = text.split(u'-');
    if (ends.size() != 2)
        return std::nullopt;
    const auto from = minutesFrom(ends.first());
    auto to = minutesFrom(ends.last());
    if (!from || !to || *from == kDayMinutes || *from == *to)
        return std::nullopt;
    if (*to == kDayMinutes - 1)
        to = kDayMinutes;
    if (*to < *from)
        to = *to + kDayMinutes;
    return OpenSpan{*from, *to};
}

QString spanText(const OpenSpan& span)
{
    return clockText(span.from) + u'-' + clockText(span.to);
}

bool OfficeHours::isOpen(Instant now) const
{
    const QDateTime local = now.utc().toTimeZone(zoneOf(*this));
    const int minute = local.time().hour() * 60 + local.time().minute();
    return holds(beginning(*this, local.date()), minute) ||
           holds(beginning(*this, local.date().addDays(-1)), minute + kDayMinutes);
}

Instant OfficeHours::opensNext(Instant now) const
{
    if (isOpen(now))
        return {};
    const QTimeZone zone = zoneOf(*this);
    const QDate today = now.utc().toTimeZone(zone).date();
    Instant next;
    const auto offer = [&](qint64 ms) {
        if (ms > now.ms && (!next.isSet() || ms < next.ms) && isOpen({ms}))
            next = {ms};
    };
    for (int ahead = 0; ahead <= kLookAhead && !next.isSet(); ++ahead) {
        const QDate date = today.addDays(ahead);
        for (const OpenSpan& span : beginning(*this, date)) {
            const QDateTime begins(date, QTime(0, 0).addSecs(span.from * 60), zone);
            offer(begins.toMSecsSinceEpoch());
            const QDateTime before = begins.addSecs(-3600); // an hour that comes twice opens with its first
            if (before.time() == begins.time())
                offer(before.toMSecsSinceEpoch());
        }
    }
    // A clock set forward may jump over a beginning, one set back into a span that had ended.
    const QDateTime end = next.isSet() ? next.utc() : today.addDays(kLookAhead).startOfDay(zone);
    for (const QTimeZone::OffsetData& change : zone.transitions(now.utc(), end))
        offer(change.atUtc.toMSecsSinceEpoch());
    return next;
}

void OfficeHours::tidy()
{
    for (QList<OpenSpan>& day : days) {
        std::sort(day.begin(), day.end(), [](const OpenSpan& a, const OpenSpan& b) { return a.from < b.from; });
        QList<OpenSpan> joined;
        for (const OpenSpan& span : std::as_const(day)) {
            const bool touches = !joined.isEmpty() && joined.last().to == span.from;
            if (touches && span.to - joined.last().from <= kDayMinutes)
                joined.last().to = span.to;
            else
                joined.append(span);
        }
        day = joined;
    }
}

std::optional<Overlap> firstOverlap(const OfficeHours& hours)
{
    struct Placed {
        int day;
        OpenSpan span;
        int begin() const { return day * kDayMinutes + span.from; }
        int end() const { return day * kDayMinutes + span.to; }
    };
    QList<Placed> week;
    for (int day = 0; day < 7; ++day)
        for (const OpenSpan& span : hours.days[static_cast<std::size_t>(day)])
            week.append({day, span});
    std::stable_sort(week.begin(), week.end(), [](const Placed& a, const Placed& b) { return a.begin() < b.begin(); });
    for (qsizetype i = 1; i < week.size(); ++i)
        if (week.at(i).begin() < week.at(i - 1).end())
            return Overlap{week.at(i - 1).day, week.at(i - 1).span, week.at(i).day, week.at(i).span};
    if (week.size() > 1 && week.last().end() - kWeekMinutes > week.first().begin())
        return Overlap{week.last().day, week.last().span, week.first().day, week.first().span};
    return std::nullopt;
}

} // namespace desk
