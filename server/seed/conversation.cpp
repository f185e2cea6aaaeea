#include "server/seed/conversation.h"

#include "server/seed/mail_html.h"
#include "server/seed/sample_files.h"
#include "server/store/keys.h"

#include "desk/lifecycle.h"
#include "desk/reply_rules.h"

#include <algorithm>

namespace server::seed
{

using namespace Qt::StringLiterals;

namespace
{

QString recipientOf(desk::Channel channel)
{
    switch (channel) {
    case desk::Channel::Email:
        return u"support@desk.example"_s;
    case desk::Channel::Sms:
        return u"+3197005550100"_s;
    case desk::Channel::WhatsApp:
        return u"+31205550101"_s;
    case desk::Channel::Instagram:
        return u"@desk.example"_s;
    case desk::Channel::WebChat:
        break;
    }
    return u"www.desk.example"_s;
}

/// REPLY-2.
bool consents(desk::Channel channel, const desk::Consent& consent)
{
    const auto yes = desk::ConsentState::Subscribed;
    if (channel == desk::Channel::Sms)
        return consent.smsMarketing == yes || consent.smsTransactional == yes;
    return channel != desk::Channel::WhatsApp || consent.whatsapp == yes;
}

desk::Priority priorityOf(Random& random)
{
    const qint64 dice = random.below(100);
    if (dice < 4)
        return desk::Priority::Urgent;
    if (dice < 14)
        return desk::Priority::High;
    return dice < 88 ? desk::Priority::Normal : desk::Priority::Low;
}

} // namespace

Conversation::Conversation(const World& world, const Outline& outline, const Customer& customer)
    : m_world(world)
    , m_outline(outline)
    , m_random(world.seed, 2, static_cast<quint64>(outline.ticket))
    , m_topic(m_random.chance(9) ? &m_random.pick(foreignTopics()) : &m_random.pick(topics()))
{
    m_agent = m_random.chance(35) ? 0 : m_random.below(world.agents.size());
    m_matter.first = customer.firstName;
    m_matter.agent = agent().name.section(u' ', 0, 0);
    m_matter.order = u"my order"_s;
    m_matter.product = u"gift card"_s;
    if (!customer.orders.isEmpty()) {
        const desk::Order& order = m_random.pick(customer.orders);
        m_matter.order = order.number;
        m_matter.product = order.lines.first().title;
    }
    begin(customer);
}

void Conversation::begin(const Customer& customer)
{
    m_consents = consents(m_outline.channel, customer.profile.consent);
    m_ticket.id = store::idOf<desk::TicketId>(m_outline.ticket);
    m_ticket.number = m_outline.ticket;
    m_ticket.channel = m_outline.channel;
    m_ticket.spam = m_outline.isSpam;
    m_ticket.priority = priorityOf(m_random);
    m_ticket.requester = customer.profile.id;
    m_ticket.requesterName = customer.profile.name;
    m_ticket.recipient = recipientOf(m_outline.channel);
    m_ticket.brand = m_outline.ticket % 5 == 0 ? u"Outlet"_s : u"Main shop"_s;
    m_ticket.created = m_outline.begin;
    m_ticket.updated = m_outline.begin;
    if (m_outline.isSpam)
        return;
    for (const desk::Label& label : m_world.labels)
        if (label.name == QString::fromUtf8(m_topic->label))
            m_ticket.labels.append(label.id);
    if (customer.orders.size() >= 4)
        m_ticket.labels.append(m_world.labels.last().id);
}

const desk::Agent& Conversation::agent() const
{
    return m_world.agents[m_agent];
}

desk::Instant Conversation::nextAt() const
{
    const qint64 span = m_outline.end - m_outline.begin;
    if (m_step < m_outline.messages)
        return m_outline.begin + (m_outline.messages > 1 ? span * m_step / (m_outline.messages - 1) : 0);
    // What became of it was decided a little later, never in the future.
    const qint64 later = (2 + m_outline.ticket % 40) * desk::kMinute;
    return std::min(m_outline.end + later, std::max(m_world.now, m_outline.end));
}

void Conversation::tell(Batch& batch)
{
    if (m_step == m_outline.messages)
        finish(batch);
    else if (m_step > 0 && m_random.chance(7))
        note(batch);
    else if (m_step > 0 && isAgentsTurn())
        outbound(batch);
    else
        inbound(batch);
    if (m_step == 0 && !m_outline.isSpam && m_random.chance(82))
        assign(batch);
    ++m_step;
}

bool Conversation::mayAnswer() const
{
    if (m_outline.isSpam || !m_consents)
        return false;
    const bool hasWindow =
        m_outline.channel == desk::Channel::Instagram || m_outline.channel == desk::Channel::WhatsApp;
    return !hasWindow || nextAt() - m_ticket.lastInbound < desk::kDay; // REPLY-7
}

bool Conversation::isAgentsTurn()
{
    const bool isWaiting = m_ticket.waitingSince.isSet();
    return mayAnswer() && m_random.chance(isWaiting ? 85 : 12);
}

void Conversation::inbound(Batch& batch)
{
    desk::Message message;
    message.ticket = m_ticket.id;
    message.channel = m_outline.channel;
    message.authorName = m_ticket.requesterName;
    message.at = nextAt();
    if (m_outline.isSpam)
        message.text = m_random.pick(spamTexts());
    else
        message.text = filled(m_random.pick(m_step == 0 ? m_topic->openings : m_topic->followUps), m_matter);
    addPicture(batch, message);
    if (m_outline.channel == desk::Channel::Email && m_random.chance(40)) {
        const QString cid = message.attachments.isEmpty() ? QString() : message.attachments.first().contentId;
        message.html = mailHtml(m_random, message.text, m_lastText, m_matter, cid);
    }
    add(batch, message);
    m_ticket = desk::afterInbound(m_ticket, message);
    m_newestInbound = store::standingOf(message);
    if (m_step > 0)
        return;
    m_ticket.subject = m_outline.channel == desk::Channel::Email && !m_outline.isSpam
                           ? filled(m_topic->subject, m_matter)
                           : m_ticket.snippet;
}

void Conversation::add(Batch& batch, desk::Message& message)
{
    m_place = std::max(m_place + 1, message.at.ms);
    message.place = m_place;
    batch.add(message);
}

void Conversation::addPicture(Batch& batch, desk::Message& message)
{
    const bool isCarried = m_outline.channel != desk::Channel::Sms && !m_outline.isSpam;
    if (!isCarried || !m_random.chance(6))
        return;
    const desk::Attachment& file = m_random.pick(sampleFiles()).attachment;
    const bool isInline = m_outline.channel == desk::Channel::Email && file.mime.startsWith(u"image/"_s);
    const QString cid = isInline ? u"picture%1@mail.example"_s.arg(batch.attachments() + 1) : QString();
    message.attachments.append(batch.attach(file, cid, message.at));
}

void Conversation::outbound(Batch& batch)
{
    desk::Operation operation;
    operation.kind = desk::OperationKind::Reply;
    operation.text = filled(m_random.pick(m_topic->answers), m_matter);
    if (m_outline.channel == desk::Channel::Email)
        operation.text += u"\n\n"_s + agent().name;
    desk::Message message;
    message.ticket = m_ticket.id;
    message.direction = desk::Direction::Outbound;
    message.channel = m_outline.channel;
    message.authorKind = desk::AuthorKind::Agent;
    message.author = agent().id;
    message.authorName = agent().name;
    message.at = nextAt();
    message.text = operation.text;
    message.delivery = m_random.chance(60) ? desk::Delivery::Read : desk::Delivery::Delivered;
    if (desk::carriesAttachments(m_outline.channel) && m_random.chance(4))
        message.attachments.append(batch.attach(m_random.pick(sampleFiles()).attachment, {}, message.at));
    operation.attachments = message.attachments;
    add(batch, message);
    m_ticket = desk::apply(m_ticket, operation, message.at);
    m_ticket.lastMessage = message.id;
    m_lastText = message.text;
}

void Conversation::note(Batch& batch)
{
    static const char* const plain = "Called the customer, no answer.";
    desk::Operation operation;
    operation.kind = desk::OperationKind::Note;
    operation.text = filled(m_topic->notes.isEmpty() ? plain : m_random.pick(m_topic->notes), m_matter);
    const desk::Agent& author = m_random.pick(m_world.agents);
    desk::Message message;
    message.ticket = m_ticket.id;
    message.kind = desk::MessageKind::Note;
    message.direction = desk::Direction::Outbound;
    message.channel = m_outline.channel;
    message.authorKind = desk::AuthorKind::Agent;
    message.author = author.id;
    message.authorName = author.name;
    message.at = nextAt();
    message.text = operation.text;
    add(batch, message);
    m_ticket = desk::apply(m_ticket, operation, message.at);
}

/// Applies and writes the event lines (TKT-11).
void Conversation::change(Batch& batch, const desk::Operation& operation)
{
    const desk::Ticket before = m_ticket;
    const desk::Instant at = std::max(nextAt(), m_ticket.updated);
    m_ticket = desk::apply(m_ticket, operation, at);
    for (const desk::EventLine& line : desk::eventLines(before, m_ticket)) {
        desk::Message message;
        message.ticket = m_ticket.id;
        message.kind = desk::MessageKind::Event;
        message.direction = desk::Direction::Outbound;
        message.channel = m_outline.channel;
        message.authorKind = desk::AuthorKind::Agent;
        message.author = agent().id;
        message.authorName = agent().name;
        message.at = at;
        message.eventKind = line.kind;
        message.eventFrom = line.from;
        message.eventTo = line.kind == u"assignee"_s ? agent().name : line.to;
        add(batch, message);
    }
}

void Conversation::assign(Batch& batch)
{
    desk::Operation operation;
    operation.kind = desk::OperationKind::Assign;
    operation.assignee = agent().id;
    change(batch, operation);
    m_ticket.team = agent().teams.value(0);
}

void Conversation::finish(Batch& batch)
{
    const qint64 age = m_world.now - m_outline.end;
    const bool isWaiting = m_ticket.waitingSince.isSet();
    const qint64 dice = m_random.below(100);
    desk::Operation operation;
    operation.at = nextAt();
    const bool isClosed = isWaiting ? age > 20 * desk::kDay && dice < 90 : dice < (age > 36 * desk::kHour ? 94 : 40);
    if (isClosed && !m_outline.isSpam) {
        operation.kind = desk::OperationKind::Close;
        change(batch, operation);
        if (m_random.chance(30))
            m_ticket.satisfaction = static_cast<int>(m_random.between(1, 5));
    } else if (!m_outline.isSpam && dice >= 60 && dice < 78) {
        operation.kind = desk::OperationKind::Snooze;
        if (m_random.chance(80))
            operation.until = m_world.now + m_random.between(1, 6 * 24) * desk::kHour;
        change(batch, operation);
    }
    m_ticket.unread = false;
    batch.add(m_ticket, m_newestInbound, isWaiting ? desk::AgentId() : m_ticket.assignee);
}

} // namespace server::seed
