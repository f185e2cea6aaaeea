// The commands about the desk's settings.
#include "server/process/command_desk.h"
#include "server/process/run.h"
#include "server/rules/desk_settings.h"
#include "server/store/feed.h"

#include <QCoreApplication>
#include <QSet>

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
    // The first word about a day replaces what it was; further ones of the same command add to it.
    QSet<int> named;
    for (const DayHours& each : set.hours) {
        for (int day : each.days) {
            QList<desk::OpenSpan>& spans = hours.days[std::size_t(day)];
            if (!named.contains(day) || each.spans.isEmpty())
                spans.clear();
            named.insert(day);
            spans += each.spans;
        }
    }
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
    store::OfficeHours after = changed(before, set);
    if (const auto both = desk::firstOverlap(after))
        return store::Fault{
            store::FaultKind::Refused, u"hours-overlap"_s,
            RunDeskText::tr("The office hours %1 and %2 overlap; nothing was changed. Let one begin when the other "
                            "ends, or name only one.")
                .arg(dayName(both->firstDay) + u'=' + desk::spanText(both->first),
                     dayName(both->secondDay) + u'=' + desk::spanText(both->second))};
    after.tidy();
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
    QStringList spans;
    for (const desk::OpenSpan& span : hours.days[std::size_t(day)])
        spans.append(desk::spanText(span));
    return dayName(day) + u'=' + (spans.isEmpty() ? u"closed"_s : spans.join(u','));
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
