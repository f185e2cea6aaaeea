#include "server/rules/chat.h"

#include "server/rules/chat_history.h"
#include "server/rules/faults.h"
#include "server/rules/inbound.h"
#include "server/rules/secrets.h"
#include "server/store/epochs.h"
#include "server/store/plain_text.h"
#include "server/store/settings.h"
#include "server/store/writing.h"

#include "desk/invisible.h"
#include "desk/reply_rules.h"

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::FaultKind;
using store::keyOf;
using store::Result;

namespace
{

struct ChatRow {
    QString key;
    qint64 profile = 0;
    qint64 ticket = 0;
};

std::optional<ChatRow> findSession(sql::Connection& sql, const QString& session, bool isLocked)
{
    if (session.isEmpty())
        return std::nullopt;
    const QString key = chatSessionKey(session);
    auto rows = sql.query(isLocked ? u"SELECT profile, ticket FROM chat_sessions WHERE id = ? {for update}"_s
                                   : u"SELECT profile, ticket FROM chat_sessions WHERE id = ?"_s,
                          key);
    if (!rows.next())
        return std::nullopt;
    return ChatRow{key, rows.integer(0), rows.integer(1)};
}

/// The session's row, locked; made when it has none yet. Only what chatSession() keeps becomes a session.
std::optional<ChatRow> openSession(sql::Connection& sql, const QString& session, desk::Instant now)
{
    auto row = findSession(sql, session, true);
    if (row || !isToken(session))
        return row;
    sql.execute(u"INSERT INTO chat_sessions (id, profile, ticket, created) VALUES (?, 0, 0, ?) "
                "ON CONFLICT (id) DO NOTHING"_s,
                chatSessionKey(session), now.ms);
    return findSession(sql, session, true);
}

store::Fault unknownSession()
{
    return fault(FaultKind::SignedOut, "unknown-session", "This conversation is not known any more. Start a new one.");
}

/// The visitor's own, complete, not yet sent upload, locked; nullopt for anything else.
std::optional<desk::Attachment> ownUpload(sql::Connection& sql, const QString& key, qint64 id)
{
    auto rows = sql.query(u"SELECT name, mime, size, content_id, sha256 FROM attachments "
                          "WHERE id = ? AND session = ? AND message = 0 AND uploaded = size {for update}"_s,
                          id, key);
    if (!rows.next())
        return std::nullopt;
    return desk::Attachment{
        store::idOf<desk::AttachmentId>(id), rows.text(0), rows.text(1), rows.integer(2), rows.text(3), rows.text(4)};
}

/// The desk's messages up to `last` that the visitor has not seen; none without a session.
QList<qint64> unseenBy(sql::Connection& sql, const std::optional<ChatRow>& row, qint64 last)
{
    QList<qint64> ids;
    if (!row)
        return ids;
    const auto standing = store::standingIn(sql, row->ticket, last);
    if (!standing)
        return ids;
    auto rows = sql.query(u"SELECT id FROM messages WHERE ticket = ? AND "
                          "(place, id) <= (CAST(? AS BIGINT), CAST(? AS BIGINT)) AND kind = 'message' "
                          "AND outbound = 1 AND delivery IN ('sent', 'delivered') ORDER BY place, id"_s,
                          row->ticket, standing->place, standing->id);
    while (rows.next())
        ids.append(rows.integer(0));
    return ids;
}

/// CHAT-1: outside the hours a new conversation is answered at once.
void answerAutomatically(store::FeedTransaction& transaction, const desk::TicketId& ticket, desk::Instant now)
{
    sql::Connection& sql = transaction.sql();
    if (store::heldSince(sql).isSet()) // DESK-6: nothing goes out by itself
        return;
    const auto hours = store::officeHours(sql);
    if (!hours || hours->isOpen(now) || hours->closedNotice.isEmpty())
        return;
    desk::Message message;
    message.ticket = ticket;
    message.direction = desk::Direction::Outbound;
    message.channel = desk::Channel::WebChat;
    message.authorKind = desk::AuthorKind::System;
    message.authorName = store::deskName(sql);
    message.at = now;
    message.text = hours->closedNotice;
    message.delivery = desk::Delivery::Sent;
    message.eventKind = u"autoreply"_s;
    store::insertMessage(transaction, message);
    sql.execute(u"UPDATE tickets SET message_count = message_count + 1 WHERE id = ?"_s, keyOf(ticket));
}

InboundMessage inboundOf(const ChatRow& row, const QString& client, const QString& text, desk::Instant now)
{
    InboundMessage message;
    message.channel = desk::Channel::WebChat;
    message.from = u"visitor:"_s + row.key.left(24);
    message.fromName = tr("Visitor %1").arg(row.key.left(4).toUpper());
    message.externalId = row.key + u':' + client;
    message.text = text;
    message.at = now;
    return message;
}

} // namespace

QString chatSession(const QString& given)
{
    return isToken(given) ? given : randomToken();
}

QString chatSessionKey(const QString& session)
{
    return tokenHash(session);
}

std::optional<ChatMessage> forVisitor(const desk::Message& message)
{
    if (message.kind != desk::MessageKind::Message)
        return std::nullopt;
    ChatMessage result;
    result.id = message.id.value();
    result.conversation = message.ticket.value();
    result.place = message.place;
    result.from = message.authorKind == desk::AuthorKind::Customer ? u"visitor"_s
                  : message.authorKind == desk::AuthorKind::Agent  ? u"agent"_s
                                                                   : u"system"_s;
    result.name = message.authorName;
    result.text = message.text;
    result.at = message.at;
    result.attachments = message.attachments;
    return result;
}

