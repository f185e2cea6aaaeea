#include "tests/ui/shots/sample_desk.h"

#include <array>

namespace shots
{

using namespace Qt::StringLiterals;
using desk::Channel;

namespace
{

struct Line {
    const char* name;
    const char* subject;
    const char* snippet;
    Channel channel;
    qint64 minutes;
    const char* label;
    bool unread;
    bool outbound;
};

constexpr std::array kLines{
    Line{"Lena Vos", "Where is my order? It said Tuesday", "+31 6 0000 5678", Channel::Sms, 2, "shipping", true, false},
    Line{"Anna Noord", "Change quantity of order #10482", "Could you make it three instead of two before it ships?",
         Channel::Email, 14, "order change", false, false},
    Line{"Cas Hoek", "Can I return a sale item?", "I bought it last week in the sale", Channel::WebChat, 0, "returns",
         true, false},
    Line{"Ruben Sol", "Is the blue one coming back?", "We expect it next week, shall I let you know?",
         Channel::Instagram, 38, "product", false, true},
    Line{"Mia Kern", "Invoice for company purchase", "Please find our VAT number attached", Channel::Email, 60, "",
         false, false},
    Line{"Jo Oost", "Skip my next box, please", "Reply window closes in 21 h 52 min", Channel::WhatsApp, 120,
         "subscription", false, false},
    Line{"Tom Berg", "Damaged on arrival", "photos of the box attached", Channel::Email, 180, "refund", false, false},
    Line{"Pia Elst", "Thanks, that worked!", "Glad to hear it. Anything else?", Channel::Instagram, 300, "", false,
         true},
    Line{"Eva Duin", "Gift card did not arrive", "I checked the spam folder as well but there is nothing",
         Channel::Email, 1500, "", false, false},
    Line{"Gijs Aard", "Size advice for the rain jacket", "Follow-up mail sent: visitor was offline", Channel::WebChat,
         1700, "", false, true},
    Line{"Wim Oever", "Wrong address on order #10377", "It has not shipped yet according to the page", Channel::Email,
         2900, "", false, false},
    Line{"مريم الخطيب", "أين طلبي رقم 10455؟", "لم يصل بعد", Channel::WhatsApp, 3100, "shipping", false, false},
    Line{"Zoë Ünal", "Rechnung für Bestellung #10201 fehlt leider noch immer 📦",
         "Könnten Sie sie bitte noch einmal "
         "schicken?",
         Channel::Email, 4300, "", false, false},
};

QList<desk::Label> labels()
{
    QList<desk::Label> all;
    for (const char* name : {"shipping", "order change", "returns", "product", "subscription", "refund"})
        all.append({desk::LabelId(QLatin1String(name)), 1, QLatin1String(name), {}});
    return all;
}

void fillTables(ui_test::PaneDesk& desk)
{
    QList<desk::Entity> entities;
    for (const desk::Label& label : labels())
        entities.append(label);
    for (const char* name : {"Orders", "Product advice"})
        entities.append(desk::Team{desk::TeamId(QLatin1String(name)), 1, QLatin1String(name)});
    desk::View vip;
    vip.id = desk::ViewId(u"vip"_s);
    vip.name = u"VIP, waiting over 2 h"_s;
    vip.icon = u"star"_s;
    vip.sharing = desk::Sharing::Desk;
    vip.filter = desk::Filter::is(desk::Field::Label, u"refund"_s);
    entities.append(vip);
    desk.desk.apply(entities);
}

desk::Ticket ticketOf(ui_test::PaneDesk& desk, const Line& line, int number)
{
    desk::Ticket ticket = desk.ticket(48200 + number, line.channel);
    const desk::Instant at = desk.desk.clock.now() - line.minutes * desk::kMinute;
    ticket.requesterName = QString::fromUtf8(line.name);
    ticket.subject = QString::fromUtf8(line.subject);
    ticket.snippet = QString::fromUtf8(line.snippet);
    ticket.recipient = u"support@shop.example"_s;
    ticket.updated = ticket.created = at;
    ticket.unread = line.unread;
    ticket.assignee = desk::AgentId(u"me"_s);
    ticket.hasAttachment = number == 4;
    ticket.snippetDirection = line.outbound ? desk::Direction::Outbound : desk::Direction::Inbound;
    if (*line.label)
        ticket.labels = {desk::LabelId(QLatin1String(line.label))};
    return ticket;
}

void fillThread(ui_test::PaneDesk& desk, int number)
{
    const auto at = [&desk](int minutes) { return desk.desk.clock.now() - minutes * desk::kMinute; };
    desk::Message asks = models_test::message(u"m1"_s, number, at(19),
                                              u"Hello,\nI ordered two of the oak shelves this morning (order #10482) "
                                              "but I need three of them. Could you make it three instead of two "
                                              "before it ships? Same address."_s);
    asks.authorName = u"Anna Noord"_s;
    desk::Message answer = models_test::message(
        u"m2"_s, number, at(11),
        u"Of course. I will change it now, one moment please. You will get an updated invoice from us."_s);
    answer.direction = desk::Direction::Outbound;
    answer.authorKind = desk::AuthorKind::Agent;
    answer.author = desk::AgentId(u"me"_s);
    answer.authorName = u"Mia Agent"_s;
    answer.delivery = desk::Delivery::Delivered;
    desk::Message note =
        models_test::message(u"m3"_s, number, at(10),
                             u"Stock is fine, 14 left. @orders please hold the parcel until the invoice is paid."_s);
    note.kind = desk::MessageKind::Note;
    note.authorKind = desk::AuthorKind::Agent;
    note.author = desk::AgentId(u"me"_s);
    note.authorName = u"Mia Agent"_s;
    desk::Message thanks =
        models_test::message(u"m4"_s, number, at(5),
                             u"Wonderful, thank you! And can the third one be delivered together with the others?"_s);
    thanks.authorName = u"Anna Noord"_s;
    desk.desk.page(number, {asks, answer, note, thanks}, false);
}

} // namespace

void fill(ui_test::PaneDesk& desk, bool tickets)
{
    fillTables(desk);
    if (!tickets)
        return;
    QList<desk::Entity> entities;
    for (size_t i = 0; i < kLines.size(); ++i) {
        const desk::Ticket ticket = ticketOf(desk, kLines[i], int(i));
        desk::Profile profile = desk.profile(48200 + int(i));
        profile.name = ticket.requesterName;
        entities.append(profile);
        entities.append(ticket);
    }
    for (int i = 0; i < 12; ++i) {
        desk::Ticket ticket = desk.ticket(49000 + i, desk::kChannels[size_t(i) % desk::kChannels.size()]);
        ticket.status = i % 3 == 0 ? desk::Status::Snoozed : desk::Status::Open;
        ticket.assignee = i % 2 == 0 ? desk::AgentId() : desk::AgentId(u"me"_s);
        ticket.team = desk::TeamId(i % 2 ? u"Orders"_s : u"Product advice"_s);
        ticket.updated = desk.desk.clock.now() - (5000 + i) * desk::kMinute;
        entities.append(ticket);
    }
    desk.desk.apply(entities);
    fillThread(desk, 48201);
}

store::SyncState live(const ui_test::PaneDesk& desk)
{
    store::SyncState state;
    state.link = store::Link::Live;
    state.caughtUp = desk.desk.clock.now();
    state.historyDone = 830;
    state.historyTotal = 1000;
    return state;
}

} // namespace shots
