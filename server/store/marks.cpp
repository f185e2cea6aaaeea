#include "server/store/marks.h"

#include <algorithm>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

/// A membership test whose text is the same for any number of ids, so that the statement is compiled once.
QString among(sql::Engine engine, const QString& column)
{
    return engine == sql::Engine::Sqlite ? column + u" IN (SELECT value FROM json_each(?))"_s
                                         : column + u" = ANY(CAST(? AS BIGINT[]))"_s;
}

/// The argument of among().
QString listOf(sql::Engine engine, const QList<qint64>& numbers)
{
    QStringList words;
    for (qint64 number : numbers)
        words.append(QString::number(number));
    return (engine == sql::Engine::Sqlite ? u"[%1]"_s : u"{%1}"_s).arg(words.join(u','));
}

} // namespace

Marks Marks::load(sql::Connection& sql, const QList<qint64>& tickets)
{
    Marks marks;
    auto agents = sql.query(u"SELECT id, read_floor FROM agents"_s);
    while (agents.next())
        marks.m_floors.insert(idOf<desk::AgentId>(agents.integer(0)), agents.integer(1));
    if (tickets.isEmpty())
        return marks;
    const sql::Engine engine = sql.engine();
    const QString list = listOf(engine, tickets);
    auto newest =
        sql.query(u"SELECT id, newest_inbound, inbound_place FROM tickets WHERE "_s + among(engine, u"id"_s), list);
    while (newest.next())
        marks.m_newestInbound.insert(newest.integer(0), {newest.integer(2), newest.integer(1)});
    auto rows = sql.query(
        u"SELECT ticket, agent, seq, place, unread FROM read_marks WHERE "_s + among(engine, u"ticket"_s), list);
    while (rows.next())
        marks.m_marks[rows.integer(0)].insert(idOf<desk::AgentId>(rows.integer(1)),
                                              {rows.integer(2), rows.integer(3), rows.integer(4) != 0});
    return marks;
}

bool Marks::hasRead(const desk::AgentId& agent, qint64 ticket) const
{
    const Mark mark = m_marks.value(ticket).value(agent);
    const Standing newest = m_newestInbound.value(ticket, {0, 0});
    return !mark.unread && (newest.place <= mark.place || newest.id <= m_floors.value(agent));
}

QSet<desk::AgentId> Marks::readers(qint64 ticket) const
{
    QSet<desk::AgentId> readers;
    for (auto agent = m_floors.keyBegin(); agent != m_floors.keyEnd(); ++agent)
        if (hasRead(*agent, ticket))
            readers.insert(*agent);
    return readers;
}

QHash<desk::AgentId, qint64> Marks::seqs(qint64 ticket) const
{
    QHash<desk::AgentId, qint64> seqs;
    const auto marks = m_marks.value(ticket);
    for (auto mark = marks.begin(); mark != marks.end(); ++mark)
        seqs.insert(mark.key(), mark->seq);
    return seqs;
}

void Marks::apply(const desk::AgentId& agent, desk::Ticket& ticket) const
{
    const qint64 key = keyOf(ticket.id);
    ticket.unread = !hasRead(agent, key);
    ticket.rev = std::max(ticket.rev, m_marks.value(key).value(agent).seq);
}

void applyMarks(sql::Connection& sql, const desk::AgentId& agent, QList<desk::Ticket>& tickets)
{
    QList<qint64> keys;
    for (const desk::Ticket& ticket : tickets)
        keys.append(keyOf(ticket.id));
    const Marks marks = Marks::load(sql, keys);
    for (desk::Ticket& ticket : tickets)
        marks.apply(agent, ticket);
}

void setMark(FeedTransaction& transaction, const desk::AgentId& agent, qint64 ticket, qint64 place, bool unread)
{
    const qint64 changed =
        transaction.sql().execute(u"INSERT INTO read_marks (agent, ticket, seq, place, unread) VALUES (?, ?, 0, ?, ?) "
                                  "ON CONFLICT (ticket, agent) DO UPDATE SET "
                                  "place = {greatest}(read_marks.place, excluded.place), unread = excluded.unread "
                                  "WHERE read_marks.place < excluded.place OR read_marks.unread <> excluded.unread"_s,
                                  keyOf(agent), ticket, place, unread);
    if (changed > 0)
        transaction.touchMark(agent, ticket);
}

} // namespace server::store
