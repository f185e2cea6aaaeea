// The life cycle, all channels by all statuses (TKT-1 to TKT-8, TKT-11).

#include "desk/lifecycle.h"
#include "desk_print.h"
#include "random_values.h"

#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr Instant kNow{1'700'000'000'000};
constexpr std::array kStatuses{Status::Open, Status::Snoozed, Status::Closed};

Ticket ticketOf(Channel channel, Status status)
{
    Ticket ticket;
    ticket.id = TicketId(u"7"_s);
    ticket.channel = channel;
    ticket.status = status;
    ticket.updated = kNow - kDay;
    ticket.closed = status == Status::Closed ? kNow - kDay : Instant();
    ticket.snoozedUntil = status == Status::Snoozed ? kNow + kDay : Instant();
    ticket.lastInbound = kNow - kDay;
    ticket.waitingSince = kNow - kDay;
    ticket.unread = true;
    return ticket;
}

Message inbound(Instant at)
{
    Message message;
    message.id = MessageId(u"m1"_s);
    message.at = at;
    message.text = u"  Where is\n my   order? "_s;
    return message;
}

Operation operation(OperationKind kind)
{
    Operation result;
    result.id = OperationId(u"op"_s);
    result.ticket = TicketId(u"7"_s);
    result.kind = kind;
    result.text = u"Hello"_s;
    result.label = LabelId(u"l"_s);
    return result;
}

QString codeOf(const std::optional<Refusal>& refusal)
{
    return refusal ? refusal->code : QString();
}

} // namespace

class Lifecycle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inboundByChannelAndStatus_data();
    void inboundByChannelAndStatus();
    void withoutTicketMakesOne();
    void inboundKeepsTimesInOrder();
    void ignoresWhatIsNotInbound();
    void operationsByChannelAndStatus_data();
    void operationsByChannelAndStatus();
    void replies();
    void replyThen();
    void notes();
    void marks();
    void labels();
    void unchangedStaysUntouched();
    void refusals_data();
    void refusals();
    void snoozeDue();
    void events();
};

void Lifecycle::inboundByChannelAndStatus_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("status");
    QTest::addColumn<bool>("joins");
    QTest::addColumn<QString>("after");
    const auto row = [](const char* channel, const char* status, bool joins, const char* after) {
        QTest::addRow("%s %s", channel, status)
            << QString::fromLatin1(channel) << QString::fromLatin1(status) << joins << QString::fromLatin1(after);
    };
    for (const char* channel : {"webchat", "email", "sms", "instagram", "whatsapp"}) {
        row(channel, "open", true, "open");
        row(channel, "snoozed", true, "open");
    }
    row("webchat", "closed", false, "closed");
    row("instagram", "closed", false, "closed");
    row("email", "closed", true, "open");
    row("sms", "closed", true, "open");
    row("whatsapp", "closed", true, "open");
}

void Lifecycle::inboundByChannelAndStatus()
{
    QFETCH(QString, channel);
    QFETCH(QString, status);
    QFETCH(bool, joins);
    QFETCH(QString, after);
    const Ticket before = ticketOf(*channelFrom(channel), *statusFrom(status));
    QCOMPARE(routeInbound(before.channel, before.status) == InboundRoute::Join, joins);
    for (const bool spam : {false, true}) {
        Ticket ticket = before;
        ticket.spam = spam;
        ticket = afterInbound(ticket, inbound(kNow));
        QCOMPARE(toString(ticket.status), after);
        QCOMPARE(ticket.spam, spam);
        QVERIFY(ticket.unread);
        QCOMPARE(ticket.updated, kNow);
        QCOMPARE(ticket.closed.isSet(), after == u"closed");
        QVERIFY(!ticket.snoozedUntil.isSet());
        QCOMPARE(ticket.snippet, u"Where is my order?"_s);
        QCOMPARE(ticket.lastMessage.value(), u"m1"_s);
        QCOMPARE(ticket.messageCount, before.messageCount + 1);
    }
}

void Lifecycle::withoutTicketMakesOne()
{
    for (const Channel channel : kChannels)
        QVERIFY(routeInbound(channel, std::nullopt) == InboundRoute::NewTicket);
}

void Lifecycle::inboundKeepsTimesInOrder()
{
    Ticket ticket = ticketOf(Channel::Email, Status::Open);
    ticket.snippet = u"before"_s;
    const Ticket late = afterInbound(ticket, inbound(ticket.lastInbound - kHour));
    QCOMPARE(late.lastInbound, ticket.lastInbound);
    QCOMPARE(late.updated, ticket.updated);
    QCOMPARE(late.snippet, u"Where is my order?"_s); // received last, whatever the clocks say (TKT-13)
    QCOMPARE(late.lastMessage.value(), u"m1"_s);
    QCOMPARE(late.waitingSince, ticket.lastInbound - kHour);
    QCOMPARE(afterInbound(ticket, inbound(kNow)).waitingSince, ticket.waitingSince);
    ticket.waitingSince = {};
    QCOMPARE(afterInbound(ticket, inbound(kNow)).waitingSince, kNow);
}

