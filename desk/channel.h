#pragma once
// The five ways a customer writes to a desk.

#include <QString>
#include <QStringView>

#include <array>
#include <optional>

namespace desk
{

enum class Channel { WebChat, Email, Sms, Instagram, WhatsApp };

inline constexpr std::array kChannels{Channel::WebChat, Channel::Email, Channel::Sms, Channel::Instagram,
                                      Channel::WhatsApp};

/// The wire name: webchat, email, sms, instagram, whatsapp.
QString toString(Channel channel);
std::optional<Channel> channelFrom(QStringView name);

} // namespace desk
