#include "server/store/reading.h"

#include "server/store/epochs.h"
#include "server/store/marks.h"
#include "server/store/page_budget.h"
#include "server/store/settings.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

struct ReadingText {
    Q_DECLARE_TR_FUNCTIONS(server::store::Reading)
};

Fault badKey()
{
    return {FaultKind::Invalid, u"bad-key"_s, ReadingText::tr("The page key cannot be read."), 0};
}

Fault missing(const char* code, const char* message)
{
    return {FaultKind::NotFound, QString::fromLatin1(code), ReadingText::tr(message), 0};
}

constexpr qint64 kFromTheTop = std::numeric_limits<qint64>::max();

/// The id of the ticket that a page begins before; nullopt for nonsense.
std::optional<qint64> pageStart(const QString& before)
{
    if (before.isEmpty())
        return kFromTheTop;
    const qint64 id = numberOf(before);
    return id > 0 ? std::optional(id) : std::nullopt;
}

DeskInfo readDesk(sql::Connection& sql)
{
    return {setting(sql, u"desk-id"_s), setting(sql, u"desk-name"_s), setting(sql, u"sample"_s) == u"true"_s};
}

QList<desk::Ticket> readTickets(sql::Statement& rows)
{
    QList<desk::Ticket> tickets;
    while (rows.next())
        tickets.append(readTicket(rows));
    return tickets;
}

QList<desk::Message> readMessages(sql::Statement& rows)
{
    QList<desk::Message> messages;
    while (rows.next())
        messages.append(readMessage(rows));
    return messages;
}

/// `updated:id` of the last ticket of an Active page.
struct ActiveKey {
    qint64 updated = kFromTheTop;
    qint64 id = kFromTheTop;
};

std::optional<ActiveKey> activeKey(const QString& before)
{
    if (before.isEmpty())
        return ActiveKey{};
    const QStringList parts = before.split(u':');
    if (parts.size() != 2 || numberOf(parts[0]) == 0 || numberOf(parts[1]) == 0)
        return std::nullopt;
    return ActiveKey{numberOf(parts[0]), numberOf(parts[1])};
}

/// How many messages a page takes, newest first.
struct Fit {
    int rows = 0;
    bool more = false;
    bool isFull = false; ///< it was the size that ended it
};

/// Asked before the messages are read, because PostgreSQL hands over all rows of a query at once. `sizes`: one column.
Fit fitting(sql::Statement sizes, int limit, PageBudget& budget)
{
    Fit fit;
    while (sizes.next()) {
        fit.more = fit.rows == limit;
        fit.isFull = !fit.more && !budget.take(kRowBytes + sizes.integer(0));
        if (fit.more || fit.isFull)
            break;
        ++fit.rows;
    }
    fit.more = fit.more || fit.isFull;
    return fit;
}

/// Messages before (place, id), newest first (TKT-13); `which` narrows them.
QString pageSql(const QString& columns, const QString& which)
{
    return u"SELECT %1 FROM messages WHERE %2(place, id) < (CAST(? AS BIGINT), CAST(? AS BIGINT)) "
           "ORDER BY place DESC, id DESC LIMIT ?"_s.arg(columns, which);
}

const auto kSize = u"length(text) + length(html)"_s;
const auto kOfTicket = u"ticket = ? AND "_s;

Fit fittingOfTicket(sql::Connection& sql, qint64 ticket, const Standing& before, int limit, PageBudget& budget)
{
    static const QString query = pageSql(kSize, kOfTicket);
    return fitting(sql.query(query, ticket, before.place, before.id, limit + 1), limit, budget);
}

QList<desk::Message> latestMessages(sql::Connection& sql, qint64 ticket, const Standing& before, int limit)
{
    static const QString query = pageSql(messageColumns(), kOfTicket);
    auto rows = sql.query(query, ticket, before.place, before.id, limit);
    return readMessages(rows);
}

/// Where a page of a thread begins: the `next` of the page before, or the id of one of its messages.
std::optional<Standing> threadStart(sql::Connection& sql, qint64 ticket, const QString& before)
{
    if (before.isEmpty())
        return Standing{};
    const auto standing = standingFrom(before);
    return standing ? standing : standingIn(sql, ticket, numberOf(before));
}

