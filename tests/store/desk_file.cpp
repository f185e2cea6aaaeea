#include "desk_file.h"

#include "sql/sqlite_connection.h"

namespace store_test
{

using namespace Qt::StringLiterals;

desk::Ticket ticket(const QString& id, qint64 rev, desk::Instant updated)
{
    desk::Ticket ticket;
    ticket.id = desk::TicketId(id);
    ticket.rev = rev;
    ticket.number = id.toLongLong() + 1000;
    ticket.subject = u"Order %1 is late"_s.arg(id);
    ticket.requester = desk::ProfileId(u"p1"_s);
    ticket.requesterName = u"Anna Muster"_s;
    ticket.created = updated;
    ticket.updated = updated;
    return ticket;
}

desk::Message message(const QString& id, const QString& ticketId, qint64 rev, desk::Instant at, const QString& text)
{
    desk::Message message;
    message.id = desk::MessageId(id);
    message.rev = rev;
    message.ticket = desk::TicketId(ticketId);
    message.at = at;
    message.text = text;
    message.authorName = u"Anna Muster"_s;
    return message;
}

desk::Operation operation(const QString& id, const QString& ticketId, desk::OperationKind kind, desk::Instant at)
{
    desk::Operation operation;
    operation.id = desk::OperationId(id);
    operation.ticket = desk::TicketId(ticketId);
    operation.kind = kind;
    operation.by = desk::AgentId(u"a1"_s);
    operation.at = at;
    return operation;
}

desk::Operation reply(const QString& id, const QString& ticketId, const QString& text, desk::Instant at)
{
    desk::Operation reply = operation(id, ticketId, desk::OperationKind::Reply, at);
    reply.text = text;
    return reply;
}

desk::Change change(const desk::Entity& entity)
{
    return {desk::revOf(entity), desk::kindOf(entity), desk::idOf(entity), entity};
}

desk::Change deletion(desk::EntityKind kind, const QString& id, qint64 seq)
{
    return {seq, kind, id, std::nullopt};
}

store::Bootstrap bootstrap(qint64 cursor)
{
    store::Bootstrap start;
    start.cursor = cursor;
    start.me.id = desk::AgentId(u"a1"_s);
    start.me.name = u"Mia Agent"_s;
    start.me.email = u"mia@desk.example"_s;
    start.agents = {start.me};
    start.deskName = u"Sample"_s;
    return start;
}

store::HistoryState allHistory()
{
    store::HistoryState state;
    state.activeDone = state.ticketsDone = state.messagesDone = true;
    return state;
}

QStringList dump(sql::Connection& db)
{
    QStringList lines;
    for (const QString& table : {u"ticket"_s, u"ticket_label"_s, u"shadow"_s, u"message"_s, u"thread_range"_s,
                                 u"tombstone"_s, u"term"_s, u"profile"_s, u"orders"_s, u"desk_row"_s, u"outbox"_s,
                                 u"draft"_s, u"draft_history"_s, u"counter"_s, u"setting"_s}) {
        sql::Statement rows = db.query(u"SELECT * FROM %1 ORDER BY 1, 2"_s.arg(table));
        while (rows.next()) {
            QStringList cells{table};
            const int columns = table == u"term" ? 1 : rows.columnCount(); // the count of a word may lag
            for (int i = 0; i < columns; ++i)
                cells += rows.text(i);
            lines += cells.join(u'|');
        }
    }
    return lines;
}

DeskFile::DeskFile()
{
    reopen();
}

store::Reader& DeskFile::reader()
{
    if (!m_reader)
        m_reader = std::make_unique<store::Reader>(path());
    return *m_reader;
}

void DeskFile::close()
{
    m_reader.reset();
    m_writer.reset();
}

void DeskFile::reopen()
{
    close();
    m_writer = std::make_unique<store::Writer>(path(), clock);
}

} // namespace store_test
