#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

#include <chrono>

namespace ui
{

/// Short time for lists: `now`, `2 min`, `3 h`, `yesterday`, `Fri`, `12 Nov`, `12 Nov 2024`; ahead of now `in 5 min`,
/// `in 3 h`, `tomorrow`, `Fri`, `12 Nov`. Days are those of `now`'s time zone. Empty for an invalid `when`.
QString relativeTime(const QDateTime& when, const QDateTime& now, const QLocale& locale = QLocale());

/// Time of day within today, `yesterday 09:12`, `Fri 09:12`, else the date with it; for message headers and rows of
/// facts.
QString clockTime(const QDateTime& when, const QDateTime& now, const QLocale& locale = QLocale());

/// The heading above the messages of a day: `Today`, `Yesterday`, `Friday`, `Friday 12 November`, with the year when it
/// is another.
QString dayHeading(QDate day, QDate today, const QLocale& locale = QLocale());

/// The exact moment for tooltips and screen readers: long date, time with seconds, time zone.
QString exactTime(const QDateTime& when, const QLocale& locale = QLocale());

/// What remains until a deadline: `21 h 52 min`, `4 min`, `12 s`; empty once it has passed.
QString remainingTime(const QDateTime& deadline, const QDateTime& now);

/// How long relativeTime(when, now) stays as it is; at least one second, so one timer serves a whole list.
std::chrono::milliseconds untilTextChanges(const QDateTime& when, const QDateTime& now);

} // namespace ui
