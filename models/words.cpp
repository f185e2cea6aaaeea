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

struct Text {
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
    return message.authorKind == desk::AuthorKind::System ? Text::tr("The desk") : Text::tr("Unknown");
}

QString spokenEvent(const desk::Message& message)
{
    QString what = message.text;
    if (what.isEmpty() && !message.eventFrom.isEmpty() && !message.eventTo.isEmpty())
        what = Text::tr("%1 changed from %2 to %3").arg(message.eventKind, message.eventFrom, message.eventTo);
    else if (what.isEmpty())
        what = (message.eventKind + u' ' + message.eventTo).trimmed();
    return Text::tr("%1, %2: %3").arg(authorOf(message), timeOf(message.at), what);
}

} // namespace

QString spokenMessage(const desk::Message& message)
{
    if (message.kind == desk::MessageKind::Event)
        return spokenEvent(message);
    const QString head = message.kind == desk::MessageKind::Note
                             ? Text::tr("Internal note by %1, %2").arg(authorOf(message), timeOf(message.at))
                         : message.direction == desk::Direction::Outbound
                             ? Text::tr("Answer by %1, %2").arg(authorOf(message), timeOf(message.at))
                             : Text::tr("%1 wrote, %2").arg(authorOf(message), timeOf(message.at));
    QStringList parts{head + u": "_s + message.text};
    for (const desk::Attachment& attachment : message.attachments)
        parts.append(Text::tr("Attachment: %1").arg(desk::plainFileName(attachment.name)));
    if (const QString state = deliveryName(message.delivery); !state.isEmpty())
        parts.append(message.failure.isEmpty() ? state : state + u": "_s + message.failure);
    return parts.join(u". "_s);
}

QString spokenTicket(const desk::Ticket& ticket, bool draft, bool pending)
{
    QStringList parts;
    if (ticket.unread)
        parts.append(Text::tr("Unread"));
    parts.append(ticket.requesterName.isEmpty() ? Text::tr("Unknown") : ticket.requesterName);
    parts.append(ticket.subject);
    if (!ticket.snippet.isEmpty() && ticket.snippet != ticket.subject)
        parts.append(ticket.snippet);
    parts.append(channelName(ticket.channel));
    parts.append(statusName(ticket.status));
    if (ticket.priority != desk::Priority::Normal)
        parts.append(Text::tr("Priority %1").arg(priorityName(ticket.priority)));
    parts.append(timeOf(ticket.updated));
    if (draft)
        parts.append(Text::tr("Has a draft"));
    if (pending)
        parts.append(Text::tr("Waits to be sent"));
    return parts.join(u", "_s);
}

QString deliveryName(desk::Delivery delivery)
{
    switch (delivery) {
    case desk::Delivery::None:
        return {};
    case desk::Delivery::Queued:
        return Text::tr("Queued");
    case desk::Delivery::Sending:
        return Text::tr("Sending");
    case desk::Delivery::Sent:
        return Text::tr("Sent");
    case desk::Delivery::Delivered:
        return Text::tr("Delivered");
    case desk::Delivery::Read:
        return Text::tr("Read");
    case desk::Delivery::Failed:
        return Text::tr("Not sent");
    case desk::Delivery::Unconfirmed:
        return Text::tr("Not known whether it was sent");
    }
    return {};
}

QString channelName(desk::Channel channel)
{
    switch (channel) {
    case desk::Channel::WebChat:
        return Text::tr("Web chat");
    case desk::Channel::Email:
        return Text::tr("E-mail");
    case desk::Channel::Sms:
        return Text::tr("SMS");
    case desk::Channel::Instagram:
        return Text::tr("Instagram");
    case desk::Channel::WhatsApp:
        return Text::tr("WhatsApp");
    }
    return {};
}

QString statusName(desk::Status status)
{
    switch (status) {
    case desk::Status::Open:
        return Text::tr("Open");
    case desk::Status::Snoozed:
        return Text::tr("Snoozed");
    case desk::Status::Closed:
        return Text::tr("Closed");
    }
    return {};
}

QString priorityName(desk::Priority priority)
{
    switch (priority) {
    case desk::Priority::Low:
        return Text::tr("Low");
    case desk::Priority::Normal:
        return Text::tr("Normal");
    case desk::Priority::High:
        return Text::tr("High");
    case desk::Priority::Urgent:
        return Text::tr("Urgent");
    }
    return {};
}

QString operationName(desk::OperationKind kind)
{
    switch (kind) {
    case desk::OperationKind::Reply:
        return Text::tr("Reply");
    case desk::OperationKind::Note:
        return Text::tr("Internal note");
    case desk::OperationKind::Assign:
        return Text::tr("Assign");
    case desk::OperationKind::SetTeam:
        return Text::tr("Change team");
    case desk::OperationKind::Snooze:
        return Text::tr("Snooze");
    case desk::OperationKind::Close:
        return Text::tr("Close");
    case desk::OperationKind::Reopen:
        return Text::tr("Reopen");
    case desk::OperationKind::AddLabel:
        return Text::tr("Add a label");
    case desk::OperationKind::RemoveLabel:
        return Text::tr("Remove a label");
    case desk::OperationKind::SetPriority:
        return Text::tr("Change priority");
    case desk::OperationKind::MarkRead:
        return Text::tr("Mark read");
    case desk::OperationKind::MarkUnread:
        return Text::tr("Mark unread");
    case desk::OperationKind::MarkSpam:
        return Text::tr("Mark as spam");
    case desk::OperationKind::Restore:
        return Text::tr("Undo");
    case desk::OperationKind::NotSpam:
        return Text::tr("Not spam");
    }
    return {};
}

} // namespace models