Result<ChatWelcome> chatHello(store::Store& store, const QString& given, desk::Instant now)
{
    const QString session = chatSession(given);
    return store.read([&](sql::Connection& sql) -> ChatWelcome {
        ChatWelcome welcome;
        welcome.desk = store::deskName(sql);
        const auto hours = store::officeHours(sql);
        welcome.open = !hours || hours->isOpen(now);
        welcome.opens = hours ? hours->opensNext(now) : desk::Instant();
        welcome.notice = welcome.open ? QString() : hours->closedNotice;
        welcome.session = session;
        const auto row = findSession(sql, session, false);
        if (!row)
            return welcome;
        const auto ticket = store::findTicket(sql, row->ticket);
        welcome.closed = ticket && ticket->status == desk::Status::Closed;
        welcome.latest = chatHistory(sql, row->profile, {});
        return welcome;
    });
}

Result<ChatReceipt> chatSend(store::Store& store, const QString& session, const QString& client, const QString& text,
                             const QStringList& attachments, desk::Instant now)
{
    if (desk::showsNothing(text) && attachments.isEmpty())
        return fault(FaultKind::Refused, "empty-message", "There is nothing to send: write a text or add a file.");
    if (!desk::measure(desk::Channel::WebChat, text).fits)
        return fault(FaultKind::Refused, "too-long", "The message is too long. Shorten it, then send it again.");
    if (client.isEmpty() || client.size() > 100 || store::hasForbidden(client) || attachments.size() > 20)
        return fault(FaultKind::Invalid, "bad-message", "The message cannot be read.");
    return store.write([&](store::FeedTransaction& transaction) -> Result<ChatReceipt> {
        sql::Connection& sql = transaction.sql();
        const auto row = openSession(sql, session, now);
        if (!row)
            return unknownSession();
        InboundMessage message = inboundOf(*row, client, text, now);
        const bool isKnown = sql.value<qint64>(u"SELECT message FROM message_sources WHERE channel = 'webchat' "
                                               "AND source = ?"_s,
                                               message.externalId)
                                 .has_value();
        for (const QString& id : attachments) {
            const auto file = isKnown ? std::nullopt : ownUpload(sql, row->key, store::numberOf(id));
            if (!file && !isKnown)
                return fault(FaultKind::Refused, "no-such-attachment",
                             "A file of this message is not on the server. Attach it anew.");
            if (file && !message.attachments.contains(*file))
                message.attachments.append(*file);
        }
        const auto receipt = receiveIn(transaction, sql, message);
        if (!receipt)
            return receipt.fault();
        if (receipt->newTicket && !receipt->repeated)
            answerAutomatically(transaction, receipt->ticket, now);
        if (!receipt->repeated)
            sql.execute(u"UPDATE chat_sessions SET profile = ?, ticket = ? WHERE id = ?"_s, keyOf(receipt->profile),
                        keyOf(receipt->ticket), row->key);
        return ChatReceipt{receipt->message.value(), receipt->ticket, receipt->newTicket, receipt->repeated,
                           transaction.stamp()};
    });
}

Result<store::Done> chatSeen(store::Store& store, const QString& session, const QString& message)
{
    const qint64 last = store::numberOf(message);
    const auto unseen =
        store.read([&](sql::Connection& sql) { return unseenBy(sql, findSession(sql, session, false), last); });
    if (!unseen || unseen->isEmpty()) // mostly: then nobody waits for the writer
        return unseen ? Result<store::Done>(store::Done{}) : unseen.fault();
    return store.write([&](store::FeedTransaction& transaction) -> store::Done {
        sql::Connection& sql = transaction.sql();
        for (qint64 id : unseenBy(sql, findSession(sql, session, true), last)) {
            sql.execute(u"UPDATE messages SET delivery = 'read' WHERE id = ?"_s, id);
            transaction.touch(desk::EntityKind::Message, id);
        }
        return {};
    });
}

Result<store::Done> openChat(store::Store& store, const QString& session, desk::Instant now)
{
    const auto known = store.read([&](sql::Connection& sql) { return findSession(sql, session, false).has_value(); });
    if (!known || *known)
        return known ? Result<store::Done>(store::Done{}) : known.fault();
    return store.write([&](store::FeedTransaction& transaction) -> Result<store::Done> {
        if (!openSession(transaction.sql(), session, now))
            return unknownSession();
        return store::Done{};
    });
}

Result<desk::TicketId> chatTicket(store::Store& store, const QString& session)
{
    return store.read([&](sql::Connection& sql) -> Result<desk::TicketId> {
        const auto row = findSession(sql, session, false);
        if (!row)
            return unknownSession();
        return store::idOf<desk::TicketId>(row->ticket);
    });
}

Result<QString> chatSessionOf(store::Store& store, const desk::TicketId& ticket)
{
    return store.read([&](sql::Connection& sql) -> QString {
        return sql.value<QString>(u"SELECT id FROM chat_sessions WHERE ticket = ?"_s, keyOf(ticket))
            .value_or(QString());
    });
}

} // namespace server::rules
