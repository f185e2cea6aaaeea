#include "store/replay.h"

#include "store/desk_time.h"
#include "store/json_text.h"
#include "store/taking_back.h"
#include "store/work_file.h"

#include "desk/lifecycle.h"
#include "desk/other_ticket.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
std::optional<desk::Ticket> shadowOf(sql::Connection& db, const desk::TicketId& id)
{
    sql::Statement rows = db.query(u"SELECT body FROM shadow WHERE ticket = ?"_s, id.value());
    if (!rows.next())
        return std::nullopt;
    return fromJsonText<desk::Ticket>(rows.bytes(0));
}

void putShadow(sql::Connection& db, const desk::Ticket& ticket)
{
    db.execute(u"INSERT OR REPLACE INTO shadow (ticket, rev, body) VALUES (?, ?, ?)"_s, ticket.id.value(), ticket.rev,
               jsonText(ticket));
}

void dropShadow(sql::Connection& db, const desk::TicketId& id)
{
    db.execute(u"DELETE FROM shadow WHERE ticket = ?"_s, id.value());
}

desk::Instant deskNow(Commit& commit)
{
    return readDeskTime(commit.db).at(commit.now);
}

/// Whether the operation was made for this ticket and not for one that had its number before the desk went back.
bool isMeant(const OutboxRow& row, const desk::Ticket& ticket)
{
    const desk::Instant created = row.operation.ticketCreated;
    return !created.isSet() || created == ticket.created;
}

enum class Arrived { Nothing, Message, Whole };

Arrived arrivedOf(sql::Connection& db, const desk::OperationId& id)
{
    const auto whole = db.value<bool>(u"SELECT whole FROM arrived WHERE operation = ?"_s, id.value());
    return !whole ? Arrived::Nothing : *whole ? Arrived::Whole : Arrived::Message;
}

void putArrived(sql::Connection& db, const desk::OperationId& id, bool whole)
{
    db.execute(u"INSERT OR REPLACE INTO arrived (operation, whole) VALUES (?, ?)"_s, id.value(), whole);
}

QList<OutboxRow> pendingOf(Commit& commit, const desk::Ticket& ticket)
{
    QList<OutboxRow> rows = outboxRows(commit.db, ticket.id);
    for (OutboxRow& row : rows)
        row = commit.acknowledged.value(row.operation.id, row);
    rows.removeIf([&](const OutboxRow& row) {
        return !isReplayed(row.state) || !isMeant(row, ticket) || commit.ended.contains(row.operation.id) ||
               arrivedOf(commit.db, row.operation.id) == Arrived::Whole;
    });
    return rows;
}

desk::Ticket replayed(desk::Ticket ticket, const QList<OutboxRow>& pending, desk::Instant now)
{
    for (const OutboxRow& row : pending)
        ticket = desk::apply(std::move(ticket), row.operation, row.operation.at);
    return desk::afterSnoozeDue(std::move(ticket), now);
}

/// Whether the snapshot that is being taken has not seen the ticket yet: only then can it be another one.
bool isOfBefore(Commit& commit, const TicketRow& row)
{
    const auto gen = commit.db.value<qint64>(u"SELECT gen FROM ticket WHERE key = ?"_s, row.key.value);
    return gen && *gen < commit.state.generation;
}

/// What stood under this number before the snapshot that is being taken. Of the new ticket some may be here already.
void forgetOther(Commit& commit, const TicketRow& other)
{
    QList<MessageRow> thread;
    {
        static const QString sql =
            u"SELECT %1 FROM message WHERE ticket = ? AND (gen < ? OR (id >= 'op:' AND id < 'op;'))"_s.arg(
                messageColumns());
        sql::Statement rows = commit.db.query(sql, other.ticket.id.value(), commit.state.generation);
        while (rows.next())
            thread += messageFrom(rows);
    }
    for (const MessageRow& row : thread)
        commit.messages.remove(row);
    dropShadow(commit.db, other.ticket.id);
    commit.index.remove(Indexed::Ticket, other.key.value, searchText(other.ticket));
    deleteTicket(commit.db, other.key);
    commit.changes.ticket(other.key, other.ticket, std::nullopt);
}
} // namespace

std::optional<desk::Ticket> serverTicket(sql::Connection& db, const desk::TicketId& id)
{
    if (const auto shadow = shadowOf(db, id))
        return shadow;
    const auto row = findTicket(db, id);
    return row ? std::optional(row->ticket) : std::nullopt;
}

