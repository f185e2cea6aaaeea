#include "server/store/feed.h"

#include "server/store/epochs.h"
#include "server/store/marks.h"
#include "server/store/page_budget.h"

#include <QCoreApplication>

#include <algorithm>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

/// One row of the feed before its entity is read.
struct Entry {
    qint64 seq = 0;
    desk::EntityKind kind = desk::EntityKind::Ticket;
    QString id;
    qint64 owner = 0;
    bool isGone = false;
};

constexpr std::array kPlainTables{desk::EntityKind::Ticket,      desk::EntityKind::Message, desk::EntityKind::Profile,
                                  desk::EntityKind::Agent,       desk::EntityKind::Team,    desk::EntityKind::Label,
                                  desk::EntityKind::Macro,       desk::EntityKind::Event,   desk::EntityKind::Order,
                                  desk::EntityKind::Subscription};

QString part(const QString& select)
{
    return u"SELECT * FROM (%1 ORDER BY seq LIMIT ?) AS part"_s.arg(select);
}

/// A ticket stands at the later of its own seq and the agent's mark, and only there.
const auto kAgentTickets = u"SELECT seq, 'ticket' AS kind, CAST(id AS TEXT) AS id, 0 AS owner, 0 AS gone FROM tickets "
                           "WHERE seq > ? AND NOT EXISTS (SELECT 1 FROM read_marks AS m WHERE m.ticket = tickets.id "
                           "AND m.agent = ? AND m.seq > tickets.seq)"_s;
const auto kAgentMarks = u"SELECT m.seq AS seq, 'ticket' AS kind, CAST(m.ticket AS TEXT) AS id, m.agent AS owner, "
                         "0 AS gone FROM read_marks AS m JOIN tickets ON tickets.id = m.ticket "
                         "WHERE m.seq > ? AND m.agent = ? AND m.seq > tickets.seq"_s;
const auto kAllMarks = u"SELECT seq, 'ticket' AS kind, CAST(ticket AS TEXT) AS id, agent AS owner, 0 AS gone "
                       "FROM read_marks WHERE seq > ?"_s;

QString plainPart(desk::EntityKind kind)
{
    return u"SELECT seq, '%1' AS kind, CAST(id AS TEXT) AS id, 0 AS owner, 0 AS gone FROM %2 WHERE seq > ?"_s.arg(
        desk::toString(kind), tableOf(kind));
}

/// The union's SQL; `isShared` = for all agents. Each part: after, [agent], limit; at the end: limit.
QString unionSql(bool isShared)
{
    QStringList parts;
    for (desk::EntityKind kind : kPlainTables)
        if (isShared || kind != desk::EntityKind::Ticket)
            parts.append(part(plainPart(kind)));
    const QString mine = isShared ? QString() : u" AND (owner = 0 OR owner = ?)"_s;
    parts.append(part(
        u"SELECT seq, 'view' AS kind, CAST(id AS TEXT) AS id, owner, 0 AS gone FROM views WHERE seq > ?"_s + mine));
    parts.append(part(u"SELECT seq, kind, id, owner, 1 AS gone FROM tombstones WHERE seq > ?"_s + mine));
    if (isShared) {
        parts.append(part(kAllMarks));
    } else {
        parts.append(part(kAgentTickets));
        parts.append(part(kAgentMarks));
    }
    return parts.join(u" UNION ALL "_s) + u" ORDER BY seq LIMIT ?"_s;
}

sql::Values unionArguments(bool isShared, qint64 after, qint64 agent, int limit)
{
    sql::Values values;
    const auto plain = static_cast<int>(kPlainTables.size()) - (isShared ? 0 : 1);
    for (int i = 0; i < plain; ++i)
        values << after << limit;
    const int owned = isShared ? 3 : 4;
    for (int i = 0; i < owned; ++i) {
        values << after;
        if (!isShared)
            values << agent;
        values << limit;
    }
    return values << limit;
}

QList<Entry> entries(sql::Connection& sql, bool isShared, qint64 after, qint64 agent, int limit)
{
    static const QString shared = unionSql(true);
    static const QString own = unionSql(false);
    QList<Entry> list;
    auto rows = sql.query(isShared ? shared : own, unionArguments(isShared, after, agent, limit));
    while (rows.next()) {
        const auto kind = desk::entityKindFrom(rows.text(1));
        if (kind)
            list.append({rows.integer(0), *kind, rows.text(2), rows.integer(3), rows.integer(4) != 0});
    }
    return list;
}

Fault cursorGone()
{
    return {FaultKind::Gone, u"cursor-gone"_s,
            QCoreApplication::translate("server::store::Feed", "This cursor is not followed any more. Load the desk "
                                                               "anew; drafts and unsent messages stay.")};
}

qint64 counter(sql::Connection& sql)
{
    return sql.value<qint64>(u"SELECT seq FROM desk_counter"_s).value_or(0);
}

