#include "server/store/rows.h"

#include "desk/json.h"

#include <QJsonDocument>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

template<class T>
sql::Utf8 withoutRev(const T& entity)
{
    QJsonObject object = desk::toJson(entity);
    object.remove("rev"_L1);
    return {QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

/// id, seq, body → entity. The row's own id and seq win over what stands in the body.
template<class T>
std::optional<T> readBody(const sql::Statement& row)
{
    QJsonObject object = QJsonDocument::fromJson(row.bytes(2)).object();
    object["id"_L1] = QString::number(row.integer(0));
    object["rev"_L1] = row.integer(1);
    auto parsed = desk::fromJson<T>(object);
    if (!parsed) {
        qWarning("store: a stored row cannot be read: %s", qPrintable(parsed.error().toString()));
        return std::nullopt;
    }
    return std::move(parsed.value());
}

template<class T>
std::optional<T> findBody(sql::Connection& sql, const QString& table, qint64 id)
{
    auto rows = sql.query(u"SELECT id, seq, body FROM %1 WHERE id = ?"_s.arg(table), id);
    return rows.next() ? readBody<T>(rows) : std::nullopt;
}

template<class T>
std::optional<desk::Entity> asEntity(std::optional<T> value)
{
    return value ? std::optional<desk::Entity>(std::move(*value)) : std::nullopt;
}

template<class T>
std::optional<desk::Entity> findIn(const QList<T>& all, qint64 id)
{
    for (const T& each : all)
        if (keyOf(each.id) == id)
            return each;
    return std::nullopt;
}

} // namespace

sql::Utf8 bodyOf(const desk::Profile& profile)
{
    return withoutRev(profile);
}

sql::Utf8 bodyOf(const desk::Macro& macro)
{
    return withoutRev(macro);
}

sql::Utf8 bodyOf(const desk::View& view)
{
    return withoutRev(view);
}

sql::Utf8 bodyOf(const desk::Order& order)
{
    return withoutRev(order);
}

sql::Utf8 bodyOf(const desk::Subscription& subscription)
{
    return withoutRev(subscription);
}

sql::Utf8 bodyOf(const desk::Event& event)
{
    return withoutRev(event);
}

std::optional<desk::Profile> findProfile(sql::Connection& sql, qint64 id)
{
    auto rows = sql.query(u"SELECT id, seq, body, name, blocked, ticket_count FROM profiles WHERE id = ? "_s, id);
    if (!rows.next())
        return std::nullopt;
    auto profile = readBody<desk::Profile>(rows);
    if (!profile)
        return std::nullopt;
    // These change often and stand in columns of their own; the body's copies may be older.
    profile->name = rows.text(3);
    profile->blocked = rows.integer(4) != 0;
    profile->ticketCount = static_cast<int>(rows.integer(5));
    return profile;
}

QList<desk::Macro> allMacros(sql::Connection& sql)
{
    QList<desk::Macro> macros;
    auto rows = sql.query(u"SELECT id, seq, body FROM macros ORDER BY id"_s);
    while (rows.next())
        if (auto macro = readBody<desk::Macro>(rows))
            macros.append(*macro);
    return macros;
}

QList<desk::View> viewsFor(sql::Connection& sql, qint64 agent)
{
    QList<desk::View> views;
    auto rows = sql.query(u"SELECT id, seq, body FROM views WHERE owner = 0 OR owner = ? ORDER BY id"_s, agent);
    while (rows.next())
        if (auto view = readBody<desk::View>(rows))
            views.append(*view);
    return views;
}

std::optional<desk::Entity> findEntity(sql::Connection& sql, desk::EntityKind kind, qint64 id)
{
    using K = desk::EntityKind;
    switch (kind) {
    case K::Ticket:
        return asEntity(findTicket(sql, id));
    case K::Message:
        return asEntity(findMessage(sql, id));
    case K::Profile:
        return asEntity(findProfile(sql, id));
    case K::Agent:
        return asEntity(findAgent(sql, id));
    case K::Team:
        return findIn(allTeams(sql), id);
    case K::Label:
        return findIn(allLabels(sql), id);
    case K::Macro:
        return asEntity(findBody<desk::Macro>(sql, u"macros"_s, id));
    case K::View:
        return asEntity(findBody<desk::View>(sql, u"views"_s, id));
    case K::Event:
        return asEntity(findBody<desk::Event>(sql, u"events"_s, id));
    case K::Order:
        return asEntity(findBody<desk::Order>(sql, u"orders"_s, id));
    case K::Subscription:
        return asEntity(findBody<desk::Subscription>(sql, u"subscriptions"_s, id));
    }
    return std::nullopt;
}

} // namespace server::store
