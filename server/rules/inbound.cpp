#include "server/rules/inbound.h"

#include "server/rules/country.h"
#include "server/rules/faults.h"
#include "server/store/plain_text.h"
#include "server/store/writing.h"

#include "desk/invisible.h"
#include "desk/snippet.h"

#include <QRegularExpression>

#include <algorithm>

namespace server::rules
{

using namespace Qt::StringLiterals;
using store::FaultKind;
using store::keyOf;
using store::Result;

namespace
{

using Maybe = std::optional<qint64>;

Maybe profileOf(sql::Connection& sql, const store::Identity& identity)
{
    return sql.value<qint64>(u"SELECT profile FROM identities WHERE kind = ? AND value = ?"_s, identity.kind,
                             identity.value);
}

desk::Profile newProfile(const InboundMessage& message, const store::Identity& identity)
{
    desk::Profile profile;
    profile.name = message.fromName.isEmpty() ? message.from : message.fromName;
    if (identity.kind == u"email"_s)
        profile.emails.append(message.from.trimmed());
    else if (identity.kind == u"phone"_s)
        profile.phones.append(identity.value);
    else
        profile.handles.append(message.from.trimmed());
    if (identity.kind == u"phone"_s)
        profile.country = countryOfNumber(identity.value);
    profile.predictive.unavailableReason = tr("There are no orders to predict from.");
    return profile;
}

/// The profile with this identity, made when it is new. Another process may make it at the same time.
desk::Profile profileFor(store::FeedTransaction& transaction, const InboundMessage& message,
                         const store::Identity& identity)
{
    sql::Connection& sql = transaction.sql();
    Maybe key = profileOf(sql, identity);
    if (!key) {
        desk::Profile fresh = newProfile(message, identity);
        if (store::insertProfile(transaction, fresh))
            return fresh;
        key = profileOf(sql, identity);
    }
    return store::findProfile(sql, key.value_or(0)).value_or(desk::Profile{});
}

Maybe ticketOfReferences(sql::Connection& sql, const InboundMessage& message)
{
    for (const QString& reference : message.references) {
        const Maybe ticket = sql.value<qint64>(
            u"SELECT ticket FROM message_sources WHERE channel = 'email' AND source = ?"_s, reference);
        if (ticket)
            return ticket;
    }
    return std::nullopt;
}

/// `[#123]` in the subject, or `+123@` in the desk's address: believed only from the ticket's own customer, since
/// anybody can write a number.
Maybe ticketOfToken(sql::Connection& sql, const InboundMessage& message, qint64 profile)
{
    static const QRegularExpression inSubject(u"\\[#(\\d{1,18})\\]"_s);
    static const QRegularExpression inAddress(u"\\+(\\d{1,18})@"_s);
    auto match = inSubject.match(message.subject);
    if (!match.hasMatch())
        match = inAddress.match(message.to);
    if (!match.hasMatch())
        return std::nullopt;
    return sql.value<qint64>(u"SELECT id FROM tickets WHERE number = ? AND requester = ? AND channel = 'email'"_s,
                             match.captured(1).toLongLong(), profile);
}

Maybe newestTicket(sql::Connection& sql, const InboundMessage& message, qint64 profile)
{
    // TKT-6: an Instagram conversation is between two accounts; for the others the person alone decides (TKT-5).
    if (message.channel == desk::Channel::Instagram)
        return sql.value<qint64>(u"SELECT id FROM tickets WHERE requester = ? AND channel = ? AND recipient = ? "
                                 "ORDER BY id DESC LIMIT 1"_s,
                                 profile, desk::toString(message.channel), message.to);
    return sql.value<qint64>(u"SELECT id FROM tickets WHERE requester = ? AND channel = ? ORDER BY id DESC LIMIT 1"_s,
                             profile, desk::toString(message.channel));
}

std::optional<desk::Ticket> existingTicket(sql::Connection& sql, const InboundMessage& message, qint64 profile)
{
    Maybe key;
    if (message.channel == desk::Channel::Email) {
        key = ticketOfReferences(sql, message);
        if (!key)
            key = ticketOfToken(sql, message, profile);
    } else {
        key = newestTicket(sql, message, profile);
    }
    return key ? store::lockTicket(sql, *key) : std::nullopt;
}

desk::Ticket newTicket(const InboundMessage& message, const desk::Profile& profile)
{
    desk::Ticket ticket;
    ticket.channel = message.channel;
    ticket.subject =
        message.subject.trimmed().isEmpty() ? desk::snippetOf(message.text, message.attachments) : message.subject;
    ticket.requester = profile.id;
    ticket.requesterName = profile.name;
    ticket.created = message.at;
    ticket.updated = message.at;
    return ticket;
}

desk::Message stored(const InboundMessage& inbound, const desk::Profile& profile)
{
    desk::Message message;
    message.direction = desk::Direction::Inbound;
    message.channel = inbound.channel;
    message.authorKind = desk::AuthorKind::Customer;
    message.authorName = profile.name;
    message.at = inbound.at;
    message.text = inbound.text;
    message.html = inbound.channel == desk::Channel::Email ? inbound.html : QString();
    message.attachments = inbound.attachments;
    if (inbound.channel == desk::Channel::Sms && !message.attachments.isEmpty()) {
        // SMS-7: pictures are carried neither way.
        message.attachments.clear();
        message.text = QStringList{message.text, tr("(A picture was sent along. SMS pictures are not carried.)")}.join(
            message.text.isEmpty() ? QString() : u"\n"_s);
    }
    return message;
}

/// False when this message was received before.
bool claimSource(sql::Connection& sql, const InboundMessage& message)
{
    if (message.externalId.isEmpty())
        return true;
    return sql.execute(u"INSERT INTO message_sources (channel, source, message, ticket) VALUES (?, ?, 0, 0) "
                       "ON CONFLICT (channel, source) DO NOTHING"_s,
                       desk::toString(message.channel), message.externalId) == 1;
}

Result<InboundReceipt> earlierReceipt(sql::Connection& sql, const InboundMessage& message)
{
    InboundReceipt receipt;
    receipt.repeated = true;
    auto rows = sql.query(u"SELECT s.message, s.ticket, t.requester FROM message_sources AS s "
                          "JOIN tickets AS t ON t.id = s.ticket WHERE s.channel = ? AND s.source = ?"_s,
                          desk::toString(message.channel), message.externalId);
    if (!rows.next())
        return fault(FaultKind::Broken, "damaged", "A message's record is incomplete.");
    receipt.message = store::idOf<desk::MessageId>(rows.integer(0));
    receipt.ticket = store::idOf<desk::TicketId>(rows.integer(1));
    receipt.profile = store::idOf<desk::ProfileId>(rows.integer(2));
    return receipt;
}

void rememberSource(sql::Connection& sql, const InboundMessage& message, const InboundReceipt& receipt)
{
    if (!message.externalId.isEmpty())
        sql.execute(u"UPDATE message_sources SET message = ?, ticket = ? WHERE channel = ? AND source = ?"_s,
                    keyOf(receipt.message), keyOf(receipt.ticket), desk::toString(message.channel), message.externalId);
}

InboundReceipt writeInbound(store::FeedTransaction& transaction, const InboundMessage& inbound, desk::Profile profile)
{
    sql::Connection& sql = transaction.sql();
    const auto existing = existingTicket(sql, inbound, keyOf(profile.id));
    const auto status = existing ? std::optional(existing->status) : std::nullopt;
    InboundReceipt receipt;
    receipt.newTicket = desk::routeInbound(inbound.channel, status) == desk::InboundRoute::NewTicket;
    desk::Ticket before = receipt.newTicket ? newTicket(inbound, profile) : *existing;
    if (receipt.newTicket) {
        store::insertTicket(transaction, before);
        profile.ticketCount += 1;
        store::updateProfile(transaction, profile);
    }
    desk::Message message = stored(inbound, profile);
    message.ticket = before.id;
    store::insertMessage(transaction, message);
    desk::Ticket after = desk::afterInbound(before, message);
    if (!inbound.to.isEmpty())
        after.recipient = inbound.to; // REPLY-4: the answer leaves from where the customer wrote to
    store::insertEventLines(transaction, before, after, {}, {}, inbound.at);
    store::updateTicket(transaction, before, after);
    receipt.message = message.id;
    receipt.ticket = before.id;
    receipt.profile = profile.id;
    return receipt;
}

/// What the message is found and answered by must be what the customer's side knows it by.
bool hasGoodKeys(const InboundMessage& message)
{
    return !store::hasForbidden(message.from) && !store::hasForbidden(message.to) &&
           !store::hasForbidden(message.externalId) &&
           std::none_of(message.references.cbegin(), message.references.cend(),
                        [](const QString& reference) { return store::hasForbidden(reference); });
}

/// What people wrote, as it can be kept and shown.
InboundMessage shown(InboundMessage message)
{
    message.fromName = store::shownText(message.fromName);
    message.subject = store::shownText(message.subject);
    message.text = store::shownText(message.text);
    message.html = store::shownText(message.html);
    return message;
}

} // namespace

Result<InboundReceipt> receiveIn(store::FeedTransaction& transaction, sql::Connection& sql,
                                 const InboundMessage& received)
{
    if (!hasGoodKeys(received))
        return fault(FaultKind::Invalid, "bad-address", "An address or id of the message holds a control character.");
    const InboundMessage message = shown(received);
    const store::Identity identity = store::identityOf(message.channel, message.from);
    if (identity.value.isEmpty())
        return fault(FaultKind::Invalid, "no-sender", "The message names no sender.");
    if (!claimSource(sql, message))
        return earlierReceipt(sql, message);
    if (desk::showsNothing(message.text) && message.html.isEmpty() && message.attachments.isEmpty())
        return fault(FaultKind::Invalid, "empty-message", "The message is empty.");
    const desk::Profile profile = profileFor(transaction, message, identity);
    if (profile.blocked)
        return fault(FaultKind::Refused, "blocked", "This sender is blocked; the message was not taken.");
    // One message of a person at a time: two processes must not both find no ticket (PostgreSQL).
    sql.value<qint64>(u"SELECT id FROM profiles WHERE id = ? {for update}"_s, keyOf(profile.id));
    const auto locked = store::findProfile(sql, keyOf(profile.id));
    const InboundReceipt receipt = writeInbound(transaction, message, locked.value_or(profile));
    rememberSource(sql, message, receipt);
    return receipt;
}

Result<InboundReceipt> receive(store::Store& store, const InboundMessage& message)
{
    return store.write([&](store::FeedTransaction& transaction) -> Result<InboundReceipt> {
        auto receipt = receiveIn(transaction, transaction.sql(), message);
        if (receipt)
            receipt->seq = transaction.stamp();
        return receipt;
    });
}

} // namespace server::rules
