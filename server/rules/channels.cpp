#include "server/rules/channels.h"

#include "server/rules/faults.h"

namespace server::rules
{

using namespace Qt::StringLiterals;

namespace
{

Dispatch webChat()
{
    // The visitor's page fetches it from this desk: it is sent with the commit, and Read when the page says so.
    return {true, desk::Delivery::Sent, {}, {}};
}

} // namespace

Dispatch OwnChannels::dispatch(const desk::Ticket& ticket, const desk::Message&) const
{
    if (ticket.channel == desk::Channel::WebChat)
        return webChat();
    return {false, desk::Delivery::None, u"channel-not-connected"_s,
            tr("This desk has no connection for this channel yet, so the reply was not sent. Your text is kept; an "
               "admin can connect the channel.")};
}

Dispatch SampleChannels::dispatch(const desk::Ticket& ticket, const desk::Message&) const
{
    if (ticket.channel == desk::Channel::WebChat)
        return webChat();
    return {true, desk::Delivery::Delivered, {}, {}};
}

} // namespace server::rules
