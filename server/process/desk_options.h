#pragma once
// The values of `desk set`: days, hours, SMS senders, as people type them.

#include "server/store/settings.h"

#include <optional>
#include <utility>

namespace server::process
{

/// What one --hours says: the days (0 = Monday) and their spans; none = closed.
struct DayHours {
    QList<int> days;
    QList<desk::OpenSpan> spans;

    bool operator==(const DayHours&) const = default;
};
/// "mon-fri=09:00-12:00,13:00-17:30", "sat=22:00-06:00", "sun=closed"; nullopt for anything else.
std::optional<DayHours> dayHoursFrom(const QString& text);
/// "mon", for 0.
QString dayName(int day);

/// "NL=long-code": an ISO country and a sender; nullopt for anything else.
std::optional<std::pair<QString, desk::SmsSender>> smsFrom(const QString& text);

} // namespace server::process
