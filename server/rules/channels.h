#pragma once
// What happens to an outbound message on its way out: the seam for the channels (docs/protocol.md).

#include "desk/message.h"
#include "desk/ticket.h"

#include <QString>

namespace server::rules
{

/// What a channel says about a message that is about to be stored.
struct Dispatch {
    bool accepted = false;
    desk::Delivery delivery = desk::Delivery::None; ///< the state it is stored with when accepted
    QString code;                                   ///< refusal: `channel-not-connected`
    QString message;                                ///< for people
};

/// Which channels this desk can send on. Thread-safe.
class Channels
{
public:
    virtual ~Channels() = default;
    /// Asked inside the operation's transaction: must not block or call out.
    virtual Dispatch dispatch(const desk::Ticket& ticket, const desk::Message& message) const = 0;
};

/// A real desk without connected channels: web chat is carried by this server, everything else is refused.
class OwnChannels final : public Channels
{
public:
    Dispatch dispatch(const desk::Ticket& ticket, const desk::Message& message) const override;
};

/// The sample desk: nothing leaves this machine; every channel accepts and reports `delivered`. Web chat is real.
class SampleChannels final : public Channels
{
public:
    Dispatch dispatch(const desk::Ticket& ticket, const desk::Message& message) const override;
};

} // namespace server::rules
