#pragma once
// What printer and parser of the filter's text form share. Internal to desk.

#include "desk/instant.h"

#include <QChar>
#include <QDateTime>
#include <QString>
#include <QStringView>

#include <array>
#include <optional>

namespace desk::syntax
{

struct Unit {
    qint64 ms;
    QStringView name;
};
/// Largest first. Months are left out: `m` is minutes.
inline constexpr std::array kUnits{Unit{7 * kDay, u"w"}, Unit{kDay, u"d"},    Unit{kHour, u"h"},
                                   Unit{kMinute, u"m"},  Unit{kSecond, u"s"}, Unit{1, u"ms"}};

inline constexpr QStringView kMomentFormat = u"yyyy-MM-dd'T'HH:mm:ss.zzz";

/// True if the character may stand in a value without quotes.
inline bool isBare(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'@' || c == u'#' || c == u'+' || c == u'-' ||
           c == u'/';
}

/// A point in time: 2026-03-01T09:00:00.000Z, or its date alone (midnight UTC).
inline std::optional<Instant> momentFrom(const QString& text)
{
    const bool dateOnly = text.size() == 10;
    QDateTime at = dateOnly ? QDateTime(QDate::fromString(text, Qt::ISODate), QTime(0, 0), Qt::UTC)
                            : QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid() || (!dateOnly && !text.endsWith(u'Z')))
        return std::nullopt;
    return Instant{at.toMSecsSinceEpoch()};
}

} // namespace desk::syntax
