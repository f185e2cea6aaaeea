#include "desk/lifecycle.h"

#include "desk/snippet.h"

#include <algorithm>

namespace desk
{

namespace
{

/// Channels whose closed ticket a further message of the customer opens again (TKT-4, TKT-5).
bool reopens(Channel channel)
{
    return channel == Channel::Email || channel == Channel::Sms || channel == Channel::WhatsApp;
}

void open(Ticket& ticket)
{
    ticket.status = Status::Open;
    ticket.closed = {};
    ticket.snoozedUntil = {};
}

void close(Ticket& ticket, Instant now)
{
    if (ticket.status == Status::Closed)
        return;
    ticket.status = Status::Closed;
    ticket.closed = now;
    ticket.snoozedUntil = {};
    ticket.returnedFromSnooze = false;
    ticket.updated = now;
}

void snooze(Ticket& ticket, Instant until, Instant now)
{
    const bool finished = ticket.channel == Channel::WebChat && ticket.status == Status::Closed;
    if (finished || (ticket.status == Status::Snoozed && ticket.snoozedUntil == until))
        return;
    ticket.status = Status::Snoozed;
    ticket.closed = {};
    ticket.snoozedUntil = until;
    ticket.returnedFromSnooze = false;
    ticket.updated = now;
}

void reopen(Ticket& ticket, Instant now)
{
    if (ticket.status == Status::Open || (ticket.channel == Channel::WebChat && ticket.status == Status::Closed))
        return;
    open(ticket);
    ticket.updated = now;
}

void reply(Ticket& ticket, const Operation& operation, Instant now)
{
    ticket.waitingSince = {};
    ticket.snippet = snippetOf(operation.text, operation.attachments);
    ticket.snippetDirection = Direction::Outbound;
    ticket.hasAttachment = ticket.hasAttachment || !operation.attachments.isEmpty();
    ticket.returnedFromSnooze = false;
    ticket.unread = false;
    ticket.messageCount += 1;
    ticket.updated = now;
    if (!ticket.firstReply.isSet())
        ticket.firstReply = now;
    if (operation.then == ThenDo::Close)
        close(ticket, now);
    if (operation.then == ThenDo::Snooze)
        snooze(ticket, operation.until, now);
}

void note(Ticket& ticket, const Operation& operation, Instant now)
{
    ticket.hasAttachment = ticket.hasAttachment || !operation.attachments.isEmpty();
    ticket.messageCount += 1;
    ticket.updated = now;
}

void addLabel(QList<LabelId>& labels, const LabelId& label)
{
    const auto place = std::lower_bound(labels.begin(), labels.end(), label);
    if (place == labels.end() || *place != label)
        labels.insert(place, label);
}

/// Sets a field and the time of change, the latter only if something changed.
template<class T>
void set(Ticket& ticket, T Ticket::*field, const T& value, Instant now)
{
    if (ticket.*field == value)
        return;
    ticket.*field = value;
    ticket.updated = now;
}

/// A field that the undone action did not touch stays as it is by now.
template<class T, class S>
void putBack(Ticket& ticket, T Ticket::*field, const TicketState& before, const TicketState& after, S TicketState::*of,
             Instant now)
{
    if (before.*of != after.*of)
        set(ticket, field, before.*of, now);
}

void restore(Ticket& ticket, const Operation& operation, Instant now)
{
    if (!operation.before || !operation.after)
        return;
    const TicketState& before = *operation.before;
    const TicketState& after = *operation.after;
    if (!isSameStage(before, after) && !isSameStage(stateOf(ticket), before)) {
        ticket.status = before.status;
        ticket.snoozedUntil = before.snoozedUntil;
        ticket.returnedFromSnooze = before.returnedFromSnooze;
        ticket.closed = before.status == Status::Closed && !before.closed.isSet() ? now : before.closed;
        ticket.updated = now;
    }
    putBack(ticket, &Ticket::spam, before, after, &TicketState::spam, now);
    putBack(ticket, &Ticket::priority, before, after, &TicketState::priority, now);
    putBack(ticket, &Ticket::assignee, before, after, &TicketState::assignee, now);
    putBack(ticket, &Ticket::team, before, after, &TicketState::team, now);
}

} // namespace

bool isSameStage(const TicketState& a, const TicketState& b)
{
    return a.status == b.status && a.snoozedUntil == b.snoozedUntil && a.returnedFromSnooze == b.returnedFromSnooze;
}

InboundRoute routeInbound(Channel channel, const std::optional<Status>& existing)
{
    if (!existing)
        return InboundRoute::NewTicket;
    const bool join = reopens(channel) || *existing != Status::Closed;
    return join ? InboundRoute::Join : InboundRoute::NewTicket;
}

Ticket afterInbound(Ticket ticket, const Message& message)
{
    if (message.kind != MessageKind::Message || message.direction != Direction::Inbound)
        return ticket;
    if (ticket.status == Status::Snoozed || (ticket.status == Status::Closed && reopens(ticket.channel)))
        open(ticket);
    // What the desk received last is the newest (TKT-13), also where the clock of the server that took it is behind; a
    // time is never moved back by it.
    ticket.lastMessage = message.id;
    ticket.snippet = snippetOf(message.text, message.attachments);
    ticket.snippetDirection = Direction::Inbound;
    if (!ticket.waitingSince.isSet() || message.at < ticket.waitingSince)
        ticket.waitingSince = message.at;
    ticket.lastInbound = std::max(ticket.lastInbound, message.at);
    ticket.updated = std::max(ticket.updated, message.at);
    ticket.hasAttachment = ticket.hasAttachment || !message.attachments.isEmpty();
    ticket.messageCount += 1;
    ticket.unread = true;
    return ticket;
}

Ticket apply(Ticket ticket, const Operation& operation, Instant now)
{
    switch (operation.kind) {
    case OperationKind::Reply:
        reply(ticket, operation, now);
        break;
    case OperationKind::Note:
        note(ticket, operation, now);
        break;
    case OperationKind::Assign:
        set(ticket, &Ticket::assignee, operation.assignee, now);
        break;
    case OperationKind::SetTeam:
        set(ticket, &Ticket::team, operation.team, now);
        break;
    case OperationKind::Snooze:
        snooze(ticket, operation.until, now);
        break;
    case OperationKind::Close:
        close(ticket, now);
        break;
    case OperationKind::Reopen:
        reopen(ticket, now);
        break;
    case OperationKind::AddLabel: {
        QList<LabelId> labels = ticket.labels;
        addLabel(labels, operation.label);
        set(ticket, &Ticket::labels, labels, now);
        break;
    }
    case OperationKind::RemoveLabel: {
        QList<LabelId> labels = ticket.labels;
        labels.removeAll(operation.label);
        set(ticket, &Ticket::labels, labels, now);
        break;
    }
    case OperationKind::SetPriority:
        set(ticket, &Ticket::priority, operation.priority, now);
        break;
    case OperationKind::MarkRead:
        ticket.unread = false;
        break;
    case OperationKind::MarkUnread:
        ticket.unread = true;
        break;
    case OperationKind::MarkSpam:
        set(ticket, &Ticket::spam, true, now);
        break;
    case OperationKind::NotSpam:
        set(ticket, &Ticket::spam, false, now);
        break;
    case OperationKind::Restore:
        restore(ticket, operation, now);
        break;
    }
    return ticket;
}

Ticket afterSnoozeDue(Ticket ticket, Instant now)
{
    if (ticket.status != Status::Snoozed || !ticket.snoozedUntil.isSet() || ticket.snoozedUntil > now)
        return ticket;
    open(ticket);
    ticket.returnedFromSnooze = true;
    ticket.updated = now;
    return ticket;
}

} // namespace desk