std::optional<Fault> cursorFault(sql::Connection& sql, qint64 agent, const desk::Cursor& cursor)
{
    auto rows = sql.query(u"SELECT floor, COALESCE((SELECT feed_floor FROM agents WHERE id = ?), 0) "
                          "FROM desk_counter"_s,
                          agent);
    if (!rows.next())
        return Fault{FaultKind::Broken, u"damaged"_s, {}, 0};
    const qint64 floor = std::max(rows.integer(0), rows.integer(1));
    if (cursor.seq < floor || !isOfThisDesk(sql, cursor))
        return cursorGone();
    return std::nullopt;
}

/// A page that is not the last ends at a row, under the word that holds now: its epoch contains what was before it.
template<class Page>
desk::Cursor endOf(sql::Connection& sql, const Page& page, qint64 lastRow)
{
    desk::Cursor end = newestCursor(sql);
    if (page.more)
        end.seq = lastRow;
    return end;
}

QList<qint64> ticketKeys(const QList<Entry>& list)
{
    QList<qint64> keys;
    for (const Entry& entry : list)
        if (entry.kind == desk::EntityKind::Ticket && !entry.isGone && !keys.contains(numberOf(entry.id)))
            keys.append(numberOf(entry.id));
    return keys;
}

desk::Change changeOf(sql::Connection& sql, const Entry& entry)
{
    desk::Change change{entry.seq, entry.kind, entry.id, std::nullopt};
    if (!entry.isGone)
        change.entity = findEntity(sql, entry.kind, numberOf(entry.id));
    return change;
}

SharedPage readShared(sql::Connection& sql, const desk::Cursor& after, int limit)
{
    SharedPage page;
    page.from = after;
    page.held = heldSince(sql);
    QList<Entry> list = entries(sql, true, after.seq, 0, limit + 1);
    page.more = list.size() > limit;
    if (page.more)
        list.removeLast();
    const Marks marks = Marks::load(sql, ticketKeys(list));
    PageBudget budget;
    for (const Entry& entry : list) {
        SharedChange shared{changeOf(sql, entry), idOf<desk::AgentId>(entry.owner), {}, {}};
        if (!budget.take(weightOf(shared.change))) {
            page.more = true;
            break;
        }
        if (entry.kind == desk::EntityKind::Ticket && !entry.isGone) {
            shared.readBy = marks.readers(numberOf(entry.id));
            shared.marks = marks.seqs(numberOf(entry.id));
        }
        page.changes.append(std::move(shared));
    }
    page.to = endOf(sql, page, page.more ? page.changes.last().change.seq : 0);
    auto ended = sql.query(u"SELECT id FROM agents WHERE feed_floor > ? AND feed_floor <= ?"_s, after.seq, page.to.seq);
    while (ended.next())
        page.ended.insert(idOf<desk::AgentId>(ended.integer(0)));
    return page;
}

FeedPage readOwn(sql::Connection& sql, const desk::AgentId& agent, const desk::Cursor& after, int limit)
{
    FeedPage page;
    page.from = after;
    QList<Entry> list = entries(sql, false, after.seq, keyOf(agent), limit + 1);
    page.more = list.size() > limit;
    if (page.more)
        list.removeLast();
    const Marks marks = Marks::load(sql, ticketKeys(list));
    PageBudget budget;
    for (const Entry& entry : list) {
        desk::Change change = changeOf(sql, entry);
        if (!budget.take(weightOf(change))) {
            page.more = true;
            break;
        }
        if (change.entity && entry.kind == desk::EntityKind::Ticket)
            marks.apply(agent, std::get<desk::Ticket>(*change.entity));
        page.changes.append(std::move(change));
    }
    page.to = endOf(sql, page, page.more ? page.changes.last().seq : 0);
    return page;
}

} // namespace

desk::Change SharedChange::forAgent(const desk::AgentId& agent) const
{
    desk::Change own = change;
    if (!own.entity || own.kind != desk::EntityKind::Ticket)
        return own;
    auto& ticket = std::get<desk::Ticket>(*own.entity);
    ticket.unread = !readBy.contains(agent);
    ticket.rev = std::max(ticket.rev, marks.value(agent));
    return own;
}

Result<FeedPage> changes(Store& store, const desk::AgentId& agent, const desk::Cursor& after, int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<FeedPage> {
        if (auto fault = cursorFault(sql, keyOf(agent), after))
            return *fault;
        return readOwn(sql, agent, after, std::clamp(limit, 1, 1000));
    });
}

Result<SharedPage> sharedChanges(Store& store, const desk::Cursor& after, int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<SharedPage> {
        if (auto fault = cursorFault(sql, 0, after))
            return *fault;
        return readShared(sql, after, std::clamp(limit, 1, 1000));
    });
}

Result<FeedEnd> feedEnd(Store& store)
{
    return store.read([](sql::Connection& sql) { return FeedEnd{newestCursor(sql), heldSince(sql)}; });
}

Result<FeedEnd> feedWentBack(Store& store, desk::Instant now)
{
    const auto told = store.write([&](FeedTransaction& transaction) {
        addEpoch(transaction.sql(), now);
        hold(transaction.sql(), now);
        return Done{};
    });
    return told ? feedEnd(store) : told.fault();
}

Result<qint64> newestSeq(Store& store)
{
    return store.read([](sql::Connection& sql) { return counter(sql); });
}

} // namespace server::store
