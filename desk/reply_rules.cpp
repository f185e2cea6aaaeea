#include "desk/reply_rules.h"

#include <QCoreApplication>

namespace desk
{

namespace
{

constexpr qint64 kWindow = 24 * kHour;

struct ReplyText {
    Q_DECLARE_TR_FUNCTIONS(desk::ReplyVerdict)
};

ReplyVerdict refused(const char* code, const QString& message)
{
    return {ReplyState::Refused, QString::fromLatin1(code), message, {}};
}

/// REPLY-7: within the channel's window, else the refusal.
ReplyVerdict windowVerdict(const Ticket& ticket, const ReplyContext& context)
{
    const Instant closes = windowCloses(ticket);
    if (closes.isSet() && context.now < closes)
        return {ReplyState::Allowed, {}, {}, closes};
    const QString message =
        ticket.channel == Channel::WhatsApp
            ? ReplyText::tr("The 24 hours after the customer's last message are over. WhatsApp carries only "
                            "approved templates now; a new message of the customer opens the window again.")
            : ReplyText::tr("The 24 hours after the customer's last message are over. Instagram accepts no "
                            "reply until the customer writes again.");
    return refused("window-closed", message);
}

bool sameAddress(const Profile& profile, const QString& agentEmail)
{
    return !agentEmail.trimmed().isEmpty() && profile.emails.contains(agentEmail.trimmed(), Qt::CaseInsensitive);
}

/// REPLY-2, REPLY-3, REPLY-5.
ReplyVerdict smsVerdict(const Profile& profile, const ReplyContext& context)
{
    const bool consents = profile.consent.smsMarketing == ConsentState::Subscribed ||
                          profile.consent.smsTransactional == ConsentState::Subscribed;
    if (!consents)
        return refused("no-consent",
                       ReplyText::tr("The customer has not agreed to receive SMS, so no reply can be sent. Notes "
                                     "are possible."));
    if (context.smsSender == SmsSender::None)
        return refused("no-sender",
                       ReplyText::tr("The desk has no number that can send SMS to this customer's country."));
    if (context.smsSender == SmsSender::AlphanumericOnly)
        return refused("branded-sender",
                       ReplyText::tr("In this customer's country the desk has only a branded sender name, which "
                                     "cannot receive answers; replies are not sent from it."));
    if (context.viaZendesk && sameAddress(profile, context.agentEmail))
        return {ReplyState::Warned,
                QStringLiteral("same-address"),
                ReplyText::tr(
                    "Your e-mail address is also the customer's. Zendesk does not deliver an SMS reply then: answer "
                    "from another account."),
                {}};
    return {};
}

ReplyVerdict whatsAppVerdict(const Ticket& ticket, const Profile& profile, const ReplyContext& context)
{
    if (profile.consent.whatsapp != ConsentState::Subscribed)
        return refused("no-consent",
                       ReplyText::tr("The customer has not agreed to receive WhatsApp messages, so no reply can be "
                                     "sent. Notes are possible."));
    return windowVerdict(ticket, context);
}

} // namespace

Instant windowCloses(const Ticket& ticket)
{
    const bool hasWindow = ticket.channel == Channel::Instagram || ticket.channel == Channel::WhatsApp;
    return hasWindow && ticket.lastInbound.isSet() ? ticket.lastInbound + kWindow : Instant();
}

ReplyVerdict mayReply(const Ticket& ticket, const Profile& profile, const ReplyContext& context)
{
    if (ticket.spam)
        return refused("spam", ReplyText::tr("This ticket is marked as spam. Mark it as not spam to answer."));
    if (profile.blocked)
        return refused("blocked", ReplyText::tr("This customer is blocked. An admin can lift the block."));
    switch (ticket.channel) {
    case Channel::WebChat:
        if (ticket.status == Status::Closed)
            return refused("closed-chat",
                           ReplyText::tr("This web chat is closed and cannot be opened again. The customer's next "
                                         "message makes a new ticket."));
        return {};
    case Channel::Email:
        return {};
    case Channel::Sms:
        return smsVerdict(profile, context);
    case Channel::Instagram:
        return windowVerdict(ticket, context);
    case Channel::WhatsApp:
        return whatsAppVerdict(ticket, profile, context);
    }
    return {};
}

bool carriesAttachments(Channel channel)
{
    return channel != Channel::Sms;
}

} // namespace desk
