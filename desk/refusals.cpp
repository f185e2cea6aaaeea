// What an operation is refused for: the rules of lifecycle.h that need words for people.

#include "desk/lifecycle.h"
#include "desk/reply_rules.h"

#include <QCoreApplication>

#include <algorithm>

namespace desk
{

namespace
{

struct Text {
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
                   Text::tr("This web chat is closed and cannot be opened again. The customer's next message "
                            "makes a new ticket."));
}

/// An agent may have acted hours ago without a line: what was in the future then is accepted now.
std::optional<Refusal> snoozeRefusal(const Ticket& ticket, const Operation& operation, Instant now)
{
    if (isFinishedChat(ticket) && operation.kind == OperationKind::Snooze)
        return closedChat();
    const Instant acted = operation.at.isSet() ? std::min(operation.at, now) : now;
    if (operation.until.isSet() && operation.until <= acted)
        return refusal("snooze-in-past", Text::tr("The snooze time has already passed. Choose a later one."));
    return std::nullopt;
}

std::optional<Refusal> textRefusal(const Operation& operation)
{
    if (operation.text.trimmed().isEmpty() && operation.attachments.isEmpty())
        return refusal("empty-text", Text::tr("There is nothing to send: write a text or add a file."));
    return std::nullopt;
}

std::optional<Refusal> lengthRefusal(const Ticket& ticket, const Operation& operation)
{
    const TextMeasure length = measure(ticket.channel, operation.text);
    if (length.fits)
        return std::nullopt;
    const QString sentence =
        ticket.channel == Channel::Instagram
            ? Text::tr("The text has %1 bytes; Instagram carries %2. Shorten it, then send again.")
            : Text::tr("The text has %1 characters; this channel carries %2. Shorten it, then send "
                       "again.");
    return refusal("too-long", sentence.arg(length.used).arg(length.limit));
}

std::optional<Refusal> replyRefusal(const Ticket& ticket, const Operation& operation, Instant now)
{
    if (ticket.spam)
        return refusal("spam", Text::tr("This ticket is marked as spam. Mark it as not spam to answer."));
    if (isFinishedChat(ticket))
        return closedChat();
    if (auto empty = textRefusal(operation))
        return empty;
    if (!operation.attachments.isEmpty() && !carriesAttachments(ticket.channel))
        return refusal("no-attachments", Text::tr("SMS carries no files. Remove them, or send a link."));
    if (auto tooLong = lengthRefusal(ticket, operation))
        return tooLong;
    if (operation.then == ThenDo::Snooze)
        return snoozeRefusal(ticket, operation, now);
    return std::nullopt;
}

std::optional<Refusal> labelRefusal(const Operation& operation)
{
    if (operation.label.isEmpty())
        return refusal("unknown-label", Text::tr("No label was named, so nothing was changed."));
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
                   Text::tr("This version of the desk does not know that action. Nothing was changed."));
}

} // namespace desk
