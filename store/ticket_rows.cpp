#include "store/ticket_rows.h"

#include "sql/tokenizer.h"
#include "store/free_key.h"
#include "store/list_order.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
// A separator that no id holds: ids are printable.
constexpr QChar kBetweenLabels = u'\x1f';

QString joined(const QList<desk::LabelId>& labels)
{
    QStringList values;
    for (const desk::LabelId& label : labels)
        values += label.value();
    return values.join(kBetweenLabels);
}

QList<desk::LabelId> labelsFrom(const QString& text)
{
    QList<desk::LabelId> labels;
    if (text.isEmpty())
        return labels;
    for (const QString& value : text.split(kBetweenLabels))
        labels += desk::LabelId(value);
    return labels;
}

void replaceLabels(sql::Connection& db, TicketKey key, const QList<desk::LabelId>& labels)
{
    db.execute(u"DELETE FROM ticket_label WHERE ticket = ?"_s, key.value);
    for (const desk::LabelId& label : labels)
        db.execute(u"INSERT OR IGNORE INTO ticket_label (label, ticket) VALUES (?, ?)"_s, label.value(), key.value);
}

const QString& putSql()
{
    static const QString sql =
        u"INSERT INTO ticket (key, id, rev, gen, number, channel, status, spam, priority, subject, subject_folded, "
        "requester, requester_name, recipient, brand, brand_folded, attribution, assignee, team, labels, created, "
        "updated, first_reply, closed, snoozed_until, returned, waiting, last_inbound, last_message, snippet, "
        "snippet_outbound, has_attachment, message_count, unread, satisfaction, waiting_order, urgency, "
        "requester_folded) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, "
        "?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38) "
        "ON CONFLICT (key) DO UPDATE SET rev = ?3, gen = ?4, number = ?5, channel = ?6, status = ?7, spam = ?8, "
        "priority = ?9, subject = ?10, subject_folded = ?11, requester = ?12, requester_name = ?13, recipient = ?14, "
        "brand = ?15, brand_folded = ?16, attribution = ?17, assignee = ?18, team = ?19, labels = ?20, created = ?21, "
        "updated = ?22, first_reply = ?23, closed = ?24, snoozed_until = ?25, returned = ?26, waiting = ?27, "
        "last_inbound = ?28, last_message = ?29, snippet = ?30, snippet_outbound = ?31, has_attachment = ?32, "
        "message_count = ?33, unread = ?34, satisfaction = ?35, waiting_order = ?36, urgency = ?37, "
        "requester_folded = ?38"_s;
    return sql;
}
} // namespace

QString ticketColumns()
{
    return u"ticket.key, ticket.id, ticket.rev, number, channel, status, spam, priority, subject, requester, "
           "requester_name, recipient, brand, attribution, assignee, team, labels, created, updated, first_reply, "
           "closed, snoozed_until, returned, waiting, last_inbound, last_message, snippet, snippet_outbound, "
           "has_attachment, message_count, unread, satisfaction"_s;
}

TicketRow ticketFrom(const sql::Statement& row)
{
    int column = 0;
    const auto number = [&] { return row.integer(column++); };
    const auto text = [&] { return row.text(column++); };
    const auto instant = [&] { return desk::Instant{row.integer(column++)}; };
    const auto flag = [&] { return row.integer(column++) != 0; };

    TicketRow result;
    result.key.value = number();
    desk::Ticket& ticket = result.ticket;
    ticket.id = desk::TicketId(text());
    ticket.rev = number();
    ticket.number = number();
    ticket.channel = desk::channelFrom(text()).value_or(desk::Channel::Email);
    ticket.status = desk::statusFrom(text()).value_or(desk::Status::Open);
    ticket.spam = flag();
    ticket.priority = desk::priorityFrom(text()).value_or(desk::Priority::Normal);
    ticket.subject = text();
    ticket.requester = desk::ProfileId(text());
    ticket.requesterName = text();
    ticket.recipient = text();
    ticket.brand = text();
    ticket.attribution = text();
    ticket.assignee = desk::AgentId(text());
    ticket.team = desk::TeamId(text());
    ticket.labels = labelsFrom(text());
    ticket.created = instant();
    ticket.updated = instant();
    ticket.firstReply = instant();
    ticket.closed = instant();
    ticket.snoozedUntil = instant();
    ticket.returnedFromSnooze = flag();
    ticket.waitingSince = instant();
    ticket.lastInbound = instant();
    ticket.lastMessage = desk::MessageId(text());
    ticket.snippet = text();
    ticket.snippetDirection = flag() ? desk::Direction::Outbound : desk::Direction::Inbound;
    ticket.hasAttachment = flag();
    ticket.messageCount = number();
    ticket.unread = flag();
    ticket.satisfaction = static_cast<int>(number());
    return result;
}

std::optional<TicketRow> findTicket(sql::Connection& db, const desk::TicketId& id)
{
    static const QString sql = u"SELECT %1 FROM ticket WHERE id = ?"_s.arg(ticketColumns());
    sql::Statement rows = db.query(sql, id.value());
    if (!rows.next())
        return std::nullopt;
    return ticketFrom(rows);
}

std::optional<TicketRow> findTicket(sql::Connection& db, TicketKey key)
{
    static const QString sql = u"SELECT %1 FROM ticket WHERE key = ?"_s.arg(ticketColumns());
    sql::Statement rows = db.query(sql, key.value);
    if (!rows.next())
        return std::nullopt;
    return ticketFrom(rows);
}

TicketKey putTicket(sql::Connection& db, TicketKey key, const std::optional<desk::Ticket>& before,
                    const desk::Ticket& ticket, qint64 generation)
{
    if (key.value == 0)
        key.value = freeKey(db, u"ticket"_s, firstKeyOf(ticket.created.ms));
    db.execute(putSql(), key.value, ticket.id.value(), ticket.rev, generation, ticket.number,
               desk::toString(ticket.channel), desk::toString(ticket.status), ticket.spam,
               desk::toString(ticket.priority), ticket.subject, ticket.subject.toCaseFolded(), ticket.requester.value(),
               ticket.requesterName, ticket.recipient, ticket.brand, ticket.brand.toCaseFolded(), ticket.attribution,
               ticket.assignee.value(), ticket.team.value(), joined(ticket.labels), ticket.created.ms,
               ticket.updated.ms, ticket.firstReply.ms, ticket.closed.ms, ticket.snoozedUntil.ms,
               ticket.returnedFromSnooze, ticket.waitingSince.ms, ticket.lastInbound.ms, ticket.lastMessage.value(),
               ticket.snippet, ticket.snippetDirection == desk::Direction::Outbound, ticket.hasAttachment,
               ticket.messageCount, ticket.unread, ticket.satisfaction, waitingOrder(ticket), urgency(ticket),
               sql::foldedText(ticket.requesterName));
    if (!before || before->labels != ticket.labels)
        replaceLabels(db, key, ticket.labels);
    return key;
}

void deleteTicket(sql::Connection& db, TicketKey key)
{
    db.execute(u"DELETE FROM ticket_label WHERE ticket = ?"_s, key.value);
    db.execute(u"DELETE FROM ticket WHERE key = ?"_s, key.value);
}

QString searchText(const desk::Ticket& ticket)
{
    return ticket.subject + u'\n' + ticket.requesterName;
}

} // namespace store