void showTicket(Commit& commit, const std::optional<TicketRow>& before, const desk::Ticket& after, bool past)
{
    const auto old = before ? std::optional(before->ticket) : std::nullopt;
    const TicketKey key = putTicket(commit.db, before ? before->key : TicketKey(), old, after, commit.state.generation);
    const QString oldText = old ? searchText(*old) : QString();
    const QString newText = searchText(after);
    if (oldText != newText) {
        if (old)
            commit.index.remove(Indexed::Ticket, key.value, oldText);
        commit.index.add(Indexed::Ticket, key.value, newText);
    }
    commit.changes.ticket(key, old, after, past);
}

void showLocally(Commit& commit, const TicketRow& before, const desk::Ticket& after)
{
    const auto gen = commit.db.value<qint64>(u"SELECT gen FROM ticket WHERE key = ?"_s, before.key.value);
    showTicket(commit, before, after, false);
    if (gen && *gen < commit.state.generation)
        commit.db.execute(u"UPDATE ticket SET gen = ? WHERE key = ?"_s, *gen, before.key.value);
}

void setServerTicket(Commit& commit, const desk::Ticket& ticket, bool past)
{
    auto before = findTicket(commit.db, ticket.id);
    if (before && before->ticket.created != ticket.created) {
        // The number was another ticket's in a time that the desk has lost: nothing of that one stays under it.
        if (isOfBefore(commit, *before)) {
            forgetOther(commit, *before);
            before.reset();
        } else if (desk::isAnother(before->ticket, ticket)) {
            return noteAnotherTicket(commit.db); // the snapshot that this brings about has the new one
        }
    }
    const QList<OutboxRow> pending = pendingOf(commit, ticket);
    if (pending.isEmpty()) {
        dropShadow(commit.db, ticket.id);
        showTicket(commit, before, ticket, past);
    } else {
        putShadow(commit.db, ticket);
        showTicket(commit, before, replayed(ticket, pending, deskNow(commit)), past);
    }
    if (before)
        return;
    // What was written to a ticket that is not here yet: out of a damaged file, or before a sweep.
    for (const OutboxRow& row : outboxRows(commit.db, ticket.id))
        showOptimistic(commit, row);
}

void replay(Commit& commit, const desk::TicketId& id)
{
    const auto row = findTicket(commit.db, id);
    if (!row)
        return;
    const auto shadow = shadowOf(commit.db, id);
    const desk::Ticket truth = shadow ? *shadow : row->ticket;
    const QList<OutboxRow> pending = pendingOf(commit, truth);
    if (pending.isEmpty())
        dropShadow(commit.db, id);
    else if (!shadow)
        putShadow(commit.db, truth);
    const desk::Ticket shown = pending.isEmpty() ? truth : replayed(truth, pending, deskNow(commit));
    if (shown != row->ticket)
        showLocally(commit, *row, shown);
}

void forgetTicket(Commit& commit, const desk::TicketId& id)
{
    QList<MessageRow> thread;
    {
        static const QString sql = u"SELECT %1 FROM message WHERE ticket = ?"_s.arg(messageColumns());
        sql::Statement rows = commit.db.query(sql, id.value());
        while (rows.next())
            thread += messageFrom(rows);
    }
    for (const MessageRow& row : thread)
        commit.messages.remove(row);
    commit.db.execute(u"DELETE FROM thread_range WHERE ticket = ?"_s, id.value());
    dropShadow(commit.db, id);
    const auto row = findTicket(commit.db, id);
    if (!row)
        return;
    commit.index.remove(Indexed::Ticket, row->key.value, searchText(row->ticket));
    deleteTicket(commit.db, row->key);
    commit.changes.ticket(row->key, row->ticket, std::nullopt);
}

void showOptimistic(Commit& commit, const OutboxRow& row)
{
    const auto ticket = findTicket(commit.db, row.operation.ticket);
    if (!ticket || !isMeant(row, ticket->ticket) || arrivedOf(commit.db, row.operation.id) != Arrived::Nothing)
        return;
    const auto me = signedInAgent(commit.db);
    const auto message = optimisticMessage(row, ticket->ticket, me ? me->name : QString());
    if (!message)
        return;
    if (const auto old = findMessage(commit.db, message->id))
        commit.messages.replace(*old, *message);
    else
        commit.messages.insert(*message);
}

void hideOptimistic(Commit& commit, const desk::OperationId& id)
{
    if (const auto row = findMessage(commit.db, optimisticId(id)))
        commit.messages.remove(*row);
}

