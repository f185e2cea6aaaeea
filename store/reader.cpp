#include "store/reader.h"

#include "store/counts.h"
#include "store/crossing.h"
#include "store/desk_rows.h"
#include "store/draft_rows.h"
#include "store/list_order.h"
#include "store/outbox_rows.h"
#include "store/set_aside.h"
#include "store/ticket_filter.h"
#include "store/ticket_rows.h"

#include <algorithm>
#include <limits>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kKeysAtOnce = 200;

QList<TicketRow> ticketRows(sql::Statement rows)
{
    QList<TicketRow> list;
    while (rows.next())
        list += ticketFrom(rows);
    return list;
}

QList<desk::Ticket> ticketsIn(sql::Statement rows)
{
    QList<desk::Ticket> list;
    for (TicketRow& row : ticketRows(std::move(rows)))
        list += std::move(row.ticket);
    return list;
}

template<class T>
QList<T> bodiesIn(sql::Statement rows)
{
    QList<T> list;
    while (rows.next()) {
        if (const auto value = fromJsonText<T>(rows.bytes(0)))
            list += *value;
    }
    return list;
}

template<class T>
void sortByName(QList<T>& list)
{
    std::sort(list.begin(), list.end(), [](const T& a, const T& b) {
        const int order = a.name.compare(b.name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a.id < b.id;
    });
}
} // namespace

Reader::Reader(const QString& path)
    : m_files(path)
{
    m_files.open();
}

Reader::~Reader() = default;

std::optional<desk::Ticket> Reader::ticket(const desk::TicketId& id)
{
    const auto row = findTicket(db(), id);
    return row ? std::optional(row->ticket) : std::nullopt;
}

std::optional<desk::Ticket> Reader::ticket(TicketKey key)
{
    const auto row = findTicket(db(), key);
    return row ? std::optional(row->ticket) : std::nullopt;
}

QList<desk::Ticket> Reader::tickets(const QList<TicketKey>& keys)
{
    QHash<TicketKey, desk::Ticket> found;
    for (qsizetype i = 0; i < keys.size(); i += kKeysAtOnce) {
        sql::Values values;
        for (TicketKey key : keys.mid(i, kKeysAtOnce))
            values += key.value;
        // Always the same number of places, so that the statement is compiled once.
        values.resize(kKeysAtOnce);
        static const QString sql = u"SELECT %1 FROM ticket WHERE key IN (%2)"_s.arg(
            ticketColumns(), QStringList(kKeysAtOnce, u"?"_s).join(u','));
        for (TicketRow& row : ticketRows(db().query(sql, values)))
            found.insert(row.key, std::move(row.ticket));
    }
    QList<desk::Ticket> list;
    for (TicketKey key : keys) {
        if (const auto row = found.constFind(key); row != found.cend())
            list += *row;
    }
    return list;
}

std::optional<TicketKey> Reader::keyOf(const desk::TicketId& id)
{
    const auto key = db().value<qint64>(u"SELECT key FROM ticket WHERE id = ?"_s, id.value());
    return key ? std::optional(TicketKey{*key}) : std::nullopt;
}

std::optional<desk::TicketId> Reader::byNumber(qint64 number)
{
    const auto id = db().value<QString>(u"SELECT id FROM ticket WHERE number = ? ORDER BY key DESC LIMIT 1"_s, number);
    return id ? std::optional(desk::TicketId(*id)) : std::nullopt;
}

namespace
{
/// The ends of a list's query in one order.
struct ListSql {
    QString column;
    QString direction;
    QString beyond; ///< the sign of what comes later

    explicit ListSql(desk::Sort sort)
        : column(QLatin1String(sortColumn(sort).column))
        , direction(sortColumn(sort).negated ? u"ASC"_s : u"DESC"_s)
        , beyond(sortColumn(sort).negated ? u">"_s : u"<"_s)
    {
    }
    QString select(const QString& where) const
    {
        return u"SELECT %1, key FROM ticket WHERE %2 ORDER BY %1 %3, key %3 LIMIT ?"_s.arg(column, where, direction);
    }
};
} // namespace

