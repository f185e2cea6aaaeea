#pragma once
// One ticket's conversation, told message by message, so that many can be told in the order of time. Internal to the
// seed.

#include "server/seed/batch.h"
#include "server/seed/phrases.h"
#include "server/seed/world.h"

namespace server::seed
{

/// What is decided before a conversation begins.
struct Outline {
    qint64 ticket = 0;
    desk::Channel channel = desk::Channel::Email;
    qint64 messages = 1; ///< of both sides and notes, without event lines
    bool isSpam = false;
    desk::Instant begin;
    desk::Instant end; ///< of the last message; not after the world's now
};

class Conversation
{
public:
    Conversation(const World& world, const Outline& outline, const Customer& customer);

    desk::Instant nextAt() const;
    bool isDone() const { return m_step > m_outline.messages; }
    qint64 ticketId() const { return m_outline.ticket; }
    /// Tells the next part: one message, or at the end what became of the ticket, whose row it then adds.
    void tell(Batch& batch);

private:
    void begin(const Customer& customer);
    void inbound(Batch& batch);
    void outbound(Batch& batch);
    void note(Batch& batch);
    void finish(Batch& batch);
    void assign(Batch& batch);
    void change(Batch& batch, const desk::Operation& operation);
    bool mayAnswer() const;
    bool isAgentsTurn();
    void add(Batch& batch, desk::Message& message);
    void addPicture(Batch& batch, desk::Message& message);
    const desk::Agent& agent() const;

    const World& m_world;
    Outline m_outline;
    Random m_random;
    const Topic* m_topic;
    Matter m_matter;
    desk::Ticket m_ticket;
    bool m_consents = true;
    qsizetype m_agent = 0;
    qint64 m_step = 0;
    store::Standing m_newestInbound{0, 0};
    qint64 m_place = 0; ///< of the last message
    QString m_lastText;
};

} // namespace server::seed
