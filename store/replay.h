#pragma once
// What the agent sees of a ticket: the server's version with the pending operations replayed over it (docs/protocol.md
// "Operations").

#include "store/commit.h"
#include "store/outbox_rows.h"
#include "store/ticket_rows.h"

namespace store
{

/// The server's version of a ticket: its shadow while operations are pending, else the row.
std::optional<desk::Ticket> serverTicket(sql::Connection& db, const desk::TicketId& id);

/// A newer version came from the server. `past`: from history.
void setServerTicket(Commit& commit, const desk::Ticket& ticket, bool past);

/// Makes the visible row anew from the server's version and what is pending.
void replay(Commit& commit, const desk::TicketId& id);

/// Writes the visible row and tells the index and the changes.
void showTicket(Commit& commit, const std::optional<TicketRow>& before, const desk::Ticket& after, bool past);
/// The same for what only this computer did: a snapshot that is under way has not seen the ticket by that.
void showLocally(Commit& commit, const TicketRow& before, const desk::Ticket& after);

/// Removes a ticket with its thread. Queued operations stay: the server says what becomes of them.
void forgetTicket(Commit& commit, const desk::TicketId& id);

/// Writes the message that shows the row's reply or note; nothing for other operations.
void showOptimistic(Commit& commit, const OutboxRow& row);
void hideOptimistic(Commit& commit, const desk::OperationId& id);

/// Before a complete snapshot: a receipt may be of a time that the desk has lost. What was acknowledged and has not
/// come yet is asked about again, under its uuid: a desk that has executed it answers as before. A commit of the work
/// file, so that no cursor of the new time passes a receipt of the old one; the rows as they are now.
QList<OutboxRow> doubtReceipts(sql::Connection& db);
/// Ends operations whose effects are all here: after the entities were applied. `cursor`: up to where the feed is.
void settle(Commit& commit, qint64 cursor);
/// All of its effect is in the rows: out of the replay now, out of the outbox behind this commit.
void dropOperation(Commit& commit, const OutboxRow& row);

/// Makes the rows agree with the outbox, whatever either missed: a kill between the commits of the two files, a cache
/// that lost its log or is new.
void catchUp(Commit& commit);
/// The message of an operation went away again (the desk went back in time): what still waits is shown anew.
void forgetArrival(Commit& commit, const desk::OperationId& id);
/// Forgets what arrived of operations that have left the outbox.
void dropOldArrivals(sql::Connection& db);

} // namespace store
