#pragma once
// The desk's settings as values: SMS senders (REPLY-3), office hours (CHAT-1). May throw sql::Failure.

#include "sql/connection.h"

#include "desk/office_hours.h"
#include "desk/reply_rules.h"

#include <QMap>

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

using desk::OfficeHours;
/// Unset: always open, without a notice.
std::optional<OfficeHours> officeHours(sql::Connection& sql);
void setOfficeHours(sql::Connection& sql, const std::optional<OfficeHours>& hours);

} // namespace server::store
