#include "server/seed/simulator.h"

#include "server/seed/customer.h"
#include "server/seed/phrases.h"
#include "server/store/rows.h"

#include <algorithm>

namespace server::seed
{

using namespace Qt::StringLiterals;
using store::Result;

namespace
{

/// Who writes about what, on an existing ticket.
struct Writer {
    desk::Ticket ticket;
    desk::Profile profile;
};

QString identityOn(const desk::Profile& profile, desk::Channel channel)
{
    switch (channel) {
    case desk::Channel::Email:
        return profile.emails.value(0);
    case desk::Channel::Sms:
    case desk::Channel::WhatsApp:
        return profile.phones.value(0);
    case desk::Channel::Instagram:
    case desk::Channel::WebChat:
        break;
    }
    const QString prefix = channel == desk::Channel::Instagram ? u"instagram:"_s : u"visitor:"_s;
    for (const QString& handle : profile.handles)
        if (handle.startsWith(prefix))
            return handle;
    return {};
}

std::optional<Writer> writerOf(sql::Connection& sql, qint64 ticket)
{
    auto found = store::findTicket(sql, ticket);
    auto profile = found ? store::findProfile(sql, store::keyOf(found->requester)) : std::nullopt;
    if (!profile)
        return std::nullopt;
    return Writer{*found, *profile};
}

Matter matterOf(const desk::Profile& profile)
{
    return {profile.name.section(u' ', 0, 0), u"my order"_s, u"teapot"_s, {}};
}

rules::InboundMessage answerOf(const Writer& writer, Random& random, desk::Instant now)
{
    rules::InboundMessage message;
    message.channel = writer.ticket.channel;
    message.from = identityOn(writer.profile, writer.ticket.channel);
    message.to = writer.ticket.recipient;
    message.text = filled(random.pick(random.pick(topics()).followUps), matterOf(writer.profile));
    message.at = now;
    if (message.channel == desk::Channel::Email)
        message.subject = u"Re: %1 [#%2]"_s.arg(writer.ticket.subject).arg(writer.ticket.number);
    return message;
}

rules::InboundMessage beginningOf(const desk::Profile& profile, Random& random, desk::Instant now)
{
    constexpr std::array kNew{desk::Channel::Email, desk::Channel::WhatsApp, desk::Channel::Sms,
                              desk::Channel::Instagram};
    const Topic& topic = random.chance(10) ? random.pick(foreignTopics()) : random.pick(topics());
    rules::InboundMessage message;
    message.channel = random.pick(kNew);
    message.from = identityOn(profile, message.channel);
    if (message.from.isEmpty()) {
        message.channel = desk::Channel::Email;
        message.from = identityOn(profile, message.channel);
    }
    message.fromName = profile.name;
    message.text = filled(random.pick(topic.openings), matterOf(profile));
    if (message.channel == desk::Channel::Email) {
        message.subject = filled(topic.subject, matterOf(profile));
        message.to = u"support@desk.example"_s;
    }
    message.at = now;
    return message;
}

} // namespace

Simulator::Simulator(SimulatorOptions options, desk::Instant now)
    : m_options(options)
    , m_random(options.seed)
    , m_nextBeginning(nextBeginning(now))
{
}

desk::Instant Simulator::nextBeginning(desk::Instant now)
{
    // Between half and one and a half of the mean: alive, never a flood.
    const qint64 half = std::max<qint64>(1, m_options.meanInterval / 2);
    return now + half + static_cast<qint64>(m_random() % static_cast<quint64>(2 * half));
}

desk::Instant Simulator::nextDue() const
{
    desk::Instant due = m_nextBeginning;
    for (const Planned& planned : m_planned)
        due = std::min(due, planned.at);
    return due;
}

Result<store::Done> Simulator::noticeReplies(store::Store& store, desk::Instant now)
{
    return store.read([&](sql::Connection& sql) -> store::Done {
        const qint64 newest = sql.value<qint64>(u"SELECT max(id) FROM messages"_s).value_or(0);
        if (m_seenMessage < 0)
            m_seenMessage = newest;
        auto rows = sql.query(u"SELECT m.ticket FROM messages AS m JOIN tickets AS t ON t.id = m.ticket "
                              "WHERE m.id > ? AND m.id <= ? AND m.kind = 'message' AND m.author_kind = 'agent' "
                              // Real visitors hold the web chats; nobody may put words into their mouths.
                              "AND t.channel <> 'webchat' ORDER BY m.id LIMIT 100"_s,
                              m_seenMessage, newest);
        while (rows.next()) {
            const qint64 wait = m_options.answerAfter + static_cast<qint64>(m_random() % 5000);
            m_planned.append({now + wait, rows.integer(0)});
        }
        m_seenMessage = newest;
        return {};
    });
}

Result<QList<rules::InboundReceipt>> Simulator::step(store::Store& store, desk::Instant now)
{
    if (const auto noticed = noticeReplies(store, now); !noticed)
        return noticed.fault();
    QList<rules::InboundMessage> due;
    Random random(m_options.seed, 7, ++m_count);
    const auto gathered = store.read([&](sql::Connection& sql) -> store::Done {
        for (const Planned& planned : std::as_const(m_planned))
            if (planned.at <= now)
                if (const auto writer = writerOf(sql, planned.ticket))
                    due.append(answerOf(*writer, random, now));
        const qint64 customers = sql.value<qint64>(u"SELECT max(id) FROM profiles"_s).value_or(0);
        if (m_nextBeginning <= now && customers > 0)
            if (const auto profile = store::findProfile(sql, random.between(1, customers)))
                due.append(beginningOf(*profile, random, now));
        return {};
    });
    if (!gathered)
        return gathered.fault();
    m_planned.removeIf([&](const Planned& planned) { return planned.at <= now; });
    if (m_nextBeginning <= now)
        m_nextBeginning = nextBeginning(now);
    QList<rules::InboundReceipt> receipts;
    for (const rules::InboundMessage& message : std::as_const(due)) {
        const auto receipt = rules::receive(store, message);
        if (receipt)
            receipts.append(*receipt);
        else if (receipt.fault().isTransient())
            return receipt.fault();
    }
    return receipts;
}

} // namespace server::seed
