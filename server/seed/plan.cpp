#include "server/seed/plan.h"

#include <algorithm>
#include <cmath>

namespace server::seed
{

namespace
{

constexpr qint64 kLongThread = 220;
constexpr qint64 kLongestThread = 10'000;

desk::Channel channelOf(Random& random)
{
    const qint64 dice = random.below(100);
    if (dice < 42)
        return desk::Channel::Email;
    if (dice < 66)
        return desk::Channel::WebChat;
    if (dice < 78)
        return desk::Channel::Sms;
    return dice < 90 ? desk::Channel::WhatsApp : desk::Channel::Instagram;
}

/// How long a conversation of this channel takes.
qint64 duration(Random& random, desk::Channel channel)
{
    switch (channel) {
    case desk::Channel::WebChat:
        return random.between(4, 40) * desk::kMinute;
    case desk::Channel::Sms:
    case desk::Channel::WhatsApp:
    case desk::Channel::Instagram:
        return random.between(20, 12 * 60) * desk::kMinute;
    case desk::Channel::Email:
        break;
    }
    return random.between(2, 5 * 24) * desk::kHour;
}

} // namespace

Plan::Plan(const World& world, qint64 tickets, qint64 messages)
    : m_world(world)
    , m_tickets(tickets)
    , m_span(std::clamp<qint64>(tickets / 10, 30, 730) * desk::kDay)
    , m_lengths(static_cast<std::size_t>(tickets), 1)
{
    planChannels();
    planLengths(messages);
}

void Plan::planChannels()
{
    QSet<std::pair<qint64, int>> taken;
    Random random(m_world.seed, 3, 0);
    for (qint64 i = 0; i < m_tickets; ++i) {
        const qint64 customer = random.between(1, m_world.customers);
        desk::Channel channel = channelOf(random);
        const bool isOnce = channel != desk::Channel::Email && channel != desk::Channel::WebChat;
        const std::pair key(customer, static_cast<int>(channel));
        if (isOnce && taken.contains(key))
            channel = desk::Channel::Email;
        taken.insert(key);
        m_customers.push_back(customer);
        m_channels.push_back(channel);
    }
}

/// Event lines come on top, hence the part kept back for them.
void Plan::planLengths(qint64 messages)
{
    qint64 left = std::max<qint64>(0, messages - m_tickets - m_tickets * 13 / 10);
    const auto lengthen = [&](qint64 i, qint64 length) {
        const qint64 more = std::min(left, length - 1);
        m_lengths[static_cast<std::size_t>(i)] += more;
        m_channels[static_cast<std::size_t>(i)] = desk::Channel::Email;
        left -= more;
    };
    QSet<qint64> isLong;
    if (messages >= 10 * kLongestThread && m_tickets > 10) {
        lengthen(m_tickets / 10, kLongestThread);
        isLong.insert(m_tickets / 10);
    }
    const qint64 several = std::min<qint64>(messages / 1300, std::min<qint64>(50, m_tickets / 100));
    for (qint64 k = 1; k <= several; ++k) {
        const qint64 i = m_tickets * k / (several + 1);
        if (isLong.contains(i))
            continue;
        lengthen(i, kLongThread + 13 * (k % 9));
        isLong.insert(i);
    }
    Random random(m_world.seed, 4, 0);
    std::vector<qint64> weights(m_lengths.size(), 0);
    qint64 sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (isLong.contains(static_cast<qint64>(i)))
            continue;
        // Most are short and some are long: the product of two even numbers.
        weights[i] = random.below(1000) * random.below(1000) + 1;
        sum += weights[i];
    }
    for (std::size_t i = 0; sum > 0 && i < weights.size(); ++i)
        m_lengths[i] +=
            static_cast<qint64>(static_cast<double>(left) * static_cast<double>(weights[i]) / static_cast<double>(sum));
}

desk::Instant Plan::begin(qint64 i) const
{
    // Denser towards today; whole milliseconds from whole numbers, the same on every machine.
    const double rest = static_cast<double>(m_tickets - i) / static_cast<double>(m_tickets);
    return m_world.now - (static_cast<qint64>(static_cast<double>(m_span) * rest * rest) + 3 * desk::kMinute);
}

Outline Plan::outline(qint64 i) const
{
    Random random(m_world.seed, 5, static_cast<quint64>(i));
    Outline outline;
    outline.ticket = i + 1;
    outline.channel = m_channels[static_cast<std::size_t>(i)];
    outline.messages = m_lengths[static_cast<std::size_t>(i)];
    outline.isSpam = outline.messages <= 2 && outline.channel == desk::Channel::Email && random.chance(16);
    if (outline.isSpam)
        outline.messages = 1;
    outline.begin = begin(i);
    qint64 took = duration(random, outline.channel);
    if (outline.messages > 100)
        took = (m_world.now - outline.begin) * 9 / 10;
    outline.end = outline.messages == 1 ? outline.begin : std::min(outline.begin + took, m_world.now - desk::kMinute);
    return outline;
}

} // namespace server::seed
