#pragma once
// What customers write: profile by identity, ticket by the channel's rule (TKT-3 to TKT-7), blocked ones refused.

#include "server/store/store.h"

#include "desk/message.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace server::rules
{

/// A message from a customer, as a channel received it.
struct InboundMessage {
    desk::Channel channel = desk::Channel::Email;
    QString from;           ///< the identity on this channel: address, E.164 number, instagram:name, visitor:token
    QString fromName;       ///< as the channel knows it; may be empty
    QString to;             ///< the desk's own address, number or handle (REPLY-4)
    QString externalId;     ///< the channel's own id of the message (mail: Message-ID); a repeat is stored once
    QStringList references; ///< mail: In-Reply-To and References, newest first
    QString subject;
    QString text;
    QString html;
    QList<desk::Attachment> attachments; ///< stored ones
    desk::Instant at;                    ///< when the desk received it
};

struct InboundReceipt {
    desk::MessageId message;
    desk::TicketId ticket;
    desk::ProfileId profile;
    bool newTicket = false;
    bool repeated = false; ///< the externalId was known: nothing was stored
    qint64 seq = 0;
};

/// Faults: `blocked` (Refused, TKT-12), `no-sender`, `empty-message` (Invalid).
store::Result<InboundReceipt> receive(store::Store& store, const InboundMessage& message);
/// The same inside a transaction of the caller.
store::Result<InboundReceipt> receiveIn(store::FeedTransaction& transaction, sql::Connection& sql,
                                        const InboundMessage& message);

} // namespace server::rules
