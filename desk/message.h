#pragma once
// What stands in a thread: messages of both directions, notes, and small event lines (THR-2, TKT-11).

#include "desk/channel.h"
#include "desk/ids.h"
#include "desk/instant.h"
#include "desk/ticket.h"

#include <QList>
#include <QString>

namespace desk
{

/// Message: said to or by the customer. Note: seen by agents only (THR-7). Event: a change of the ticket (TKT-11).
enum class MessageKind { Message, Note, Event };
/// THR-2. Queued and Sending exist on the client only; Unconfirmed: the attempt's outcome cannot be known (BEY-2).
enum class Delivery { None, Queued, Sending, Sent, Delivered, Read, Failed, Unconfirmed };
enum class AuthorKind { Customer, Agent, System };

QString toString(MessageKind kind);
QString toString(Delivery delivery);
QString toString(AuthorKind kind);
std::optional<MessageKind> messageKindFrom(QStringView name);
std::optional<Delivery> deliveryFrom(QStringView name);
std::optional<AuthorKind> authorKindFrom(QStringView name);

/// A file that came with a message; its bytes are fetched on demand by id.
struct Attachment {
    AttachmentId id;
    QString name;
    QString mime;
    qint64 size = 0;   ///< bytes
    QString contentId; ///< for cid: parts of HTML mail; else empty
    QString sha256;    ///< lower-case hex

    bool operator==(const Attachment&) const = default;
};

struct Message {
    MessageId id;
    qint64 rev = 0;
    TicketId ticket;
    qint64 place = 0; ///< where it stands in its thread (TKT-13): given by the desk, grows; 0 = not told
    MessageKind kind = MessageKind::Message;
    Direction direction = Direction::Inbound;
    Channel channel = Channel::Email;
    AuthorKind authorKind = AuthorKind::Customer;
    AgentId author; ///< set for AuthorKind::Agent
    QString authorName;
    Instant at;   ///< received or sent, the clock of the server that took it: for showing, never for order
    QString text; ///< plain text: what search, snippets and screen readers use
    QString html; ///< as received, unclean; empty when there is none
    Delivery delivery = Delivery::None;
    QString failure; ///< a sentence, when delivery is Failed
    QList<Attachment> attachments;
    OperationId operation; ///< the operation that made it, for its echo (empty for inbound)
    QString eventKind;     ///< MessageKind::Event: status, assignee, labels, priority, team, spam, autoreply ...
    QString eventFrom;     ///< before and after, for people
    QString eventTo;

    bool operator==(const Message&) const = default;
};

/// The last message that somebody had on screen: what stands behind it is what they have not seen (BEY-3).
struct Seen {
    MessageId id;
    qint64 place = 0; ///< 0 = not known, then ids decide: they grow in the order in which the desk took the messages

    bool isEmpty() const { return id.isEmpty(); }
    bool operator==(const Seen&) const = default;
};
Seen seenIn(const Message& message);
/// The one that stands further down its thread (TKT-13). An empty one is before all others.
Seen newest(const Seen& a, const Seen& b);

} // namespace desk
