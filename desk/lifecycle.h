#pragma once
// The life cycle of a ticket as pure functions (TKT-1 to TKT-8): the server decides with them, the client shows the
// same result at once. Each returns the new state; nothing is stored here.

#include "desk/message.h"
#include "desk/operation.h"
#include "desk/people.h"
#include "desk/ticket.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// Where an inbound message goes.
enum class InboundRoute { NewTicket, Join };

/// What is known about the ticket that an inbound message could belong to: the newest one of the same person and
/// recipient on the channel, for mail the one whose thread it answers. nullopt = there is none.
/// TKT-3 webchat: joins while not closed, never reopens. TKT-4 mail and TKT-5 SMS / WhatsApp: always joins.
/// TKT-6 Instagram: joins while not closed.
InboundRoute routeInbound(Channel channel, const std::optional<Status>& existing);

/// The ticket after an inbound customer message, which stands at the end of the thread: TKT-4, TKT-5, TKT-7 reopen or
/// wake it; spam stays spam.
Ticket afterInbound(Ticket ticket, const Message& message);

/// A refusal with a reason for people and a stable word for programs.
struct Refusal {
    QString code;    ///< closed-already, not-snoozed, snooze-in-past, empty-text, too-long, unknown-label ...
    QString message; ///< for people

    bool operator==(const Refusal&) const = default;
};

/// nullopt = allowed now. Idempotent no-changes (close of a closed one) are allowed and change nothing.
std::optional<Refusal> mayApply(const Ticket& ticket, const Operation& operation, Instant now);

/// The ticket after the operation, as the server would leave it (ids of new messages are not known here). The client
/// replays pending operations with it over the server's state. Does not touch `rev`.
Ticket apply(Ticket ticket, const Operation& operation, Instant now);

/// Whether status, snooze and the mark of its return are the same (when it was closed is not asked).
bool isSameStage(const TicketState& a, const TicketState& b);

/// The ticket after its snooze time has come (TKT-2): open, on top, marked as returned. Unchanged if not due.
Ticket afterSnoozeDue(Ticket ticket, Instant now);

/// TKT-2: the offered snooze times for a local time zone.
enum class SnoozeChoice { LaterToday, Tomorrow, NextMonday, OneWeek, UntilCustomerWrites };
Instant snoozeTime(SnoozeChoice choice, const QDateTime& localNow);

/// TKT-11: the event lines that a change of a ticket writes into its thread (names filled by the caller's look-up).
struct EventLine {
    QString kind; ///< status, assignee, team, label-added, label-removed, priority, spam, snooze, returned
    QString from;
    QString to; ///< wire words and ids; of a snooze the time in ms, or "customer"

    bool operator==(const EventLine&) const = default;
};
QList<EventLine> eventLines(const Ticket& before, const Ticket& after);

} // namespace desk
