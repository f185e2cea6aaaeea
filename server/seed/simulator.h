#pragma once
// `--simulate`: customers of the sample desk who go on writing.

#include "server/rules/inbound.h"
#include "server/store/store.h"

#include <QList>

#include <random>

namespace server::seed
{

struct SimulatorOptions {
    quint64 seed = 1;
    qint64 meanInterval = 20 * desk::kSecond; ///< between messages that customers begin
    qint64 answerAfter = 4 * desk::kSecond;   ///< least time until a customer answers an agent's reply
};

/// Decides who writes what when; has no timer and no thread of its own: the owner calls step() at nextDue().
class Simulator
{
public:
    Simulator(SimulatorOptions options, desk::Instant now);

    /// When step() has something to do next; always set.
    desk::Instant nextDue() const;
    /// Sends through the rules what is due at `now`; also looks for agents' replies since the last call, to be
    /// answered.
    store::Result<QList<rules::InboundReceipt>> step(store::Store& store, desk::Instant now);

private:
    struct Planned {
        desk::Instant at;
        qint64 ticket = 0; ///< 0 = a customer begins
    };
    store::Result<store::Done> noticeReplies(store::Store& store, desk::Instant now);
    desk::Instant nextBeginning(desk::Instant now);

    SimulatorOptions m_options;
    std::mt19937_64 m_random;
    QList<Planned> m_planned;
    qint64 m_seenMessage = -1; ///< newest message id that was looked at
    desk::Instant m_nextBeginning;
    quint64 m_count = 0;
};

} // namespace server::seed
