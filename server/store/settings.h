#pragma once
// The desk's settings as values: SMS senders (REPLY-3), office hours (CHAT-1). May throw sql::Failure.

#include "sql/connection.h"

#include "desk/instant.h"
#include "desk/reply_rules.h"

#include <QDate>
#include <QList>
#include <QMap>
#include <QTime>

#include <array>
#include <optional>

namespace server::store
{

/// What customers and agents read as the desk's name.
QString deskName(sql::Connection& sql);
void setDeskName(sql::Connection& sql, const QString& name);

/// By ISO country. On the wire: none, toll-free, long-code, short-code, alphanumeric-only.
QMap<QString, desk::SmsSender> smsSenders(sql::Connection& sql);
void setSmsSenders(sql::Connection& sql, const QMap<QString, desk::SmsSender>& senders);
QString smsSenderWord(desk::SmsSender sender);
std::optional<desk::SmsSender> smsSenderFrom(const QString& word);

/// CHAT-1: when somebody is there, in the desk's time zone.
struct OfficeHours {
    struct Span {
        QTime from;
        QTime to; ///< exclusive
        bool operator==(const Span&) const = default;
    };
    QString timeZone;                        ///< IANA; empty = UTC
    std::array<std::optional<Span>, 7> days; ///< Monday first; unset = closed all day
    QList<QDate> holidays;
    QString closedNotice; ///< what a visitor reads outside the hours
    bool operator==(const OfficeHours&) const = default;

    bool isOpen(desk::Instant now) const;
};
/// Unset: always open, without a notice.
std::optional<OfficeHours> officeHours(sql::Connection& sql);
void setOfficeHours(sql::Connection& sql, const std::optional<OfficeHours>& hours);

} // namespace server::store
