#include "tests/ui/pane_shots/sample.h"

#include <QDateTime>
#include <QTimeZone>

namespace ui_test
{

using namespace Qt::StringLiterals;

namespace
{

using desk::Channel;
using desk::Delivery;
using desk::Instant;
using desk::Message;
using desk::MessageKind;

int nextMessage = 1;

Message said(int ticket, Channel channel, Instant at, const QString& text)
{
    Message message;
    message.id = desk::MessageId(u"m%1"_s.arg(nextMessage++));
    message.ticket = desk::TicketId(QString::number(ticket));
    message.channel = channel;
    message.at = at;
    message.text = text;
    message.authorName = u"Customer %1"_s.arg(ticket);
    return message;
}

Message answered(int ticket, Channel channel, Instant at, const QString& text, Delivery delivery)
{
    Message message = said(ticket, channel, at, text);
    message.direction = desk::Direction::Outbound;
    message.authorKind = desk::AuthorKind::Agent;
    message.author = desk::AgentId(u"me"_s);
    message.authorName = u"Mia Agent"_s;
    message.delivery = delivery;
    return message;
}

Message event(int ticket, Channel channel, Instant at, const QString& kind, const QString& from, const QString& to)
{
    Message message = answered(ticket, channel, at, {}, Delivery::None);
    message.kind = MessageKind::Event;
    message.authorKind = desk::AuthorKind::System;
    message.authorName = u"Routing rule “Orders”"_s;
    message.eventKind = kind;
    message.eventFrom = from;
    message.eventTo = to;
    return message;
}

void mail(PaneDesk& desk, Instant now)
{
    const int id = Mail;
    Message first = said(id, Channel::Email, now - 20 * desk::kMinute,
                         u"Hello,\nI ordered two of the oak shelves this morning (order #10482) but I need three of "
                         "them. Could you make it three instead of two before it ships? Same address."_s);
    first.html =
        u"<p>Hello,</p><p>I ordered two of the oak shelves this morning (order <b>#10482</b>) but I need three "
        "of them. Could you make it three instead of two before it ships? Same address.</p>"
        "<p><a href='https://phish.example/login'>https://shop.example/orders</a></p>"
        "<img src='https://tracker.example/p.gif' width=1 height=1>"
        "<blockquote type='cite'><p>On Monday we wrote: your order is confirmed.</p></blockquote>"_s;
    first.attachments = {{desk::AttachmentId(u"a1"_s), u"shelf plan.pdf"_s, u"application/pdf"_s, 284'000, {}, {}},
                         {desk::AttachmentId(u"a2"_s), u"living room.jpg"_s, u"image/jpeg"_s, 1'840'000, {}, {}}};
    Message note = answered(id, Channel::Email, now - 5 * desk::kMinute,
                            u"Stock is fine, 14 left. @Returns please hold the parcel until the invoice is paid."_s,
                            Delivery::None);
    note.kind = MessageKind::Note;
    desk.desk.page(
        id,
        {first, event(id, Channel::Email, now - 19 * desk::kMinute, u"label-added"_s, {}, u"order change"_s),
         answered(id, Channel::Email, now - 12 * desk::kMinute,
                  u"Of course. I will change it now, one moment please. You will get an updated invoice from "
                  "us for the difference."_s,
                  Delivery::Delivered),
         note,
         said(id, Channel::Email, now - 2 * desk::kMinute,
              u"Wonderful, thank you! And can the third one be delivered together with the others?"_s)},
        false);
}

void chats(PaneDesk& desk, Instant now)
{
    desk.desk.page(
        Sms,
        {said(Sms, Channel::Sms, now - 26 * desk::kHour, u"Where is my order? It said Tuesday"_s),
         answered(Sms, Channel::Sms, now - 25 * desk::kHour, u"It left our warehouse this morning."_s, Delivery::Sent),
         said(Sms, Channel::Sms, now - desk::kHour, u"Still nothing 😕"_s)},
        false);
    Message failed =
        answered(Chat, Channel::WebChat, now - 2 * desk::kMinute, u"Yes, within 30 days."_s, Delivery::Failed);
    failed.failure = u"The visitor's session has ended; nothing was delivered."_s;
    desk.desk.page(
        Chat,
        {said(Chat, Channel::WebChat, now - 4 * desk::kMinute, u"Can I return a sale item?"_s),
         answered(Chat, Channel::WebChat, now - 3 * desk::kMinute, u"One moment, I look it up."_s, Delivery::Read),
         failed},
        false);
    Message lost = answered(Instagram, Channel::Instagram, now - 5 * desk::kMinute, u"It comes back in March."_s,
                            Delivery::Unconfirmed);
    desk.desk.page(Instagram,
                   {said(Instagram, Channel::Instagram, now - 40 * desk::kMinute, u"هل سيعود اللون الأزرق؟"_s),
                    said(Instagram, Channel::Instagram, now - 39 * desk::kMinute, u"Is the blue one coming back?"_s),
                    lost},
                   false);
    desk.desk.page(WhatsApp, {said(WhatsApp, Channel::WhatsApp, now - 30 * desk::kHour, u"Skip my next box, please"_s)},
                   false);
    QList<Message> many;
    for (int i = 0; i < 400; ++i)
        many.append(i % 3
                        ? said(Long, Channel::Sms, now - (400 - i) * desk::kMinute, u"Line %1 of a long talk."_s.arg(i))
                        : answered(Long, Channel::Sms, now - (400 - i) * desk::kMinute, u"Answer %1."_s.arg(i),
                                   Delivery::Sent));
    desk.desk.page(Long, many, false);
    desk.desk.page(Stale, {said(Stale, Channel::Email, now - desk::kHour, u"Is the table available in walnut?"_s)},
                   false);
    Message newsletter = said(Parts, Channel::Email, now - desk::kHour, u"Our spring list"_s);
    newsletter.html =
        u"<table width='600' bgcolor='#f4f4f4'><tr><td><table><tr><td style='background-color:#ffffff'>"
        "<h2>Our spring list</h2><p style='color:#333333'>Everything that is new, with its price.</p>"
        "<table border='1' cellpadding='4'><tr><th>Article</th><th>In stock</th><th>Price</th></tr>%1</table>"
        "</td></tr></table></td></tr></table>"_s.arg(
            u"<tr><td>Oak shelf, oiled</td><td>14</td><td>118.00</td></tr>"_s.repeated(400));
    desk.desk.page(Parts, {newsletter}, false);
    desk.desk.page(
        Closed,
        {said(Closed, Channel::WebChat, now - 3 * desk::kDay, u"Thanks, that worked!"_s),
         event(Closed, Channel::WebChat, now - 3 * desk::kDay + desk::kMinute, u"status"_s, u"open"_s, u"closed"_s)},
        false);
}

desk::Profile shopper(PaneDesk& desk, Instant now)
{
    desk::Profile person = desk.profile(Mail);
    person.predictive.available = true;
    person.predictive.currency = u"EUR"_s;
    person.predictive.historicValue = 26000;
    person.predictive.predictedValue = 15200;
    person.predictive.orders = 6;
    person.predictive.churnRisk = 0.12;
    person.predictive.expectedNextOrder = now + 22 * desk::kDay;
    person.predictive.averageOrderValue = 6830;
    person.predictive.daysBetweenOrders = 41;
    person.predictive.asOf = now;
    person.segments = {u"VIP"_s, u"Bought furniture"_s};
    person.lists = {u"Newsletter"_s};
    person.properties = {{u"Loyalty tier"_s, u"Gold"_s}, {u"Preferred language"_s, u"Dutch"_s}};
    person.notes = u"Prefers delivery in the evening."_s;
    person.consent.whatsapp = desk::ConsentState::Unknown;
    person.orderCount = 6;
    person.eventCount = 128;
    return person;
}

QList<desk::Entity> purchases(const desk::Profile& person, Instant now)
{
    QList<desk::Entity> all;
    const auto order = [&](const QString& number, qint64 total, const QString& payment, const QString& fulfilment,
                           qint64 ago) {
        desk::Order one;
        one.id = desk::OrderId(number);
        one.profile = person.id;
        one.number = number;
        one.placed = now - ago;
        one.currency = u"EUR"_s;
        one.total = total;
        one.payment = payment;
        one.fulfilment = fulfilment;
        one.tracking = fulfilment == "delivered"_L1 ? u"3SBELL0012345"_s : QString();
        one.lines = {{u"Oak shelf 80 cm"_s, u"OAK-80"_s, 2, total / 2}};
        all.append(one);
    };
    order(u"#10482"_s, 11800, u"paid"_s, u"unfulfilled"_s, 2 * desk::kHour);
    order(u"#10101"_s, 5400, u"paid"_s, u"delivered"_s, 40 * desk::kDay);
    order(u"#9870"_s, 8600, u"refunded"_s, u"delivered"_s, 90 * desk::kDay);
    desk::Subscription box;
    box.id = desk::SubscriptionId(u"s1"_s);
    box.profile = person.id;
    box.title = u"Furniture oil"_s;
    box.quantity = 2;
    box.intervalDays = 60;
    box.currency = u"EUR"_s;
    box.price = 1990;
    box.status = u"active"_s;
    box.nextCharge = now + 9 * desk::kDay;
    all.append(box);
    for (int i = 0; i < 3; ++i) {
        desk::Event one;
        one.id = desk::EventId(u"e%1"_s.arg(i));
        one.profile = person.id;
        one.metric = i ? u"Viewed Product"_s : u"Placed Order"_s;
        one.detail = i ? u"Oak shelf"_s : QString();
        one.at = now - i * 20 * desk::kMinute;
        all.append(one);
    }
    return all;
}

} // namespace

desk::TicketId sampleId(Sample sample)
{
    return desk::TicketId(QString::number(int(sample)));
}

void fillSample(PaneDesk& desk)
{
    const Instant now = desk.desk.clock.now();
    QList<desk::Entity> all;
    const auto add = [&](Sample sample, Channel channel, const QString& subject, const QString& recipient) {
        desk::Ticket ticket = desk.ticket(sample, channel);
        ticket.subject = subject;
        ticket.recipient = recipient;
        ticket.created = now - 21 * desk::kMinute;
        if (sample == WhatsApp)
            ticket.lastInbound = now - 30 * desk::kHour;
        if (sample == Closed)
            ticket.status = desk::Status::Closed;
        all.append(ticket);
        if (sample != Mail)
            all.append(desk.profile(sample));
    };
    add(Mail, Channel::Email, u"Change quantity of order #10482 before it ships, please"_s, u"support@shop.example"_s);
    add(Sms, Channel::Sms, u"Where is my order? It said Tuesday"_s, u"+31 970 1234 5678"_s);
    add(Chat, Channel::WebChat, u"Can I return a sale item?"_s, u"shop.example"_s);
    add(Instagram, Channel::Instagram, u"Is the blue one coming back?"_s, u"@shop.example"_s);
    add(WhatsApp, Channel::WhatsApp, u"Skip my next box, please"_s, u"+31 970 1234 5678"_s);
    add(Closed, Channel::WebChat, u"Thanks, that worked!"_s, u"shop.example"_s);
    add(Long, Channel::Sms, u"A long talk"_s, u"+31 970 1234 5678"_s);
    add(Stale, Channel::Email, u"Walnut table"_s, u"support@shop.example"_s);
    add(Parts, Channel::Email, u"Spring list"_s, u"support@shop.example"_s);
    desk::Ticket& first = std::get<desk::Ticket>(all.first());
    first.labels = {desk::LabelId(u"l1"_s), desk::LabelId(u"l2"_s)};
    first.assignee = desk::AgentId(u"me"_s);
    desk::Ticket earlier = desk.ticket(47102, Channel::Sms);
    earlier.requester = first.requester;
    earlier.subject = u"Size advice for the rain jacket"_s;
    earlier.status = desk::Status::Closed;
    all.append(earlier);
    const desk::Profile person = shopper(desk, now);
    all.append(person);
    all += purchases(person, now);
    for (const auto& [id, name, text] :
         {std::tuple{u"mac1"_s, u"Shipping delay"_s, u"Dear {{ profile.first_name }}, your order is on its way."_s},
          std::tuple{u"mac2"_s, u"Return instructions"_s, u"You can return it within 30 days."_s}}) {
        desk::Macro macro;
        macro.id = desk::MacroId(id);
        macro.name = name;
        macro.category = u"Orders"_s;
        macro.text = text;
        all.append(macro);
    }
    desk.desk.apply(all);
    mail(desk, now);
    chats(desk, now);
}

void parkStale(PaneDesk& desk, Sample sample)
{
    const Message newer =
        said(sample, Channel::Email, desk.desk.clock.now(), u"Never mind the walnut, oak is fine too!"_s);
    for (const store::OutboxRow& row : desk.outbox())
        if (row.operation.ticket == sampleId(sample))
            desk.desk.run([id = row.operation.id, newer](store::Writer& writer) {
                return writer.park(id, u"stale"_s, u"A newer message came in between."_s, {newer});
            });
}

} // namespace ui_test
