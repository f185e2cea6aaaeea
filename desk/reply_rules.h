#pragma once
// What may be answered (REPLY-1 to REPLY-7) and in what form (THR-4): pure, asked by the composer while typing and
// again by the server at sending time.

#include "desk/channel.h"
#include "desk/instant.h"
#include "desk/profile.h"
#include "desk/ticket.h"

#include <QSet>
#include <QString>

#include <optional>

namespace desk
{

/// How the desk can send SMS to a country (REPLY-3).
enum class SmsSender { None, TollFree, LongCode, ShortCode, AlphanumericOnly };

/// What the rules need to know beyond ticket and profile.
struct ReplyContext {
    SmsSender smsSender = SmsSender::LongCode; ///< for the country of the customer's number
    QString agentEmail;
    bool viaZendesk = false;
    Instant now;
};

enum class ReplyState { Allowed, Warned, Refused };
/// `code`: no-consent, no-sender, branded-sender, window-closed, blocked, same-address, spam, closed-chat or empty.
struct ReplyVerdict {
    ReplyState state = ReplyState::Allowed;
    QString code;
    QString message;      ///< for people: what and why
    Instant windowCloses; ///< REPLY-7: set for Instagram and WhatsApp while open

    bool operator==(const ReplyVerdict&) const = default;
};

/// When the channel stops carrying replies unless the customer writes again (REPLY-7). Unset where the channel has no
/// such window, or where the customer has never written.
Instant windowCloses(const Ticket& ticket);

/// Notes are possible always and are not asked about (REPLY-1).
ReplyVerdict mayReply(const Ticket& ticket, const Profile& profile, const ReplyContext& context);

/// THR-4: how a text of this channel is counted. `limit` 0 = unlimited. `unit`: characters, bytes or SMS segments.
struct TextMeasure {
    qint64 used = 0;
    qint64 limit = 0;
    bool fits = true;
    int smsSegments = 0; ///< SMS only
    bool gsm7 = false;   ///< SMS only: all characters are in GSM 03.38
};
TextMeasure measure(Channel channel, const QString& text);

/// True if the channel carries files from agent to customer (SMS-7: not SMS).
bool carriesAttachments(Channel channel);

} // namespace desk
