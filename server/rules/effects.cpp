#include "server/rules/effects.h"

#include "server/rules/checks.h"
#include "server/rules/faults.h"
#include "server/store/epochs.h"
#include "server/store/marks.h"
#include "server/store/writing.h"

#include "desk/json.h"

#include <QJsonArray>

#include <algorithm>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::keyOf;

namespace
{

QString titleOf(int status)
{
    switch (status) {
    case 404:
        return u"Not Found"_s;
    case 409:
        return u"Conflict"_s;
    case 403:
        return u"Forbidden"_s;
    default:
        return u"Unprocessable Content"_s;
    }
}

OperationAnswer refusalAnswer(const Refused& refused)
{
    QJsonObject body{{"type"_L1, u"about:blank"_s},
                     {"title"_L1, titleOf(refused.status)},
                     {"status"_L1, refused.status},
                     {"code"_L1, refused.code},
                     {"detail"_L1, refused.message}};
    if (refused.status == 409) {
        QJsonArray messages;
        for (const desk::Message& message : refused.newer)
            messages.append(desk::toJson(message));
        body["messages"_L1] = messages;
    }
    return {refused.status, body, false, 0};
}

bool makesMessage(desk::OperationKind kind)
{
    return kind == desk::OperationKind::Reply || kind == desk::OperationKind::Note;
}

bool isMark(desk::OperationKind kind)
{
    return kind == desk::OperationKind::MarkRead || kind == desk::OperationKind::MarkUnread;
}

desk::Message outgoing(const desk::Ticket& ticket, const desk::Operation& operation, const desk::Agent& author,
                       desk::Instant now)
{
    desk::Message message;
    message.ticket = ticket.id;
    message.kind = operation.kind == desk::OperationKind::Note ? desk::MessageKind::Note : desk::MessageKind::Message;
    message.direction = desk::Direction::Outbound;
    message.channel = ticket.channel;
    message.authorKind = desk::AuthorKind::Agent;
    message.author = author.id;
    message.authorName = author.name;
    message.at = now;
    message.text = operation.text;
    if (ticket.channel == desk::Channel::Email && operation.kind == desk::OperationKind::Reply)
        message.html = operation.html;
    message.attachments = operation.attachments;
    message.operation = operation.id;
    return message;
}

void writeMark(store::FeedTransaction& transaction, const desk::Ticket& ticket, const desk::Operation& operation)
{
    const qint64 id = keyOf(ticket.id);
    if (operation.kind == desk::OperationKind::MarkUnread) {
        store::setMark(transaction, operation.by, id, 0, true);
        return;
    }
    sql::Connection& sql = transaction.sql();
    const qint64 newest = sql.value<qint64>(u"SELECT inbound_place FROM tickets WHERE id = ?"_s, id).value_or(0);
    const auto seen = store::standingIn(sql, id, keyOf(operation.seen));
    const qint64 upTo = operation.seen ? seen.value_or(store::Standing{0, 0}).place : newest;
    store::setMark(transaction, operation.by, id, std::min(upTo, newest), false);
}

/// The ticket's own columns, without the two that belong to the reader.
bool isSameRow(desk::Ticket a, desk::Ticket b)
{
    a.unread = b.unread = false;
    a.rev = b.rev = 0;
    return a == b;
}

OperationAnswer receipt(store::FeedTransaction& transaction, const desk::Operation& operation, qint64 ticket,
                        qint64 message)
{
    sql::Connection& sql = transaction.sql();
    const qint64 seq = transaction.stamp();
    QJsonObject body{{"id"_L1, operation.id.value()}, {"seq"_L1, seq}};
    if (message > 0)
        body["message"_L1] = desk::toJson(*store::findMessage(sql, message));
    QList<desk::Ticket> tickets{*store::findTicket(sql, ticket)};
    store::applyMarks(sql, operation.by, tickets);
    body["ticket"_L1] = desk::toJson(tickets.first());
    return {200, body, false, seq};
}

/// Made by a client that followed this desk into a time that it has lost since (DESK-6).
bool isOfLostTime(sql::Connection& sql, const desk::Operation& operation)
{
    if (operation.cursor.isEmpty())
        return false;
    const auto cursor = desk::cursorFrom(operation.cursor);
    return !cursor || !store::isOfThisDesk(sql, *cursor);
}

/// The numbers of uploads are given anew, too.
bool areTheSame(const QList<desk::Attachment>& meant, const QList<desk::Attachment>& found)
{
    return std::equal(meant.begin(), meant.end(), found.begin(), found.end(),
                      [](const desk::Attachment& a, const desk::Attachment& b) { return a.sha256 == b.sha256; });
}

/// Writes everything but the answer; returns the id of the message that was made, or 0.
qint64 writeEffects(store::FeedTransaction& transaction, const desk::Ticket& before, desk::Ticket after,
                    desk::Message message, const Actor& actor, const desk::Operation& operation, desk::Instant now)
{
    if (makesMessage(operation.kind)) {
        store::insertMessage(transaction, message);
        if (message.kind == desk::MessageKind::Message)
            after.lastMessage = message.id;
    }
    if (!isSameRow(before, after)) {
        store::insertEventLines(transaction, before, after, actor.agent, operation.id, now);
        store::updateTicket(transaction, before, after);
    }
    if (operation.kind == desk::OperationKind::Reply || isMark(operation.kind))
        writeMark(transaction, after, operation);
    return keyOf(message.id);
}

} // namespace

