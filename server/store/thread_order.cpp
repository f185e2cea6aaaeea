#include "server/store/thread_order.h"

#include "server/store/keys.h"

#include <QStringList>

#include <algorithm>

namespace server::store
{

using namespace Qt::StringLiterals;

QString wordOf(const Standing& standing)
{
    return QString::number(standing.place) + u':' + QString::number(standing.id);
}

std::optional<Standing> standingFrom(const QString& word)
{
    const QStringList parts = word.split(u':');
    if (parts.size() != 2)
        return std::nullopt;
    const Standing standing{numberOf(parts[0]), numberOf(parts[1])};
    return standing.place > 0 && standing.id > 0 ? std::optional(standing) : std::nullopt;
}

Standing standingOf(const desk::Message& message)
{
    return {message.place, keyOf(message.id)};
}

std::optional<Standing> standingIn(sql::Connection& sql, qint64 ticket, qint64 message)
{
    const auto place = sql.value<qint64>(u"SELECT place FROM messages WHERE id = ? AND ticket = ?"_s, message, ticket);
    return place ? std::optional(Standing{*place, message}) : std::nullopt;
}

qint64 nextPlace(sql::Connection& sql, qint64 ticket, desk::Instant now)
{
    const qint64 last = sql.value<qint64>(u"SELECT max(place) FROM messages WHERE ticket = ?"_s, ticket).value_or(0);
    return std::max(last + 1, now.ms);
}

} // namespace server::store