void dropOperation(Commit& commit, const OutboxRow& row)
{
    putArrived(commit.db, row.operation.id, true);
    commit.ended.insert(row.operation.id);
    hideOptimistic(commit, row.operation.id);
    commit.stale.insert(row.operation.ticket);
    commit.changes.flags.outbox = true;
}

QList<OutboxRow> doubtReceipts(sql::Connection& db)
{
    QList<OutboxRow> rows = outboxRows(db);
    rows.removeIf([](const OutboxRow& row) { return row.state != OutboxState::Acknowledged; });
    if (rows.isEmpty())
        return rows;
    WorkChange change(db);
    for (OutboxRow& row : rows) {
        row.state = OutboxState::Queued;
        row.inDoubt = true;
        row.receiptSeq = 0;
        updateOutbox(db, row);
    }
    change.commit();
    return rows;
}

namespace
{
/// The echo is a message of the thread. The ticket's own new version stands beside it in the feed, but a page may end
/// between the two: then the operation is replayed on until the next page.
void settleEcho(Commit& commit, OutboxRow row, qint64 rev, qint64 cursor)
{
    const auto truth = serverTicket(commit.db, row.operation.ticket);
    if (row.state == OutboxState::TakingBack)
        tellTooLate(commit, row);
    const bool whole = commit.seenTickets.contains(row.operation.ticket) || !truth || truth->rev >= rev;
    if (whole)
        return dropOperation(commit, row);
    if (row.state == OutboxState::Acknowledged)
        return;
    row.state = OutboxState::Acknowledged;
    row.receiptSeq = std::max(rev, cursor + 1);
    putArrived(commit.db, row.operation.id, false);
    commit.acknowledged.insert(row.operation.id, row);
    commit.stale.insert(row.operation.ticket);
    commit.changes.flags.outbox = true;
}
} // namespace

void settle(Commit& commit, qint64 cursor)
{
    for (auto [id, rev] : commit.echoes.asKeyValueRange()) {
        if (const auto row = findOutbox(commit.db, id))
            settleEcho(commit, *row, rev, cursor);
    }
    for (const OutboxRow& row : outboxRows(commit.db)) {
        const bool passed = row.state == OutboxState::Acknowledged && row.receiptSeq <= cursor;
        if (passed && !commit.ended.contains(row.operation.id))
            dropOperation(commit, row);
    }
}

namespace
{
/// What shows an operation that is not in the outbox any more.
void hideOrphans(Commit& commit, const QList<OutboxRow>& outbox)
{
    QSet<QString> known;
    for (const OutboxRow& row : outbox)
        known.insert(optimisticId(row.operation.id).value());
    QList<MessageRow> orphans;
    {
        static const QString sql = u"SELECT %1 FROM message WHERE id >= 'op:' AND id < 'op;'"_s.arg(messageColumns());
        sql::Statement rows = commit.db.query(sql);
        while (rows.next()) {
            MessageRow row = messageFrom(rows);
            if (!known.contains(row.message.id.value()))
                orphans += std::move(row);
        }
    }
    for (const MessageRow& row : orphans)
        commit.messages.remove(row);
}
} // namespace

void catchUp(Commit& commit)
{
    const QList<OutboxRow> outbox = outboxRows(commit.db);
    hideOrphans(commit, outbox);
    for (const OutboxRow& row : outbox) {
        if (arrivedOf(commit.db, row.operation.id) == Arrived::Whole)
            commit.ended.insert(row.operation.id);
        showOptimistic(commit, row);
        commit.stale.insert(row.operation.ticket);
    }
    sql::Statement shadows = commit.db.query(u"SELECT ticket FROM shadow"_s);
    while (shadows.next())
        commit.stale.insert(desk::TicketId(shadows.text(0)));
    dropOldArrivals(commit.db);
    commit.changes.flags.outbox = true;
}

void forgetArrival(Commit& commit, const desk::OperationId& id)
{
    if (commit.db.execute(u"DELETE FROM arrived WHERE operation = ? AND whole = 0"_s, id.value()) == 0)
        return;
    if (const auto row = findOutbox(commit.db, id)) {
        showOptimistic(commit, *row);
        commit.changes.flags.outbox = true;
    }
}

void dropOldArrivals(sql::Connection& db)
{
    db.execute(u"DELETE FROM arrived WHERE operation NOT IN (SELECT id FROM outbox)"_s);
}

} // namespace store
