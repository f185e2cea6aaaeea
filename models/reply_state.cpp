#include "models/reply_state.h"

#include "models/desk_session.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace models
{

using namespace Qt::StringLiterals;

namespace
{

/// A profile that forbids nothing: for a customer whose facts are still on their way.
desk::Profile consenting()
{
    desk::Profile profile;
    profile.consent.smsTransactional = desk::ConsentState::Subscribed;
    profile.consent.whatsapp = desk::ConsentState::Subscribed;
    return profile;
}

} // namespace

desk::SmsSender smsSenderFor(const QString& setting, const QString& country)
{
    const QString word = QJsonDocument::fromJson(setting.toUtf8()).object().value(country).toString();
    if (word == "toll-free"_L1)
        return desk::SmsSender::TollFree;
    if (word == "long-code"_L1)
        return desk::SmsSender::LongCode;
    if (word == "short-code"_L1)
        return desk::SmsSender::ShortCode;
    if (word == "alphanumeric-only"_L1)
        return desk::SmsSender::AlphanumericOnly;
    return desk::SmsSender::None;
}

ReplyState replyStateOf(DeskSession& session, const desk::Ticket& ticket, const std::optional<desk::Profile>& profile)
{
    desk::ReplyContext context;
    context.agentEmail = session.me().email;
    context.now = session.clock().now();
    if (profile && ticket.channel == desk::Channel::Sms) {
        const QString senders =
            session.read(QString(), [](store::Reader& reader) { return reader.setting(u"sms-senders"_s); });
        context.smsSender = smsSenderFor(senders, profile->country);
    }
    ReplyState state;
    state.verdict = desk::mayReply(ticket, profile.value_or(consenting()), context);
    state.carriesFiles = desk::carriesAttachments(ticket.channel);
    state.richText = ticket.channel == desk::Channel::Email;
    return state;
}

} // namespace models
