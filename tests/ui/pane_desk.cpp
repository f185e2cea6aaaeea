#include "tests/ui/pane_desk.h"

namespace ui_test
{

using namespace Qt::StringLiterals;

desk::Ticket PaneDesk::ticket(int number, desk::Channel channel)
{
    desk::Ticket ticket = models_test::ticket(number, desk.clock.now());
    ticket.channel = channel;
    ticket.requester = profile(number).id;
    ticket.requesterName = profile(number).name;
    ticket.lastInbound = desk.clock.now() - desk::kHour;
    return ticket;
}

desk::Profile PaneDesk::profile(int number) const
{
    desk::Profile profile;
    profile.id = desk::ProfileId(u"person%1"_s.arg(number));
    profile.name = u"Customer %1"_s.arg(number);
    profile.emails = {u"customer%1@mail.example"_s.arg(number)};
    profile.phones = {u"+31612345678"_s};
    profile.country = u"NL"_s;
    profile.city = u"Utrecht"_s;
    profile.timeZone = u"Europe/Amsterdam"_s;
    profile.consent = {desk::ConsentState::Subscribed, desk::ConsentState::Subscribed, desk::ConsentState::Subscribed,
                       desk::ConsentState::Subscribed};
    profile.ticketCount = 4;
    return profile;
}

QList<store::OutboxRow> PaneDesk::outbox()
{
    return desk.session->reader().outbox();
}

} // namespace ui_test