/// Where a page of all messages begins. Pages went by id once: who comes with such a key begins at the newest again,
/// since nothing that it lacks may be passed over.
std::optional<Standing> historyStart(const QString& before)
{
    if (before.isEmpty() || numberOf(before) > 0)
        return Standing{};
    return standingFrom(before);
}

QString activeKeyOf(const desk::Ticket& ticket)
{
    return QString::number(ticket.updated.ms) + u':' + ticket.id.value();
}

/// The latest messages of each ticket; the page ends before the ticket whose messages do not fit.
void addLatest(sql::Connection& sql, TicketPage& page)
{
    PageBudget budget;
    for (qsizetype i = 0; i < page.tickets.size(); ++i) {
        const qint64 ticket = keyOf(page.tickets[i].id);
        const Fit fit = fittingOfTicket(sql, ticket, {}, 50, budget);
        if (fit.isFull && i > 0) {
            page.tickets.resize(i);
            page.next = activeKeyOf(page.tickets.last());
            return;
        }
        page.messages += latestMessages(sql, ticket, {}, fit.rows);
    }
}

void addRequesters(sql::Connection& sql, TicketPage& page)
{
    QSet<qint64> seen;
    for (const desk::Ticket& ticket : std::as_const(page.tickets)) {
        const qint64 key = keyOf(ticket.requester);
        if (seen.contains(key))
            continue;
        seen.insert(key);
        if (auto profile = findProfile(sql, key))
            page.profiles.append(*profile);
    }
}

Result<TicketPage> activePage(sql::Connection& sql, const QString& before, int limit)
{
    const auto key = activeKey(before);
    if (!key)
        return badKey();
    static const QString query =
        u"SELECT %1 FROM tickets WHERE status <> 'closed' AND (updated, id) < (CAST(? AS BIGINT), CAST(? AS BIGINT)) "
        "ORDER BY updated DESC, id DESC LIMIT ?"_s.arg(ticketColumns());
    TicketPage page;
    {
        auto rows = sql.query(query, key->updated, key->id, limit + 1);
        page.tickets = readTickets(rows);
    }
    if (page.tickets.size() > limit) {
        page.tickets.removeLast();
        page.next = activeKeyOf(page.tickets.last());
    }
    addLatest(sql, page);
    return page;
}

Result<TicketPage> wholePage(sql::Connection& sql, const QString& before, int limit)
{
    const auto start = pageStart(before);
    if (!start)
        return badKey();
    static const QString query = u"SELECT %1 FROM tickets WHERE id < ? ORDER BY id DESC LIMIT ?"_s.arg(ticketColumns());
    TicketPage page;
    {
        auto rows = sql.query(query, *start, limit + 1);
        page.tickets = readTickets(rows);
    }
    if (page.tickets.size() > limit) {
        page.tickets.removeLast();
        page.next = page.tickets.last().id.value();
    }
    return page;
}

MessagePage paged(QList<desk::Message> messages, const Fit& fit)
{
    MessagePage page{std::move(messages), {}};
    if (fit.more)
        page.next = wordOf(standingOf(page.messages.last()));
    return page;
}

template<class T>
QList<T> entitiesOf(sql::Connection& sql, desk::EntityKind kind, const QString& order, qint64 profile, int limit)
{
    QList<qint64> ids;
    auto rows =
        sql.query(u"SELECT id FROM %1 WHERE profile = ? ORDER BY %2 DESC, id DESC LIMIT ?"_s.arg(tableOf(kind), order),
                  profile, limit);
    while (rows.next())
        ids.append(rows.integer(0));
    QList<T> list;
    for (qint64 id : ids)
        if (auto entity = findEntity(sql, kind, id))
            list.append(std::get<T>(std::move(*entity)));
    return list;
}

} // namespace

Result<DeskInfo> deskInfo(Store& store)
{
    return store.read([](sql::Connection& sql) { return readDesk(sql); });
}

