#include "store/outbox_rows.h"

#include "store/json_text.h"
#include "store/message_rows.h"

#include <QSet>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QString select(const QString& rest)
{
    return u"SELECT position, operation, files, state, created, not_before, attempts, reason_code, reason, newer, "
           "receipt, in_doubt, ticket_created, requester, epoch FROM outbox "_s +
           rest;
}

OutboxState stateFrom(qint64 number)
{
    if (number < 0 || number > qint64(OutboxState::TakingBack))
        return OutboxState::Parked;
    return OutboxState(number);
}

} // namespace

QString outboxSelect()
{
    return select(QString());
}

OutboxRow outboxFrom(const sql::Statement& row)
{
    OutboxRow result;
    result.position = row.integer(0);
    result.operation = fromJsonText<desk::Operation>(row.bytes(1)).value_or(desk::Operation());
    result.files = filesFrom(row.bytes(2));
    result.state = stateFrom(row.integer(3));
    result.created.ms = row.integer(4);
    result.notBefore.ms = row.integer(5);
    result.attempts = static_cast<int>(row.integer(6));
    result.reasonCode = row.text(7);
    result.reason = row.text(8);
    result.newer = listFromJsonText<desk::Message>(row.bytes(9));
    result.receiptSeq = row.integer(10);
    result.inDoubt = row.get<bool>(11);
    result.ticketCreated.ms = row.integer(12);
    result.requester = desk::ProfileId(row.text(13));
    result.epoch = row.text(14);
    return result;
}

namespace
{
QList<OutboxRow> rowsFrom(sql::Statement rows)
{
    QList<OutboxRow> list;
    while (rows.next())
        list += outboxFrom(rows);
    return list;
}

desk::Delivery deliveryOf(OutboxState state)
{
    switch (state) {
    case OutboxState::Held:
    case OutboxState::Queued:
        return desk::Delivery::Queued;
    case OutboxState::Sending:
    case OutboxState::TakingBack:
    case OutboxState::Acknowledged:
        return desk::Delivery::Sending;
    case OutboxState::Parked:
        return desk::Delivery::Failed;
    }
    return desk::Delivery::Queued;
}
} // namespace

QList<OutboxRow> outboxRows(sql::Connection& db)
{
    return rowsFrom(db.query(select(u"ORDER BY position"_s)));
}

QList<OutboxRow> outboxRows(sql::Connection& db, const desk::TicketId& ticket)
{
    return rowsFrom(db.query(select(u"WHERE ticket = ? ORDER BY position"_s), ticket.value()));
}

std::optional<OutboxRow> findOutbox(sql::Connection& db, const desk::OperationId& id)
{
    const QList<OutboxRow> rows = rowsFrom(db.query(select(u"WHERE id = ?"_s), id.value()));
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

qint64 insertOutbox(sql::Connection& db, const OutboxRow& row)
{
    const auto position = db.value<qint64>(
        u"INSERT INTO outbox (id, ticket, state, created, not_before, attempts, reason_code, reason, receipt, "
        "operation, files, chosen_files, newer, in_doubt, ticket_created, requester, epoch) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING position"_s,
        row.operation.id.value(), row.operation.ticket.value(), int(row.state), row.created.ms, row.notBefore.ms,
        row.attempts, row.reasonCode, row.reason, row.receiptSeq, jsonText(row.operation), filesText(row.files),
        filesText(row.files), jsonListText(row.newer), row.inDoubt, row.ticketCreated.ms, row.requester.value(),
        row.epoch);
    return position.value_or(0);
}

void updateOutbox(sql::Connection& db, const OutboxRow& row)
{
    db.execute(u"UPDATE outbox SET id = ?, state = ?, not_before = ?, attempts = ?, reason_code = ?, reason = ?, "
               "receipt = ?, operation = ?, files = ?, newer = ?, in_doubt = ?, ticket_created = ?, requester = ?, "
               "epoch = ? WHERE position = ?"_s,
               row.operation.id.value(), int(row.state), row.notBefore.ms, row.attempts, row.reasonCode, row.reason,
               row.receiptSeq, jsonText(row.operation), filesText(row.files), jsonListText(row.newer), row.inDoubt,
               row.ticketCreated.ms, row.requester.value(), row.epoch, row.position);
}

void deleteOutbox(sql::Connection& db, const desk::OperationId& id)
{
    db.execute(u"DELETE FROM outbox WHERE id = ?"_s, id.value());
}

QList<desk::DraftFile> chosenFiles(sql::Connection& db, const desk::OperationId& id)
{
    return filesFrom(
        db.value<QByteArray>(u"SELECT chosen_files FROM outbox WHERE id = ?"_s, id.value()).value_or(QByteArray()));
}

QList<OutboxRow> laneHeads(sql::Connection& db)
{
    return rowsFrom(db.query(select(u"WHERE position IN (SELECT min(position) FROM outbox WHERE state <> ? "
                                    "GROUP BY ticket, ticket_created) "
                                    "ORDER BY position"_s),
                             int(OutboxState::Acknowledged)));
}

bool isDue(const OutboxRow& row, desk::Instant now)
{
    const qint64 longest = row.state == OutboxState::Held ? kLongestHold : kLongestWait;
    return row.notBefore <= now || row.notBefore - now > longest;
}

bool isReplayed(OutboxState state)
{
    return state != OutboxState::Parked;
}

std::optional<desk::Message> optimisticMessage(const OutboxRow& row, const desk::Ticket& ticket,
                                               const QString& authorName)
{
    const desk::Operation& operation = row.operation;
    const bool reply = operation.kind == desk::OperationKind::Reply;
    if (!reply && operation.kind != desk::OperationKind::Note)
        return std::nullopt;
    desk::Message message;
    message.id = optimisticId(operation.id);
    message.ticket = operation.ticket;
    message.kind = reply ? desk::MessageKind::Message : desk::MessageKind::Note;
    message.direction = desk::Direction::Outbound;
    message.channel = ticket.channel;
    message.authorKind = desk::AuthorKind::Agent;
    message.author = operation.by;
    message.authorName = authorName;
    message.at = operation.at;
    message.text = operation.text;
    message.html = operation.html;
    message.delivery = deliveryOf(row.state);
    message.failure = row.state == OutboxState::Parked ? row.reason : QString();
    message.operation = operation.id;
    message.attachments = operation.attachments;
    for (const desk::DraftFile& file : row.files)
        message.attachments += desk::Attachment{{}, file.name, file.mime, file.size, {}, {}};
    return message;
}

} // namespace store