void Lifecycle::ignoresWhatIsNotInbound()
{
    const Ticket ticket = ticketOf(Channel::Sms, Status::Closed);
    Message message = inbound(kNow);
    message.direction = Direction::Outbound;
    QCOMPARE(afterInbound(ticket, message), ticket);
    message = inbound(kNow);
    message.kind = MessageKind::Event;
    QCOMPARE(afterInbound(ticket, message), ticket);
}

void Lifecycle::operationsByChannelAndStatus_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("status");
    for (const Channel channel : kChannels)
        for (const Status status : kStatuses)
            QTest::addRow("%s %s", qPrintable(toString(channel)), qPrintable(toString(status)))
                << toString(channel) << toString(status);
}

void Lifecycle::operationsByChannelAndStatus()
{
    QFETCH(QString, channel);
    QFETCH(QString, status);
    const Ticket ticket = ticketOf(*channelFrom(channel), *statusFrom(status));
    const bool finishedChat = ticket.channel == Channel::WebChat && ticket.status == Status::Closed;
    const QString chatRefusal = finishedChat ? u"closed-chat"_s : QString();
    const auto statusAfter = [&ticket](OperationKind kind) {
        return toString(apply(ticket, operation(kind), kNow).status);
    };
    const auto refusal = [&ticket](OperationKind kind) { return codeOf(mayApply(ticket, operation(kind), kNow)); };

    QCOMPARE(statusAfter(OperationKind::Close), u"closed"_s);
    QCOMPARE(statusAfter(OperationKind::Reopen), finishedChat ? u"closed"_s : u"open"_s);
    QCOMPARE(statusAfter(OperationKind::Snooze), finishedChat ? u"closed"_s : u"snoozed"_s);
    QCOMPARE(statusAfter(OperationKind::Reply), status);
    QCOMPARE(statusAfter(OperationKind::Note), status);
    QCOMPARE(statusAfter(OperationKind::Assign), status);
    QCOMPARE(refusal(OperationKind::Reopen), chatRefusal);
    QCOMPARE(refusal(OperationKind::Snooze), chatRefusal);
    QCOMPARE(refusal(OperationKind::Reply), chatRefusal);
    for (const OperationKind always : {OperationKind::Note, OperationKind::Close, OperationKind::Assign,
                                       OperationKind::MarkSpam, OperationKind::AddLabel, OperationKind::MarkRead})
        QCOMPARE(refusal(always), QString());

    const Ticket closed = apply(ticket, operation(OperationKind::Close), kNow);
    QCOMPARE(closed.closed, ticket.status == Status::Closed ? ticket.closed : kNow);
    QVERIFY(!closed.snoozedUntil.isSet());
}

void Lifecycle::replies()
{
    Ticket ticket = ticketOf(Channel::Email, Status::Open);
    ticket.returnedFromSnooze = true;
    Operation reply = operation(OperationKind::Reply);
    reply.attachments = {{AttachmentId(u"a"_s), u"label.pdf"_s, {}, 1, {}, {}}};
    const Ticket after = apply(ticket, reply, kNow);
    QVERIFY(!after.waitingSince.isSet());
    QVERIFY(!after.unread);
    QVERIFY(!after.returnedFromSnooze);
    QVERIFY(after.hasAttachment);
    QCOMPARE(after.firstReply, kNow);
    QCOMPARE(after.updated, kNow);
    QCOMPARE(after.snippet, u"Hello"_s);
    QCOMPARE(toString(after.snippetDirection), u"outbound"_s);
    QCOMPARE(after.messageCount, 1);
    QCOMPARE(apply(after, reply, kNow + kHour).firstReply, kNow);
    QCOMPARE(after.rev, ticket.rev);
}

void Lifecycle::replyThen()
{
    const Ticket ticket = ticketOf(Channel::Sms, Status::Open);
    Operation reply = operation(OperationKind::Reply);
    reply.then = ThenDo::Close;
    QCOMPARE(toString(apply(ticket, reply, kNow).status), u"closed"_s);
    reply.then = ThenDo::Snooze;
    reply.until = kNow + kHour;
    const Ticket snoozed = apply(ticket, reply, kNow);
    QCOMPARE(toString(snoozed.status), u"snoozed"_s);
    QCOMPARE(snoozed.snoozedUntil, reply.until);
    reply.until = kNow - kHour;
    QCOMPARE(codeOf(mayApply(ticket, reply, kNow)), u"snooze-in-past"_s);
}

