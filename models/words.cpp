#include "models/words.h"

#include "desk/file_name.h"
#include "models/moments.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace models
{

using namespace Qt::StringLiterals;

namespace
{

struct WordsText {
    Q_DECLARE_TR_FUNCTIONS(models::Words)
};

QString timeOf(desk::Instant at)
{
    return dateAndTime(at);
}

QString authorOf(const desk::Message& message)
{
    if (!message.authorName.isEmpty())
        return message.authorName;
    return message.authorKind == desk::AuthorKind::System ? WordsText::tr("The desk") : WordsText::tr("Unknown");
}

QString spokenEvent(const desk::Message& message)
{
    QString what = message.text;
    if (what.isEmpty() && !message.eventFrom.isEmpty() && !message.eventTo.isEmpty())
        what = WordsText::tr("%1 changed from %2 to %3").arg(message.eventKind, message.eventFrom, message.eventTo);
    else if (what.isEmpty())
        what = (message.eventKind + u' ' + message.eventTo).trimmed();
    return WordsText::tr("%1, %2: %3").arg(authorOf(message), timeOf(message.at), what);
}

} // namespace

QString spokenMessage(const desk::Message& message)
{
    if (message.kind == desk::MessageKind::Event)
        return spokenEvent(message);
    const QString head = message.kind == desk::MessageKind::Note
                             ? WordsText::tr("Internal note by %1, %2").arg(authorOf(message), timeOf(message.at))
                         : message.direction == desk::Direction::Outbound
                             ? WordsText::tr("Answer by %1, %2").arg(authorOf(message), timeOf(message.at))
                             : WordsText::tr("%1 wrote, %2").arg(authorOf(message), timeOf(message.at));
    QStringList parts{head + u": "_s + message.text};
    for (const desk::Attachment& attachment : message.attachments)
        parts.append(WordsText::tr("Attachment: %1").arg(desk::plainFileName(attachment.name)));
    if (const QString state = deliveryName(message.delivery); !state.isEmpty())
        parts.append(message.failure.isEmpty() ? state : state + u": "_s + message.failure);
    return parts.join(u". "_s);
}

QString spokenTicket(const desk::Ticket& ticket, bool draft, bool pending, bool undecided)
{
    QStringList parts;
    if (ticket.unread)
        parts.append(WordsText::tr("Unread"));
    parts.append(ticket.requesterName.isEmpty() ? WordsText::tr("Unknown") : ticket.requesterName);
    parts.append(ticket.subject);
    if (!ticket.snippet.isEmpty() && ticket.snippet != ticket.subject)
        parts.append(ticket.snippet);
    parts.append(channelName(ticket.channel));
    parts.append(statusName(ticket.status));
    if (ticket.priority != desk::Priority::Normal)
        parts.append(WordsText::tr("Priority %1").arg(priorityName(ticket.priority)));
    parts.append(timeOf(ticket.updated));
    if (draft)
        parts.append(WordsText::tr("Has a draft"));
    if (undecided)
        parts.append(WordsText::tr("Not sent, needs your decision"));
    else if (pending)
        parts.append(WordsText::tr("Waits to be sent"));
    return parts.join(u", "_s);
}

QString deliveryName(desk::Delivery delivery)
{
    switch (delivery) {
    case desk::Delivery::None:
        return {};
    case desk::Delivery::Queued:
        return WordsText::tr("Queued");
    case desk::Delivery::Sending:
        return WordsText::tr("Sending");
    case desk::Delivery::Sent:
        return WordsText::tr("Sent");
    case desk::Delivery::Delivered:
        return WordsText::tr("Delivered");
    case desk::Delivery::Read:
        return WordsText::tr("Read");
    case desk::Delivery::Failed:
        return WordsText::tr("Not sent");
    case desk::Delivery::Unconfirmed:
        return WordsText::tr("Not known whether it was sent");
    }
    return {};
}

QString channelName(desk::Channel channel)
{
    switch (channel) {
    case desk::Channel::WebChat:
        return WordsText::tr("Web chat");
    case desk::Channel::Email:
        return WordsText::tr("E-mail");
    case desk::Channel::Sms:
        return WordsText::tr("SMS");
    case desk::Channel::Instagram:
        return WordsText::tr("Instagram");
    case desk::Channel::WhatsApp:
        return WordsText::tr("WhatsApp");
    }
    return {};
}

QString statusName(desk::Status status)
{
    switch (status) {
    case desk::Status::Open:
        return WordsText::tr("Open");
    case desk::Status::Snoozed:
        return WordsText::tr("Snoozed");
    case desk::Status::Closed:
        return WordsText::tr("Closed");
    }
    return {};
}

QString priorityName(desk::Priority priority)
{
    switch (priority) {
    case desk::Priority::Low:
        return WordsText::tr("Low");
    case desk::Priority::Normal:
        return WordsText::tr("Normal");
    case desk::Priority::High:
        return WordsText::tr("High");
    case desk::Priority::Urgent:
        return WordsText::tr("Urgent");
    }
    return {};
}

QString operationName(desk::OperationKind kind)
{
    switch (kind) {
    case desk::OperationKind::Reply:
        return WordsText::tr("Reply");
    case desk::OperationKind::Note:
        return WordsText::tr("Internal note");
    case desk::OperationKind::Assign:
        return WordsText::tr("Assign");
    case desk::OperationKind::SetTeam:
        return WordsText::tr("Change team");
    case desk::OperationKind::Snooze:
        return WordsText::tr("Snooze");
    case desk::OperationKind::Close:
        return WordsText::tr("Close");
    case desk::OperationKind::Reopen:
        return WordsText::tr("Reopen");
    case desk::OperationKind::AddLabel:
        return WordsText::tr("Add a label");
    case desk::OperationKind::RemoveLabel:
        return WordsText::tr("Remove a label");
    case desk::OperationKind::SetPriority:
        return WordsText::tr("Change priority");
    case desk::OperationKind::MarkRead:
        return WordsText::tr("Mark read");
    case desk::OperationKind::MarkUnread:
        return WordsText::tr("Mark unread");
    case desk::OperationKind::MarkSpam:
        return WordsText::tr("Mark as spam");
    case desk::OperationKind::Restore:
        return WordsText::tr("Undo");
    case desk::OperationKind::NotSpam:
        return WordsText::tr("Not spam");
    }
    return {};
}

} // namespace models
