#include "server/process/desk_options.h"

#include <QStringList>

#include <algorithm>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

const QStringList& dayNames()
{
    static const QStringList names{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    return names;
}

/// "mon" or "mon-fri"; empty for anything else.
QList<int> daysFrom(const QString& text)
{
    const QStringList ends = text.toLower().split(u'-');
    const qsizetype first = dayNames().indexOf(ends.first());
    const qsizetype last = dayNames().indexOf(ends.last());
    QList<int> days;
    if (ends.size() <= 2 && first >= 0)
        for (qsizetype day = first; day <= last; ++day)
            days.append(int(day));
    return days;
}

/// Empty for anything but spans between commas.
QList<desk::OpenSpan> spansFrom(const QString& text)
{
    QList<desk::OpenSpan> spans;
    for (const QString& each : text.split(u',')) {
        const auto span = desk::openSpanFrom(each);
        if (!span)
            return {};
        spans.append(*span);
    }
    return spans;
}

} // namespace

std::optional<DayHours> dayHoursFrom(const QString& text)
{
    const QStringList parts = text.split(u'=');
    if (parts.size() != 2)
        return std::nullopt;
    const DayHours hours{daysFrom(parts.first()), spansFrom(parts.last())};
    const bool isClosed = parts.last() == u"closed"_s;
    if (hours.days.isEmpty() || (hours.spans.isEmpty() && !isClosed))
        return std::nullopt;
    return hours;
}

QString dayName(int day)
{
    return dayNames().value(day);
}

std::optional<std::pair<QString, desk::SmsSender>> smsFrom(const QString& text)
{
    const QStringList parts = text.split(u'=');
    const QString& country = parts.first();
    const auto isLetter = [](QChar c) { return c >= u'A' && c <= u'Z'; };
    if (parts.size() != 2 || country.size() != 2 || !std::all_of(country.begin(), country.end(), isLetter))
        return std::nullopt;
    const auto sender = store::smsSenderFrom(parts.last());
    return sender ? std::optional(std::pair(country, *sender)) : std::nullopt;
}

} // namespace server::process
