#pragma once
// Messages and tickets as sentences, for screen readers and plain lists.

#include "desk/message.h"
#include "desk/operation.h"
#include "desk/ticket.h"

#include <QString>

namespace models
{

/// "Anna Smit wrote, 12 March 2026 12:03: text", "Note by ...", or the event line's words.
QString spokenMessage(const desk::Message& message);
/// "Unread. Anna Smit: subject. E-mail, open, updated ..."
QString spokenTicket(const desk::Ticket& ticket, bool draft, bool pending, bool undecided);
/// A word for people: "Sent", "Failed" ...; empty for Delivery::None.
QString deliveryName(desk::Delivery delivery);
QString channelName(desk::Channel channel);
QString statusName(desk::Status status);
QString priorityName(desk::Priority priority);
/// What an operation does: "Reply", "Close" ...
QString operationName(desk::OperationKind kind);

} // namespace models
