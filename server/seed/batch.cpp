#include "server/seed/batch.h"

#include "server/store/writing.h"

#include <array>

namespace server::seed
{

using namespace Qt::StringLiterals;
using store::keyOf;

void Batch::add(desk::Message& message)
{
    message.id = store::idOf<desk::MessageId>(++m_lastMessage);
    m_messages.append(store::messageValues(message));
    if (message.kind == desk::MessageKind::Event)
        return;
    const QString body = store::searchBody(m_engine, message.text);
    if (!body.isEmpty())
        m_search.append({m_lastMessage, body});
}

void Batch::add(const desk::Ticket& ticket, const store::Standing& newestInbound, const desk::AgentId& readBy)
{
    const qint64 id = keyOf(ticket.id);
    m_tickets.append(store::ticketValues(ticket, newestInbound));
    for (const desk::LabelId& label : ticket.labels)
        m_labels.append({id, keyOf(label)});
    if (ticket.status == desk::Status::Snoozed && ticket.snoozedUntil.isSet())
        m_jobs.append({u"wake"_s, id, ticket.snoozedUntil.ms});
    if (!readBy.isEmpty())
        m_marks.append({keyOf(readBy), 0, id, newestInbound.place, false});
}

void Batch::addIdentities(const desk::Profile& profile)
{
    const auto add = [&](desk::Channel channel, const QStringList& values) {
        for (const QString& value : values) {
            const store::Identity identity = store::identityOf(channel, value);
            m_identities.append({identity.kind, identity.value, keyOf(profile.id)});
        }
    };
    add(desk::Channel::Email, profile.emails);
    add(desk::Channel::Sms, profile.phones);
    add(desk::Channel::Instagram, profile.handles);
}

void Batch::add(const Customer& customer)
{
    const desk::Profile& profile = customer.profile;
    const qint64 id = keyOf(profile.id);
    m_profiles.append({id, 0, profile.name, profile.blocked, profile.ticketCount, store::bodyOf(profile)});
    addIdentities(profile);
    for (const desk::Order& order : customer.orders)
        m_orders.append({keyOf(order.id), 0, id, order.placed.ms, store::bodyOf(order)});
    for (const desk::Subscription& subscription : customer.subscriptions)
        m_subscriptions.append({keyOf(subscription.id), 0, id, store::bodyOf(subscription)});
    for (const desk::Event& event : customer.events)
        m_events.append({keyOf(event.id), 0, id, event.at.ms, store::bodyOf(event)});
}

desk::Attachment Batch::attach(const desk::Attachment& file, const QString& contentId, desk::Instant at)
{
    desk::Attachment attachment = file;
    attachment.id = store::idOf<desk::AttachmentId>(++m_lastAttachment);
    attachment.contentId = contentId;
    m_files.append({m_lastAttachment, file.name, file.mime, file.size, contentId, file.sha256, file.size, 0, QString(),
                    m_lastMessage + 1, at.ms});
    return attachment;
}

void Batch::flush(store::FeedTransaction& transaction)
{
    sql::Connection& sql = transaction.sql();
    const std::array seen{&m_profiles, &m_orders, &m_subscriptions, &m_events, &m_messages, &m_tickets, &m_marks};
    qint64 count = 0;
    for (const Rows* rows : seen)
        count += rows->size();
    if (count == 0)
        return;
    qint64 seq = transaction.reserve(count);
    for (Rows* rows : seen)
        for (sql::Values& row : *rows)
            row[1] = seq++;
    const auto write = [&](const QString& table, const QStringList& columns, Rows& rows) {
        if (!rows.isEmpty())
            sql.bulkInsert(table, columns, rows);
        rows.clear();
    };
    write(u"profiles"_s, {u"id"_s, u"seq"_s, u"name"_s, u"blocked"_s, u"ticket_count"_s, u"body"_s}, m_profiles);
    write(u"identities"_s, {u"kind"_s, u"value"_s, u"profile"_s}, m_identities);
    write(u"orders"_s, {u"id"_s, u"seq"_s, u"profile"_s, u"placed"_s, u"body"_s}, m_orders);
    write(u"subscriptions"_s, {u"id"_s, u"seq"_s, u"profile"_s, u"body"_s}, m_subscriptions);
    write(u"events"_s, {u"id"_s, u"seq"_s, u"profile"_s, u"at"_s, u"body"_s}, m_events);
    write(u"messages"_s, store::messageInsertColumns(), m_messages);
    write(u"message_search"_s, store::searchColumns(m_engine), m_search);
    write(u"tickets"_s, store::ticketInsertColumns(), m_tickets);
    write(u"ticket_labels"_s, {u"ticket"_s, u"label"_s}, m_labels);
    write(u"jobs"_s, {u"kind"_s, u"subject"_s, u"due"_s}, m_jobs);
    write(u"read_marks"_s, {u"agent"_s, u"seq"_s, u"ticket"_s, u"place"_s, u"unread"_s}, m_marks);
    write(u"attachments"_s,
          {u"id"_s, u"name"_s, u"mime"_s, u"size"_s, u"content_id"_s, u"sha256"_s, u"uploaded"_s, u"agent"_s,
           u"session"_s, u"message"_s, u"created"_s},
          m_files);
}

} // namespace server::seed