void Lifecycle::notes()
{
    const Ticket ticket = ticketOf(Channel::Email, Status::Open);
    Ticket expected = ticket;
    expected.messageCount = 1;
    expected.updated = kNow;
    QCOMPARE(apply(ticket, operation(OperationKind::Note), kNow), expected);
}

void Lifecycle::marks()
{
    const Ticket ticket = ticketOf(Channel::Email, Status::Open);
    Ticket expected = ticket;
    expected.unread = false;
    QCOMPARE(apply(ticket, operation(OperationKind::MarkRead), kNow), expected);
    QCOMPARE(apply(expected, operation(OperationKind::MarkUnread), kNow), ticket);
    const Ticket spam = apply(ticket, operation(OperationKind::MarkSpam), kNow);
    QVERIFY(spam.spam);
    QVERIFY(!apply(spam, operation(OperationKind::NotSpam), kNow).spam);
}

void Lifecycle::labels()
{
    Ticket ticket = ticketOf(Channel::Email, Status::Open);
    for (const QString& id : {u"b"_s, u"a"_s, u"c"_s, u"a"_s}) {
        Operation add = operation(OperationKind::AddLabel);
        add.label = LabelId(id);
        ticket = apply(ticket, add, kNow);
    }
    QCOMPARE(ticket.labels, (QList<LabelId>{LabelId(u"a"_s), LabelId(u"b"_s), LabelId(u"c"_s)}));
    Operation remove = operation(OperationKind::RemoveLabel);
    remove.label = LabelId(u"b"_s);
    QCOMPARE(apply(ticket, remove, kNow).labels, (QList<LabelId>{LabelId(u"a"_s), LabelId(u"c"_s)}));
}

void Lifecycle::unchangedStaysUntouched()
{
    using K = OperationKind;
    const Ticket open = ticketOf(Channel::Email, Status::Open);
    for (const K kind : {K::Assign, K::SetTeam, K::Reopen, K::RemoveLabel, K::SetPriority, K::NotSpam})
        QCOMPARE(apply(open, operation(kind), kNow), open);
    const Ticket closed = ticketOf(Channel::Email, Status::Closed);
    QCOMPARE(apply(closed, operation(K::Close), kNow), closed);
    Ticket snoozed = ticketOf(Channel::Email, Status::Snoozed);
    Operation again = operation(K::Snooze);
    again.until = snoozed.snoozedUntil;
    QCOMPARE(apply(snoozed, again, kNow), snoozed);
}

