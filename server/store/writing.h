#pragma once
// Writes that the rules share: tickets, messages with their search entry, event lines. Inside a FeedTransaction; may
// throw sql::Failure.

#include "server/store/rows.h"

#include "desk/lifecycle.h"

namespace server::store
{

/// Inserts and sets id, number (the same) and touches.
void insertTicket(FeedTransaction& transaction, desk::Ticket& ticket);
/// Writes all columns, the labels and the snooze's job, and touches. `before` is the row as it was read.
void updateTicket(FeedTransaction& transaction, const desk::Ticket& before, const desk::Ticket& after);
/// Inserts, sets id and place, indexes the text, links the attachments, keeps the ticket's newest inbound message, and
/// touches. The ticket's row must be locked: the message stands at the end of its thread. One that comes with a place
/// is the past of another system and stands where that says (TKT-13): it is nobody's news, and `lastMessage` is not
/// its.
void insertMessage(FeedTransaction& transaction, desk::Message& message);
/// TKT-11: one line for each difference; `author` empty = the desk itself.
void insertEventLines(FeedTransaction& transaction, const desk::Ticket& before, const desk::Ticket& after,
                      const desk::Agent& author, const desk::OperationId& operation, desk::Instant now);
/// Inserts, sets id, writes the identities and touches. False when an identity belongs to another profile already
/// (the profile is then not written).
bool insertProfile(FeedTransaction& transaction, desk::Profile& profile);
void updateProfile(FeedTransaction& transaction, const desk::Profile& profile);
/// The key of an identity as it is compared: mail addresses and handles in lower case, numbers without spaces.
struct Identity {
    QString kind; ///< email, phone, handle
    QString value;
};
Identity identityOf(desk::Channel channel, const QString& from);
/// The columns of message_search, and the value of its body for this engine.
QStringList searchColumns(sql::Engine engine);
QString searchBody(sql::Engine engine, const QString& text);
/// What the index holds of a text.
QStringList searchWords(const QString& text);
/// Puts the words of a message into the index; of an event there are none.
void indexMessage(sql::Connection& sql, qint64 id, const desk::Message& message);

} // namespace server::store