store::Result<OperationAnswer> applyOperation(store::FeedTransaction& transaction, const Channels& channels,
                                              const desk::Operation& wanted, desk::Instant now)
{
    sql::Connection& sql = transaction.sql();
    const auto actor = findActor(sql, wanted.by);
    if (!actor)
        return fault(store::FaultKind::NotAllowed, "no-access",
                     "Your account has no access to this desk. Nothing was changed; ask an admin.");
    const auto before = store::lockTicket(sql, keyOf(wanted.ticket));
    if (!before)
        return refusalAnswer({404, u"no-such-ticket"_s, tr("This ticket does not exist."), {}});

    if (wanted.ticketCreated.isSet() && wanted.ticketCreated != before->created)
        return refusalAnswer(
            {409,
             u"other-ticket"_s,
             tr("This desk was restored from a backup, and the number of the ticket that was meant now "
                "belongs to another one. Nothing was done; the text is kept. Find the customer's "
                "ticket and write it there, or discard it."),
             {}});
    const bool isLost = isOfLostTime(sql, wanted);
    if (isLost && isMark(wanted.kind))
        return receipt(transaction, wanted, keyOf(before->id), 0); // what was read is not what is here now

    desk::Operation operation = wanted;
    if (isLost)
        operation.seen = {}; // a number of other messages
    if (auto refused = resolveReferences(sql, operation))
        return refusalAnswer(*refused);
    if (isLost && !areTheSame(wanted.attachments, operation.attachments))
        return refusalAnswer({422,
                              u"no-such-attachment"_s,
                              tr("A file of this message is not on the server. Attach it anew, then send again."),
                              {}});
    if (auto refused = mayExecute(sql, *before, operation, *actor, now))
        return refusalAnswer(*refused);

    desk::Message message = outgoing(*before, operation, actor->agent, now);
    if (operation.kind == desk::OperationKind::Reply) {
        const Dispatch dispatch = channels.dispatch(*before, message);
        if (!dispatch.accepted)
            return refusalAnswer({422, dispatch.code, dispatch.message, {}});
        message.delivery = dispatch.delivery;
    }
    const desk::Ticket after = isMark(operation.kind) ? *before : desk::apply(*before, operation, now);
    const qint64 made = writeEffects(transaction, *before, after, message, *actor, operation, now);
    return receipt(transaction, operation, keyOf(before->id), made);
}

} // namespace server::rules
