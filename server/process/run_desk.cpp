// The commands about the desk's settings.
#include "server/process/command_desk.h"
#include "server/process/run.h"
#include "server/rules/desk_settings.h"
#include "server/store/feed.h"

#include <QCoreApplication>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

struct RunDeskText {
    Q_DECLARE_TR_FUNCTIONS(server::Commands)
};

store::OfficeHours changed(store::OfficeHours hours, const DeskSet& set)
{
    for (const DayHours& each : set.hours)
        for (int day : each.days)
            hours.days[std::size_t(day)] = each.span;
    if (set.noHolidays)
        hours.holidays.clear();
    for (const QDate& holiday : set.holidays)
        if (!hours.holidays.contains(holiday))
            hours.holidays.append(holiday);
    hours.timeZone = set.timeZone.value_or(hours.timeZone);
    hours.closedNotice = set.closedNotice.value_or(hours.closedNotice);
    return hours;
}

std::optional<store::Fault> apply(const DeskSet& set, rules::DeskSettings& settings)
{
    settings.name = set.name.value_or(settings.name);
    for (const auto& [country, sender] : set.smsSenders) {
        settings.smsSenders.remove(country);
        if (sender != desk::SmsSender::None)
            settings.smsSenders.insert(country, sender);
    }
    if (set.alwaysOpen) {
        settings.hours.reset();
        return std::nullopt;
    }
    const store::OfficeHours before = settings.hours.value_or(store::OfficeHours());
    const store::OfficeHours after = changed(before, set);
    if (after == before)
        return std::nullopt;
    // A desk that is always open would close for good by a mere notice or time zone.
    if (!settings.hours && set.hours.isEmpty())
        return store::Fault{
            store::FaultKind::Refused, u"no-hours"_s,
            RunDeskText::tr("This desk has no office hours yet; nothing was changed. Give --hours too.")};
    settings.hours = after;
    return std::nullopt;
}

QString hoursOf(const store::OfficeHours& hours, int day)
{
    const auto& span = hours.days[std::size_t(day)];
    if (!span)
        return dayName(day) + u"=closed"_s;
    return dayName(day) + u'=' + span->from.toString(u"HH:mm"_s) + u'-' + span->to.toString(u"HH:mm"_s);
}

/// In the words of desk set, one a line.
void show(const rules::DeskSettings& settings)
{
    say(u"name "_s + settings.name);
    if (!settings.hours)
        say(u"always-open"_s);
    for (int day = 0; settings.hours && day < 7; ++day)
        say(u"hours "_s + hoursOf(*settings.hours, day));
    if (settings.hours) {
        say(u"time-zone "_s + (settings.hours->timeZone.isEmpty() ? u"UTC"_s : settings.hours->timeZone));
        for (const QDate& holiday : settings.hours->holidays)
            say(u"holiday "_s + holiday.toString(Qt::ISODate));
        say(u"closed-notice "_s + settings.hours->closedNotice);
    }
    for (auto each = settings.smsSenders.begin(); each != settings.smsSenders.end(); ++each)
        say(u"sms %1=%2"_s.arg(each.key(), store::smsSenderWord(*each)));
}

} // namespace

int run(const DeskShow& desk)
{
    return lookAtDesk(desk.place, [](store::Store& store) {
        const auto settings = rules::deskSettings(store);
        if (!settings)
            return failed(settings.fault().message);
        show(*settings);
        if (const auto end = store::feedEnd(store); end && end->held.isSet())
            say(u"held-since "_s + end->held.utc().toString(Qt::ISODate));
        return 0;
    });
}

int run(const DeskSet& desk)
{
    return withDesk(desk.place, [&desk](store::Store& store) {
        const auto settings =
            rules::changeDeskSettings(store, [&desk](rules::DeskSettings& all) { return apply(desk, all); });
        if (!settings)
            return failed(settings.fault().message);
        show(*settings);
        return 0;
    });
}

} // namespace server::process
