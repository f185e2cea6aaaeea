#pragma once
// When somebody is there (CHAT-1): a week of spans by the wall clock of one time zone.

#include "desk/instant.h"

#include <QDate>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace desk
{

/// Minutes since 00:00 of the day on which it begins. `to` is exclusive, at most a day after `from`; more than 1,440
/// reaches into the next day, to which the span does not belong.
struct OpenSpan {
    int from = 0;
    int to = 0;

    bool operator==(const OpenSpan&) const = default;
};

/// "09:00-17:30", "00:00-24:00", "22:00-06:00" (past midnight). 23:59 as an end means the end of the day, as whoever
/// writes it does. nullopt for anything else, also for a span without length.
std::optional<OpenSpan> openSpanFrom(const QString& text);
/// The same form.
QString spanText(const OpenSpan& span);

struct OfficeHours {
    QString timeZone;                      ///< IANA; empty = UTC
    std::array<QList<OpenSpan>, 7> days{}; ///< Monday first; none = nothing begins on that day
    QList<QDate> holidays;                 ///< nothing begins on them; what began the evening before goes on
    QString closedNotice;                  ///< what a visitor reads outside the hours

    bool operator==(const OfficeHours&) const = default;

    /// By the wall clock: an hour that comes twice is open twice, one that is left out is not open.
    bool isOpen(Instant now) const;
    /// The first instant after `now` at which it opens; unset while it is open, and when it stays closed for a year.
    Instant opensNext(Instant now) const;
    /// In order, those of one day that touch joined. Call with spans that do not overlap.
    void tidy();
};

/// Two spans of a week that overlap, in their days (0 = Monday); Sunday's night meets Monday's morning.
struct Overlap {
    int firstDay = 0;
    OpenSpan first;
    int secondDay = 0;
    OpenSpan second;
};
std::optional<Overlap> firstOverlap(const OfficeHours& hours);

} // namespace desk
