#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace models
{

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("models::Words", text);
}

QString timeOf(desk::Instant at)
{
    return QLocale().toString(at.utc().toLocalTime(), QLocale::ShortFormat);
}

QString authorOf(const desk::Message& message)
{
    if (!message.authorName.isEmpty())
        return message.authorName;
    return message.authorKind == desk::AuthorKind::System ? tr("The desk") : tr("Unknown");
}

QString spokenEvent(const desk::Message& message)
{
    QString what = message.text;
    if (what.isEmpty() && !message.eventFrom.isEmpty() && !message.eventTo.isEmpty())
        what = tr("%1 changed from %2 to %3").arg(message.eventKind, message.eventFrom, message.eventTo);
    else if (what.isEmpty())
        what = (message.eventKind + u' ' + message.eventTo).trimmed();
    return tr("%1, %2: %3").arg(authorOf(message), timeOf(message.at), what);
}

} // namespace

QString spokenMessage(const desk::Message& message)
{
    if (message.kind == desk::MessageKind::Event)
        return spokenEvent(message);
    const QString head = message.kind == desk::MessageKind::Note
                             ? tr("Internal note by %1, %2").arg(authorOf(message), timeOf(message.at))
                         : message.direction == desk::Direction::Outbound
                             ? tr("Answer by %1, %2").arg(authorOf(message), timeOf(message.at))
                             : tr("%1 wrote, %2").arg(authorOf(message), timeOf(message.at));
    QStringList parts{head + u": "_s + message.text};
    for (const desk::Attachment& attachment : message.attachments)
        parts.append(tr("Attachment: %1").arg(attachment.name));
    if (const QString state = deliveryName(message.delivery); !state.isEmpty())
        parts.append(message.failure.isEmpty() ? state : state + u": "_s + message.failure);
    return parts.join(u". "_s);
}

QString spokenTicket(const desk::Ticket& ticket, bool draft, bool pending)
{
    QStringList parts;
    if (ticket.unread)
        parts.append(tr("Unread"));
    parts.append(ticket.requesterName.isEmpty() ? tr("Unknown") : ticket.requesterName);
    parts.append(ticket.subject);
    if (!ticket.snippet.isEmpty() && ticket.snippet != ticket.subject)
        parts.append(ticket.snippet);
    parts.append(channelName(ticket.channel));
    parts.append(statusName(ticket.status));
    if (ticket.priority != desk::Priority::Normal)
        parts.append(tr("Priority %1").arg(priorityName(ticket.priority)));
    parts.append(timeOf(ticket.updated));
    if (draft)
        parts.append(tr("Has a draft"));
    if (pending)
        parts.append(tr("Waits to be sent"));
    return parts.join(u", "_s);
}

QString deliveryName(desk::Delivery delivery)
{
    switch (delivery) {
    case desk::Delivery::None:
        return {};
    case desk::Delivery::Queued:
        return tr("Queued");
    case desk::Delivery::Sending:
        return tr("Sending");
    case desk::Delivery::Sent:
        return tr("Sent");
    case desk::Delivery::Delivered:
        return tr("Delivered");
    case desk::Delivery::Read:
        return tr("Read");
    case desk::Delivery::Failed:
        return tr("Not sent");
    case desk::Delivery::Unconfirmed:
        return tr("Not known whether it was sent");
    }
    return {};
}

QString channelName(desk::Channel channel)
{
    switch (channel) {
    case desk::Channel::WebChat:
        return tr("Web chat");
    case desk::Channel::Email:
        return tr("E-mail");
    case desk::Channel::Sms:
        return tr("SMS");
    case desk::Channel::Instagram:
        return tr("Instagram");
    case desk::Channel::WhatsApp:
        return tr("WhatsApp");
    }
    return {};
}

QString statusName(desk::Status status)
{
    switch (status) {
    case desk::Status::Open:
        return tr("Open");
    case desk::Status::Snoozed:
        return tr("Snoozed");
    case desk::Status::Closed:
        return tr("Closed");
    }
    return {};
}

QString priorityName(desk::Priority priority)
{
    switch (priority) {
    case desk::Priority::Low:
        return tr("Low");
    case desk::Priority::Normal:
        return tr("Normal");
    case desk::Priority::High:
        return tr("High");
    case desk::Priority::Urgent:
        return tr("Urgent");
    }
    return {};
}

QString operationName(desk::OperationKind kind)
{
    switch (kind) {
    case desk::OperationKind::Reply:
        return tr("Reply");
    case desk::OperationKind::Note:
        return tr("Internal note");
    case desk::OperationKind::Assign:
        return tr("Assign");
    case desk::OperationKind::SetTeam:
        return tr("Change team");
    case desk::OperationKind::Snooze:
        return tr("Snooze");
    case desk::OperationKind::Close:
        return tr("Close");
    case desk::OperationKind::Reopen:
        return tr("Reopen");
    case desk::OperationKind::AddLabel:
        return tr("Add a label");
    case desk::OperationKind::RemoveLabel:
        return tr("Remove a label");
    case desk::OperationKind::SetPriority:
        return tr("Change priority");
    case desk::OperationKind::MarkRead:
        return tr("Mark read");
    case desk::OperationKind::MarkUnread:
        return tr("Mark unread");
    case desk::OperationKind::MarkSpam:
        return tr("Mark as spam");
    case desk::OperationKind::NotSpam:
        return tr("Not spam");
    }
    return {};
}

} // namespace models
