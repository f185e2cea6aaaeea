#include "store/desk_time.h"

#include "store/desk_rows.h"

#include <algorithm>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
const QString kOffset = u"desk-clock-offset"_s;
const QString kHeard = u"desk-clock-heard"_s;

/// The nearest whole days.
qint64 daysOf(qint64 ms)
{
    const qint64 half = ms < 0 ? -desk::kDay / 2 : desk::kDay / 2;
    return (ms + half) / desk::kDay * desk::kDay;
}

desk::Instant picked(desk::Instant until, const DeskTime& time, desk::Instant now)
{
    if (!until.isSet() || until <= now)
        return until;
    const qint64 days = daysOf(time.offset);
    until = until + days;
    return until > time.at(now) ? until : until + (time.offset - days);
}
} // namespace

desk::Instant DeskTime::at(desk::Instant now) const
{
    return std::max(now + offset, heard);
}

DeskTime readDeskTime(sql::Connection& db)
{
    return {setting(db, kOffset).toLongLong(), {setting(db, kHeard).toLongLong()}};
}

void writeDeskTime(sql::Connection& db, const DeskTime& time)
{
    putSetting(db, kOffset, QString::number(time.offset));
    putSetting(db, kHeard, QString::number(time.heard.ms));
}

desk::Operation inDeskTime(desk::Operation operation, const DeskTime& time, desk::Instant now)
{
    operation.until = picked(operation.until, time, now);
    if (operation.at.isSet())
        operation.at = time.at(operation.at);
    return operation;
}

} // namespace store
