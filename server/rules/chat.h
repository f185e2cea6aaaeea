#pragma once
// Web chat conversations (TKT-3, CHAT-1, docs/protocol.md "Web chat"): sessions, history, sending, reading.

#include "server/store/store.h"

#include "desk/message.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace server::rules
{

/// A message as the visitor sees it: no notes, no event lines but automatic answers.
struct ChatMessage {
    QString id;
    QString conversation; ///< one after the other: (conversation, place, id) is the order of all (TKT-3, TKT-13)
    qint64 place = 0;
    QString from; ///< visitor, agent, system
    QString name;
    QString text;
    desk::Instant at;
    QList<desk::Attachment> attachments;
};

/// A part of what a visitor has said and heard (chat_history.h).
struct ChatPage {
    QList<ChatMessage> messages; ///< oldest first
    bool more = false;           ///< there are older ones
};

struct ChatWelcome {
    QString session;     ///< chatSession() of the given one
    QString desk;        ///< the desk's name
    QString notice;      ///< CHAT-1: what the desk says now (open, closed until ...); may be empty
    bool open = true;    ///< within office hours
    desk::Instant opens; ///< when they begin again; unset while open, and when they do not within a year
    bool closed = false; ///< the last conversation was closed: the next message makes a new ticket
    ChatPage latest;     ///< of all the session's conversations
};
/// The session of a visitor who says hello with this one: itself where it has the shape of a token, whether or not the
/// desk knows it yet, since a page that goes away before it is answered must come back as the same visitor; else a new
/// one. One browser is one session, and makes it by itself.
QString chatSession(const QString& given);
/// Writes nothing: a session is stored with its first message or file.
store::Result<ChatWelcome> chatHello(store::Store& store, const QString& given, desk::Instant now);

struct ChatReceipt {
    QString message;
    desk::TicketId ticket;
    bool newTicket = false;
    bool repeated = false; ///< `client` was known
    qint64 seq = 0;
};
/// Stores a visitor's message once for each `client` uuid. Outside office hours a new conversation also gets the
/// automatic answer (CHAT-1). Faults: `unknown-session` (SignedOut: not of the shape that chatSession() keeps),
/// `empty-message`, `too-long` (Refused), `blocked`, `no-such-attachment`.
store::Result<ChatReceipt> chatSend(store::Store& store, const QString& session, const QString& client,
                                    const QString& text, const QStringList& attachments, desk::Instant now);
/// The visitor has seen everything up to this message: outbound ones become Read (THR-10).
store::Result<store::Done> chatSeen(store::Store& store, const QString& session, const QString& message);

/// Before an upload: stores the session if it is a new one. Fault `unknown-session`.
store::Result<store::Done> openChat(store::Store& store, const QString& session, desk::Instant now);
/// The session's current ticket; empty = none yet. For typing in either direction.
store::Result<desk::TicketId> chatTicket(store::Store& store, const QString& session);
/// The keys of sessions as kept in memory maps: one ticket belongs to one session at most; empty = no web chat.
/// Sessions are stored hashed: this is chatSessionKey() of the visitor's token.
store::Result<QString> chatSessionOf(store::Store& store, const desk::TicketId& ticket);
QString chatSessionKey(const QString& session);
/// How a message of the feed looks to the visitor; nullopt = it is not for them.
std::optional<ChatMessage> forVisitor(const desk::Message& message);

} // namespace server::rules
