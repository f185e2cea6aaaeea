#pragma once
// Queued actions as rows. A ticket is a lane: its rows go in the order of their creation, one at a time.

#include "sql/connection.h"
#include "store/outbox_row.h"

#include <QList>

#include <optional>

namespace store
{

/// A SELECT of all rows, for outboxFrom().
QString outboxSelect();
OutboxRow outboxFrom(const sql::Statement& row);

/// In the order of their creation.
QList<OutboxRow> outboxRows(sql::Connection& db);
QList<OutboxRow> outboxRows(sql::Connection& db, const desk::TicketId& ticket);
std::optional<OutboxRow> findOutbox(sql::Connection& db, const desk::OperationId& id);

/// The new row's place in the order.
qint64 insertOutbox(sql::Connection& db, const OutboxRow& row);
/// Writes everything but position, ticket and the files that were chosen; the operation's id may change.
void updateOutbox(sql::Connection& db, const OutboxRow& row);
void deleteOutbox(sql::Connection& db, const desk::OperationId& id);

/// The files that the agent chose, uploaded or not: what goes back into the draft.
QList<desk::DraftFile> chosenFiles(sql::Connection& db, const desk::OperationId& id);

/// The first row of each lane that the server has not yet: it alone may go.
QList<OutboxRow> laneHeads(sql::Connection& db);

/// Whether a row that waits may go at `now`; notBefore is wall time, and a clock may be set.
bool isDue(const OutboxRow& row, desk::Instant now);

/// Whether the operation still shapes the ticket that the agent sees: the server may yet execute it, or has.
bool isReplayed(OutboxState state);

/// The message that shows a reply or note until the server's comes; nullopt for other operations.
std::optional<desk::Message> optimisticMessage(const OutboxRow& row, const desk::Ticket& ticket,
                                               const QString& authorName);

} // namespace store
