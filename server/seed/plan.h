#pragma once
// Which conversations the sample desk has: how long, when, on which channel, with whom. Internal to the seed.

#include "server/seed/conversation.h"

#include <QSet>

#include <vector>

namespace server::seed
{

class Plan
{
public:
    Plan(const World& world, qint64 tickets, qint64 messages);

    /// When the i-th ticket (from 0) begins; never earlier than the one before.
    desk::Instant begin(qint64 i) const;
    /// Its customer's number. SMS, WhatsApp and Instagram know one ticket a person (TKT-5, TKT-6).
    qint64 customer(qint64 i) const { return m_customers[static_cast<std::size_t>(i)]; }
    Outline outline(qint64 i) const;

private:
    void planLengths(qint64 messages);
    void planChannels();

    const World& m_world;
    qint64 m_tickets;
    qint64 m_span; ///< milliseconds from the first ticket to now
    std::vector<qint64> m_lengths;
    std::vector<qint64> m_customers;
    std::vector<desk::Channel> m_channels;
};

} // namespace server::seed
