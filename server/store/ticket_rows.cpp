#include "server/store/rows.h"

#include <QStringList>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

const QStringList& ticketFields()
{
    static const QStringList names{u"id"_s,
                                   u"seq"_s,
                                   u"number"_s,
                                   u"channel"_s,
                                   u"status"_s,
                                   u"spam"_s,
                                   u"priority"_s,
                                   u"subject"_s,
                                   u"requester"_s,
                                   u"requester_name"_s,
                                   u"recipient"_s,
                                   u"brand"_s,
                                   u"attribution"_s,
                                   u"assignee"_s,
                                   u"team"_s,
                                   u"labels"_s,
                                   u"created"_s,
                                   u"updated"_s,
                                   u"first_reply"_s,
                                   u"closed"_s,
                                   u"snoozed_until"_s,
                                   u"returned"_s,
                                   u"waiting_since"_s,
                                   u"last_inbound"_s,
                                   u"last_message"_s,
                                   u"snippet"_s,
                                   u"snippet_outbound"_s,
                                   u"has_attachment"_s,
                                   u"message_count"_s,
                                   u"satisfaction"_s,
                                   u"newest_inbound"_s,
                                   u"inbound_place"_s};
    return names;
}

QList<desk::LabelId> readLabels(const QString& text)
{
    QList<desk::LabelId> labels;
    for (const QString& id : text.split(u' ', Qt::SkipEmptyParts))
        labels.append(desk::LabelId(id));
    return labels;
}

QString labelText(const QList<desk::LabelId>& labels)
{
    QStringList ids;
    for (const desk::LabelId& label : labels)
        ids.append(label.value());
    return ids.join(u' ');
}

} // namespace

QString ticketColumns()
{
    static const QString joined = ticketFields().join(u", "_s);
    return joined;
}

QStringList ticketInsertColumns()
{
    return ticketFields();
}

desk::Ticket readTicket(const sql::Statement& row)
{
    desk::Ticket ticket;
    ticket.id = idOf<desk::TicketId>(row.integer(0));
    ticket.rev = row.integer(1);
    ticket.number = row.integer(2);
    ticket.channel = desk::channelFrom(row.text(3)).value_or(desk::Channel::Email);
    ticket.status = desk::statusFrom(row.text(4)).value_or(desk::Status::Open);
    ticket.spam = row.integer(5) != 0;
    ticket.priority = desk::priorityFrom(row.text(6)).value_or(desk::Priority::Normal);
    ticket.subject = row.text(7);
    ticket.requester = idOf<desk::ProfileId>(row.integer(8));
    ticket.requesterName = row.text(9);
    ticket.recipient = row.text(10);
    ticket.brand = row.text(11);
    ticket.attribution = row.text(12);
    ticket.assignee = idOf<desk::AgentId>(row.integer(13));
    ticket.team = idOf<desk::TeamId>(row.integer(14));
    ticket.labels = readLabels(row.text(15));
    ticket.created = {row.integer(16)};
    ticket.updated = {row.integer(17)};
    ticket.firstReply = {row.integer(18)};
    ticket.closed = {row.integer(19)};
    ticket.snoozedUntil = {row.integer(20)};
    ticket.returnedFromSnooze = row.integer(21) != 0;
    ticket.waitingSince = {row.integer(22)};
    ticket.lastInbound = {row.integer(23)};
    ticket.lastMessage = idOf<desk::MessageId>(row.integer(24));
    ticket.snippet = row.text(25);
    ticket.snippetDirection = row.integer(26) != 0 ? desk::Direction::Outbound : desk::Direction::Inbound;
    ticket.hasAttachment = row.integer(27) != 0;
    ticket.messageCount = row.integer(28);
    ticket.satisfaction = static_cast<int>(row.integer(29));
    return ticket;
}

sql::Values ticketValues(const desk::Ticket& ticket, const Standing& newestInbound)
{
    return {keyOf(ticket.id),
            ticket.rev,
            ticket.number,
            desk::toString(ticket.channel),
            desk::toString(ticket.status),
            ticket.spam,
            desk::toString(ticket.priority),
            ticket.subject,
            keyOf(ticket.requester),
            ticket.requesterName,
            ticket.recipient,
            ticket.brand,
            ticket.attribution,
            keyOf(ticket.assignee),
            keyOf(ticket.team),
            labelText(ticket.labels),
            ticket.created.ms,
            ticket.updated.ms,
            ticket.firstReply.ms,
            ticket.closed.ms,
            ticket.snoozedUntil.ms,
            ticket.returnedFromSnooze,
            ticket.waitingSince.ms,
            ticket.lastInbound.ms,
            keyOf(ticket.lastMessage),
            ticket.snippet,
            ticket.snippetDirection == desk::Direction::Outbound,
            ticket.hasAttachment,
            ticket.messageCount,
            ticket.satisfaction,
            newestInbound.id,
            newestInbound.place};
}

std::optional<desk::Ticket> findTicket(sql::Connection& sql, qint64 id)
{
    static const QString query = u"SELECT %1 FROM tickets WHERE id = ?"_s.arg(ticketColumns());
    auto rows = sql.query(query, id);
    return rows.next() ? std::optional(readTicket(rows)) : std::nullopt;
}

std::optional<desk::Ticket> lockTicket(sql::Connection& sql, qint64 id)
{
    static const QString query = u"SELECT %1 FROM tickets WHERE id = ? {for update}"_s.arg(ticketColumns());
    auto rows = sql.query(query, id);
    return rows.next() ? std::optional(readTicket(rows)) : std::nullopt;
}

} // namespace server::store
