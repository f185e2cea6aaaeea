#pragma once
// What a busy desk says over its stream.

#include "desk/instant.h"
#include "desk/ticket.h"

#include <QByteArray>

namespace bench
{

/// A frame of two lines behind the cursor `from`: the customer of `ticket` has written, and the ticket as the server
/// has it then. Newer than whatever the file has of it.
QByteArray news(desk::Ticket ticket, qint64 from, desk::Instant at);

} // namespace bench
