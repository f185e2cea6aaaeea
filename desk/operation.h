#pragma once
// An action of an agent on one ticket: made on the client, executed once by the server (BEY-2, docs/protocol.md).

#include "desk/ids.h"
#include "desk/instant.h"
#include "desk/message.h"
#include "desk/ticket.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

enum class OperationKind {
    Reply,   ///< text / html / attachments to the customer; `then` runs only after the send (THR-6)
    Note,    ///< THR-7
    Assign,  ///< `assignee`; empty id = unassign
    SetTeam, ///< `team`; empty id = none
    Snooze,  ///< `until`; unset = until the customer writes
    Close,
    Reopen,
    AddLabel, ///< `label`
    RemoveLabel,
    SetPriority,
    MarkRead, ///< up to `seen`
    MarkUnread,
    MarkSpam,
    NotSpam,
    Restore ///< undo of what is with the desk already: what differs between `after` and `before` goes back (BEY-12)
};
QString toString(OperationKind kind);
std::optional<OperationKind> operationKindFrom(QStringView name);

/// What follows a reply once it is sent (THR-6).
enum class ThenDo { Nothing, Close, Snooze };
QString toString(ThenDo then);
std::optional<ThenDo> thenDoFrom(QStringView name);

/// What agents set on a ticket and an undo brings back exactly. Labels are not part of it: adding and removing one are
/// each other's exact reverse.
struct TicketState {
    Status status = Status::Open;
    Instant snoozedUntil;
    bool returnedFromSnooze = false;
    Instant closed;
    bool spam = false;
    Priority priority = Priority::Normal;
    AgentId assignee;
    TeamId team;

    bool operator==(const TicketState&) const = default;
};
TicketState stateOf(const Ticket& ticket);

struct Operation {
    OperationId id;
    TicketId ticket;
    OperationKind kind = OperationKind::Note;
    AgentId by; ///< who acts; the server takes it from the token, never from the body
    Instant at; ///< when the agent acted, the client's clock
    QString text;
    QString html;
    QList<Attachment> attachments; ///< uploaded ones
    MessageId seen;                ///< stale-send guard: the last message that the author had on screen
    bool sendAnyway = false;       ///< the author has seen the newer messages and sends all the same
    AgentId assignee;
    TeamId team;
    LabelId label;
    Priority priority = Priority::Normal;
    Instant until;
    ThenDo then = ThenDo::Nothing;
    Instant ticketCreated; ///< of the ticket that is meant: ids of a restored desk may be another customer's (DESK-6)
    QString cursor;        ///< how far the author's client had followed the feed: says whose numbers `seen` is
    std::optional<TicketState> before; ///< Restore: what stood there before the undone action ...
    std::optional<TicketState> after;  ///< ... and what it left: only what still stands so is brought back

    bool operator==(const Operation&) const = default;
};

/// True for what an agent has written: it is shown where one writes and never lost without a word.
inline bool isWritten(const Operation& operation)
{
    return operation.kind == OperationKind::Reply || operation.kind == OperationKind::Note;
}

/// The first field with a meaning that this kind of operation does not have (`until` of a close); empty = none. Whoever
/// executes it would leave that meaning out.
QString misplacedField(const Operation& operation);

} // namespace desk