void Lifecycle::refusals_data()
{
    QTest::addColumn<Operation>("op");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<bool>("spam");
    QTest::addColumn<QString>("code");
    using K = OperationKind;
    const auto with = [](K kind, auto change) {
        Operation result = operation(kind);
        change(result);
        return result;
    };
    const auto file = [](Operation& op) { op.attachments = {Attachment()}; };
    const auto blank = [](Operation& op) { op.text = u" \n "_s; };
    const auto invisible = [](Operation& op) { op.text = u"\u200b \ufe0f\u2800"_s; };
    const auto fileOnly = [&](Operation& op) {
        file(op);
        blank(op);
    };
    const auto length = [](int n) { return [n](Operation& op) { op.text = QString(n, u'x'); }; };
    const auto until = [](Instant at) { return [at](Operation& op) { op.until = at; }; };

    QTest::newRow("reply on spam") << operation(K::Reply) << u"email"_s << true << u"spam"_s;
    QTest::newRow("note on spam") << operation(K::Note) << u"email"_s << true << QString();
    QTest::newRow("blank reply") << with(K::Reply, blank) << u"email"_s << false << u"empty-text"_s;
    QTest::newRow("blank note") << with(K::Note, blank) << u"sms"_s << false << u"empty-text"_s;
    QTest::newRow("invisible reply") << with(K::Reply, invisible) << u"email"_s << false << u"empty-text"_s;
    QTest::newRow("invisible note") << with(K::Note, invisible) << u"sms"_s << false << u"empty-text"_s;
    QTest::newRow("file only") << with(K::Reply, fileOnly) << u"whatsapp"_s << false << QString();
    QTest::newRow("file by SMS") << with(K::Reply, file) << u"sms"_s << false << u"no-attachments"_s;
    QTest::newRow("file in a note") << with(K::Note, file) << u"sms"_s << false << QString();
    QTest::newRow("long SMS") << with(K::Reply, length(1601)) << u"sms"_s << false << u"too-long"_s;
    QTest::newRow("full SMS") << with(K::Reply, length(1600)) << u"sms"_s << false << QString();
    QTest::newRow("long Instagram") << with(K::Reply, length(1001)) << u"instagram"_s << false << u"too-long"_s;
    QTest::newRow("long mail") << with(K::Reply, length(100'000)) << u"email"_s << false << QString();
    QTest::newRow("long note") << with(K::Note, length(5000)) << u"sms"_s << false << QString();
    QTest::newRow("snooze to now") << with(K::Snooze, until(kNow)) << u"email"_s << false << u"snooze-in-past"_s;
    QTest::newRow("snooze ahead") << with(K::Snooze, until(kNow + 1)) << u"email"_s << false << QString();
    QTest::newRow("snooze open-ended") << operation(K::Snooze) << u"email"_s << false << QString();
    QTest::newRow("snooze queued while offline") << with(K::Snooze, [](Operation& op) {
        op.at = kNow - kDay;
        op.until = kNow - kHour;
    }) << u"email"_s << false << QString();
    QTest::newRow("no label") << with(K::AddLabel, [](Operation& op) { op.label = {}; }) << u"email"_s << false
                              << u"unknown-label"_s;
    QTest::newRow("no such action") << with(K::Note, [](Operation& op) { op.kind = OperationKind(99); }) << u"email"_s
                                    << false << u"unknown-operation"_s;
}

void Lifecycle::refusals()
{
    QFETCH(Operation, op);
    QFETCH(QString, channel);
    QFETCH(bool, spam);
    QFETCH(QString, code);
    Ticket ticket = ticketOf(*channelFrom(channel), Status::Open);
    ticket.spam = spam;
    const auto refusal = mayApply(ticket, op, kNow);
    QCOMPARE(codeOf(refusal), code);
    QVERIFY(!refusal || !refusal->message.contains(u'%'));
}

void Lifecycle::snoozeDue()
{
    const Ticket snoozed = ticketOf(Channel::Email, Status::Snoozed);
    QCOMPARE(afterSnoozeDue(snoozed, snoozed.snoozedUntil - 1), snoozed);
    const Ticket back = afterSnoozeDue(snoozed, snoozed.snoozedUntil);
    QCOMPARE(toString(back.status), u"open"_s);
    QVERIFY(back.returnedFromSnooze);
    QVERIFY(!back.snoozedUntil.isSet());
    QCOMPARE(back.updated, snoozed.snoozedUntil);
    Ticket openEnded = snoozed;
    openEnded.snoozedUntil = {};
    QCOMPARE(afterSnoozeDue(openEnded, kNow + 999 * kDay), openEnded);
    const Ticket closed = ticketOf(Channel::Email, Status::Closed);
    QCOMPARE(afterSnoozeDue(closed, kNow), closed);
}

void Lifecycle::events()
{
    const Ticket before = ticketOf(Channel::Email, Status::Open);
    QVERIFY(eventLines(before, before).isEmpty());
    Ticket after = before;
    after.unread = false;
    after.snippet = u"x"_s;
    QVERIFY(eventLines(before, after).isEmpty());

    after.status = Status::Closed;
    after.assignee = AgentId(u"7"_s);
    after.team = TeamId(u"t"_s);
    after.labels = {LabelId(u"a"_s)};
    after.priority = Priority::High;
    after.spam = true;
    const QList<EventLine> expected{{u"status"_s, u"open"_s, u"closed"_s},
                                    {u"assignee"_s, {}, u"7"_s},
                                    {u"team"_s, {}, u"t"_s},
                                    {u"label-added"_s, {}, u"a"_s},
                                    {u"priority"_s, u"normal"_s, u"high"_s},
                                    {u"spam"_s, u"false"_s, u"true"_s}};
    QCOMPARE(eventLines(before, after), expected);
    QCOMPARE(eventLines(after, before).value(3), (EventLine{u"label-removed"_s, u"a"_s, {}}));

    Operation snooze = operation(OperationKind::Snooze);
    const Ticket waiting = apply(before, snooze, kNow);
    QCOMPARE(eventLines(before, waiting), (QList<EventLine>{{u"snooze"_s, {}, u"customer"_s}}));
    snooze.until = {5};
    const Ticket timed = apply(waiting, snooze, kNow);
    QCOMPARE(eventLines(waiting, timed), (QList<EventLine>{{u"snooze"_s, u"customer"_s, u"5"_s}}));
    QCOMPARE(eventLines(timed, afterSnoozeDue(timed, kNow)),
             (QList<EventLine>{{u"returned"_s, u"snoozed"_s, u"open"_s}}));
    QCOMPARE(eventLines(timed, afterInbound(timed, inbound(kNow))),
             (QList<EventLine>{{u"status"_s, u"snoozed"_s, u"open"_s}}));
}

QTEST_GUILESS_MAIN(Lifecycle)
#include "tst_lifecycle.moc"