Result<Bootstrap> bootstrap(Store& store, const desk::AgentId& agent, desk::Instant now)
{
    return store.read([&](sql::Connection& sql) -> Result<Bootstrap> {
        const auto self = findAgent(sql, keyOf(agent));
        if (!self)
            return missing("no-such-agent", "There is no such agent.");
        Bootstrap result;
        result.cursor = newestCursor(sql);
        result.agent = *self;
        result.desk = readDesk(sql);
        result.agents = allAgents(sql);
        result.teams = allTeams(sql);
        result.labels = allLabels(sql);
        result.macros = allMacros(sql);
        result.views = viewsFor(sql, keyOf(agent));
        result.smsSenders = smsSenders(sql);
        result.counts = viewCounts(sql, agent, result.views, now);
        result.tickets = sql.value<qint64>(u"SELECT count(*) FROM tickets"_s).value_or(0);
        result.messages = sql.value<qint64>(u"SELECT count(*) FROM messages"_s).value_or(0);
        return result;
    });
}

Result<TicketPage> historyTickets(Store& store, const desk::AgentId& agent, HistoryScope scope, const QString& before,
                                  int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<TicketPage> {
        const int size = std::clamp(limit, 1, 200);
        auto page = scope == HistoryScope::Active ? activePage(sql, before, size) : wholePage(sql, before, size);
        if (!page)
            return page;
        applyMarks(sql, agent, page->tickets);
        addRequesters(sql, page.value());
        return page;
    });
}

Result<MessagePage> historyMessages(Store& store, const QString& before, int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<MessagePage> {
        const auto start = historyStart(before);
        if (!start)
            return badKey();
        const int size = std::clamp(limit, 1, 1000);
        static const QString sizes = pageSql(kSize, {});
        static const QString query = pageSql(messageColumns(), {});
        PageBudget budget;
        const Fit fit = fitting(sql.query(sizes, start->place, start->id, size + 1), size, budget);
        auto rows = sql.query(query, start->place, start->id, fit.rows);
        return paged(readMessages(rows), fit);
    });
}

Result<MessagePage> ticketMessages(Store& store, const desk::TicketId& ticket, const QString& before, int limit)
{
    return store.read([&](sql::Connection& sql) -> Result<MessagePage> {
        if (!findTicket(sql, keyOf(ticket)))
            return missing("no-such-ticket", "This ticket does not exist.");
        const auto start = threadStart(sql, keyOf(ticket), before);
        if (!start)
            return badKey();
        const int size = std::clamp(limit, 1, 200);
        PageBudget budget;
        const Fit fit = fittingOfTicket(sql, keyOf(ticket), *start, size, budget);
        return paged(latestMessages(sql, keyOf(ticket), *start, fit.rows), fit);
    });
}

Result<desk::Ticket> ticket(Store& store, const desk::AgentId& agent, const desk::TicketId& id)
{
    return store.read([&](sql::Connection& sql) -> Result<desk::Ticket> {
        auto found = findTicket(sql, keyOf(id));
        if (!found)
            return missing("no-such-ticket", "This ticket does not exist.");
        QList<desk::Ticket> one{*found};
        applyMarks(sql, agent, one);
        return one.first();
    });
}

Result<ProfileDetails> profileDetails(Store& store, const desk::AgentId& agent, const desk::ProfileId& id)
{
    return store.read([&](sql::Connection& sql) -> Result<ProfileDetails> {
        const qint64 key = keyOf(id);
        const auto profile = findProfile(sql, key);
        if (!profile)
            return missing("no-such-profile", "This customer does not exist.");
        ProfileDetails details;
        details.profile = *profile;
        details.orders = entitiesOf<desk::Order>(sql, desk::EntityKind::Order, u"placed"_s, key, 50);
        details.subscriptions = entitiesOf<desk::Subscription>(sql, desk::EntityKind::Subscription, u"id"_s, key, 200);
        details.events = entitiesOf<desk::Event>(sql, desk::EntityKind::Event, u"at"_s, key, 200);
        {
            auto rows = sql.query(
                u"SELECT %1 FROM tickets WHERE requester = ? ORDER BY id DESC LIMIT 200"_s.arg(ticketColumns()), key);
            details.tickets = readTickets(rows);
        }
        applyMarks(sql, agent, details.tickets);
        return details;
    });
}

} // namespace server::store
