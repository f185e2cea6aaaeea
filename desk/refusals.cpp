// What an operation is refused for: the rules of lifecycle.h that need words for people.

#include "desk/invisible.h"
#include "desk/lifecycle.h"
#include "desk/reply_rules.h"

#include <QCoreApplication>

#include <algorithm>

namespace desk
{

namespace
{

struct RefusalText {
    Q_DECLARE_TR_FUNCTIONS(desk::Refusal)
};

Refusal refusal(const char* code, const QString& message)
{
    return {QString::fromLatin1(code), message};
}

bool isFinishedChat(const Ticket& ticket)
{
    return ticket.channel == Channel::WebChat && ticket.status == Status::Closed;
}

Refusal closedChat()
{
    return refusal("closed-chat",
                   RefusalText::tr("This web chat is closed and cannot be opened again. The customer's next message "
                                   "makes a new ticket."));
}

/// An agent may have acted hours ago without a line: what was in the future then is accepted now.
std::optional<Refusal> snoozeRefusal(const Ticket& ticket, const Operation& operation, Instant now)
{
    if (isFinishedChat(ticket) && operation.kind == OperationKind::Snooze)
        return closedChat();
    const Instant acted = operation.at.isSet() ? std::min(operation.at, now) : now;
    if (operation.until.isSet() && operation.until <= acted)
        return refusal("snooze-in-past", RefusalText::tr("The snooze time has already passed. Choose a later one."));
    return std::nullopt;
}

std::optional<Refusal> textRefusal(const Operation& operation)
{
    if (showsNothing(operation.text) && operation.attachments.isEmpty())
        return refusal("empty-text", RefusalText::tr("There is nothing to send: write a text or add a file."));
    return std::nullopt;
}

std::optional<Refusal> lengthRefusal(const Ticket& ticket, const Operation& operation)
{
    const TextMeasure length = measure(ticket.channel, operation.text);
    if (length.fits)
        return std::nullopt;
    const QString sentence =
        ticket.channel == Channel::Instagram
            ? RefusalText::tr("The text has %1 bytes; Instagram carries %2. Shorten it, then send again.")
            : RefusalText::tr("The text has %1 characters; this channel carries %2. Shorten it, then send "
                              "again.");
    return refusal("too-long", sentence.arg(length.used).arg(length.limit));
}

std::optional<Refusal> replyRefusal(const Ticket& ticket, const Operation& operation, Instant now)
{
    if (ticket.spam)
        return refusal("spam", RefusalText::tr("This ticket is marked as spam. Mark it as not spam to answer."));
    if (isFinishedChat(ticket))
        return closedChat();
    if (auto empty = textRefusal(operation))
        return empty;
    if (!operation.attachments.isEmpty() && !carriesAttachments(ticket.channel))
        return refusal("no-attachments", RefusalText::tr("SMS carries no files. Remove them, or send a link."));
    if (auto tooLong = lengthRefusal(ticket, operation))
        return tooLong;
    if (operation.then == ThenDo::Snooze)
        return snoozeRefusal(ticket, operation, now);
    return std::nullopt;
}

std::optional<Refusal> labelRefusal(const Operation& operation)
{
    if (operation.label.isEmpty())
        return refusal("unknown-label", RefusalText::tr("No label was named, so nothing was changed."));
    return std::nullopt;
}

/// Neither as the undone action left it nor as it was before: somebody else set it since.
template<class T>
bool isOthers(const T& now, const T& before, const T& after)
{
    return before != after && now != after && now != before;
}

bool isStageOthers(const TicketState& now, const TicketState& before, const TicketState& after)
{
    return !isSameStage(before, after) && !isSameStage(now, after) && !isSameStage(now, before);
}

std::optional<Refusal> restoreRefusal(const Ticket& ticket, const Operation& operation)
{
    if (!operation.before || !operation.after)
        return refusal("nothing-to-restore",
                       RefusalText::tr("It is not said what to bring back, so nothing was changed."));
    const TicketState now = stateOf(ticket);
    const TicketState& before = *operation.before;
    const TicketState& after = *operation.after;
    if (isFinishedChat(ticket) && !isSameStage(before, after) && before.status != Status::Closed)
        return closedChat();
    if (isStageOthers(now, before, after) || isOthers(now.spam, before.spam, after.spam) ||
        isOthers(now.priority, before.priority, after.priority) ||
        isOthers(now.assignee, before.assignee, after.assignee) || isOthers(now.team, before.team, after.team))
        return refusal(
            "changed-since",
            RefusalText::tr("This ticket was changed again since, so nothing was brought back. Look at it, then "
                            "set it as it should be."));
    return std::nullopt;
}

} // namespace

std::optional<Refusal> mayApply(const Ticket& ticket, const Operation& operation, Instant now)
{
    switch (operation.kind) {
    case OperationKind::Reply:
        return replyRefusal(ticket, operation, now);
    case OperationKind::Note:
        return textRefusal(operation);
    case OperationKind::Snooze:
        return snoozeRefusal(ticket, operation, now);
    case OperationKind::Reopen:
        return isFinishedChat(ticket) ? std::optional(closedChat()) : std::nullopt;
    case OperationKind::AddLabel:
    case OperationKind::RemoveLabel:
        return labelRefusal(operation);
    case OperationKind::Restore:
        return restoreRefusal(ticket, operation);
    case OperationKind::Assign:
    case OperationKind::SetTeam:
    case OperationKind::Close:
    case OperationKind::SetPriority:
    case OperationKind::MarkRead:
    case OperationKind::MarkUnread:
    case OperationKind::MarkSpam:
    case OperationKind::NotSpam:
        return std::nullopt;
    }
    return refusal("unknown-operation",
                   RefusalText::tr("This version of the desk does not know that action. Nothing was changed."));
}

} // namespace desk
