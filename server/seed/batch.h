#pragma once
// Rows of the sample desk on their way into the database, many at a time. Internal to the seed.

#include "server/seed/customer.h"
#include "server/store/store.h"
#include "server/store/thread_order.h"

#include "desk/message.h"
#include "desk/operation.h"
#include "desk/ticket.h"

#include <QList>

namespace server::seed
{

/// Collects rows and gives messages and files their ids; flush() writes them in one transaction. Throws sql::Failure.
class Batch
{
public:
    explicit Batch(sql::Engine engine)
        : m_engine(engine)
    {
    }

    /// Messages come in the order of their times: the id grows with it. `place` is the teller's to give.
    void add(desk::Message& message);
    /// A finished ticket, with what the agents know of it.
    void add(const desk::Ticket& ticket, const store::Standing& newestInbound, const desk::AgentId& readBy);
    void add(const Customer& customer);
    /// One of sampleFiles(), with a new id and the next message's number.
    desk::Attachment attach(const desk::Attachment& file, const QString& contentId, desk::Instant at);

    bool isFull() const { return m_messages.size() >= 5000 || m_profiles.size() >= 2000; }
    void flush(store::FeedTransaction& transaction);

    qint64 messages() const { return m_lastMessage; }
    qint64 attachments() const { return m_lastAttachment; }

private:
    using Rows = QList<sql::Values>;
    void addIdentities(const desk::Profile& profile);

    sql::Engine m_engine;
    qint64 m_lastMessage = 0;
    qint64 m_lastAttachment = 0;
    Rows m_messages;
    Rows m_search;
    Rows m_tickets;
    Rows m_labels;
    Rows m_jobs;
    Rows m_marks;
    Rows m_files;
    Rows m_profiles;
    Rows m_identities;
    Rows m_orders;
    Rows m_subscriptions;
    Rows m_events;
};

} // namespace server::seed