QList<ListKey> Reader::list(const desk::Filter& filter, desk::Sort sort, desk::Instant now,
                            std::optional<ListKey> after, int limit)
{
    const ListSql sql(sort);
    const bool negated = sortColumn(sort).negated;
    const sql::Where where = whereOf(filter, now);
    QList<ListKey> keys;
    keys.reserve(std::clamp(limit, 0, 100'000));
    const auto append = [&](const QString& more, const sql::Values& bounds) {
        sql::Statement rows =
            db().query(sql.select(where.sql + more), where.args + bounds + sql::Values{limit - keys.size()});
        while (rows.next())
            keys += ListKey{negated ? -rows.integer(0) : rows.integer(0), {rows.integer(1)}};
    };
    if (!after) {
        append({}, {});
        return keys;
    }
    // First the equals behind it, then what comes later: in two steps an index finds both places at once.
    const qint64 bound = negated ? -after->sort : after->sort;
    append(u" AND %1 = ? AND key %2 ?"_s.arg(sql.column, sql.beyond), {bound, after->key.value});
    if (keys.size() < limit)
        append(u" AND %1 %2 ?"_s.arg(sql.column, sql.beyond), {bound});
    return keys;
}

QList<TicketChange> Reader::crossed(const desk::Filter& filter, desk::Instant since, desk::Instant now)
{
    QList<TicketChange> changes;
    for (const TicketRow& row : crossedTickets(db(), filter, since, now, std::numeric_limits<int>::max()))
        changes += TicketChange{row.key, row.ticket, row.ticket};
    return changes;
}

desk::Instant Reader::nextCrossing(const desk::Filter& filter, desk::Instant now)
{
    return firstCrossing(db(), filter, now);
}

qint64 Reader::count(const desk::Filter& filter, desk::Instant now)
{
    const sql::Where where = whereOf(filter, now);
    return db().value<qint64>(u"SELECT count(*) FROM ticket WHERE "_s + where.sql, where.args).value_or(0);
}

QList<ViewCount> Reader::counts()
{
    QList<ViewCount> counts;
    sql::Statement rows = db().query(u"SELECT view, count, unread, server, exact FROM counter"_s);
    while (rows.next()) {
        ViewCount count{desk::ViewId(rows.text(0)), rows.integer(1), rows.integer(2), rows.get<bool>(4)};
        // The server's figure can only be missing what came here since.
        if (!count.exact && !rows.isNull(3))
            count.count = std::max(count.count, rows.integer(3));
        counts += count;
    }
    return counts;
}

std::optional<desk::Profile> Reader::profile(const desk::ProfileId& id)
{
    const auto body = db().value<QByteArray>(u"SELECT body FROM profile WHERE id = ?"_s, id.value());
    return body ? fromJsonText<desk::Profile>(*body) : std::nullopt;
}

QList<desk::Order> Reader::orders(const desk::ProfileId& id, int limit)
{
    return bodiesIn<desk::Order>(
        db().query(u"SELECT body FROM orders WHERE profile = ? ORDER BY at DESC, id LIMIT ?"_s, id.value(), limit));
}

QList<desk::Subscription> Reader::subscriptions(const desk::ProfileId& id)
{
    return bodiesIn<desk::Subscription>(
        db().query(u"SELECT body FROM subscription WHERE profile = ? ORDER BY at, id"_s, id.value()));
}

QList<desk::Event> Reader::events(const desk::ProfileId& id, int limit)
{
    return bodiesIn<desk::Event>(
        db().query(u"SELECT body FROM event WHERE profile = ? ORDER BY at DESC, id LIMIT ?"_s, id.value(), limit));
}

QList<desk::Ticket> Reader::ticketsOf(const desk::ProfileId& id, int limit)
{
    static const QString sql =
        u"SELECT %1 FROM ticket WHERE requester = ? ORDER BY updated DESC, key DESC LIMIT ?"_s.arg(ticketColumns());
    return ticketsIn(db().query(sql, id.value(), limit));
}

std::optional<desk::Agent> Reader::me()
{
    return signedInAgent(db());
}

QList<desk::Agent> Reader::agents()
{
    auto list = deskRows<desk::Agent>(db(), desk::EntityKind::Agent);
    sortByName(list);
    return list;
}

QList<desk::Team> Reader::teams()
{
    auto list = deskRows<desk::Team>(db(), desk::EntityKind::Team);
    sortByName(list);
    return list;
}

QList<desk::Label> Reader::labels()
{
    auto list = deskRows<desk::Label>(db(), desk::EntityKind::Label);
    sortByName(list);
    return list;
}

QList<desk::Macro> Reader::macros()
{
    auto list = deskRows<desk::Macro>(db(), desk::EntityKind::Macro);
    sortByName(list);
    return list;
}

QList<desk::View> Reader::views()
{
    return allViews(db());
}

QList<OutboxRow> Reader::outbox()
{
    return outboxRows(db());
}

QList<desk::Draft> Reader::drafts()
{
    return draftRows(db());
}

std::optional<desk::Draft> Reader::draft(const desk::TicketId& ticket, bool note)
{
    auto draft = findDraft(db(), ticket, note);
    if (draft && !isForThisTicket(db(), *draft))
        draft.reset();
    return draft;
}

QList<desk::Draft> Reader::draftHistory(const desk::TicketId& ticket, bool note)
{
    return draftVersions(db(), ticket, note);
}

QString Reader::setting(const QString& name)
{
    return store::setting(db(), name);
}

sql::Connection& Reader::connection()
{
    return db();
}

sql::Connection& Reader::db()
{
    return m_files.open();
}

} // namespace store
