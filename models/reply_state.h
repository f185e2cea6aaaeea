#pragma once
// What the composer may do on a ticket (REPLY-1 to REPLY-7, THR-4, SMS-7), from what is known locally. The server
// checks again at sending time (REPLY-6); whether the channel is connected at all is the server's matter.

#include "desk/reply_rules.h"

#include <optional>

namespace models
{

class DeskSession;

struct ReplyState {
    desk::ReplyVerdict verdict;
    bool carriesFiles = true;
    bool richText = false; ///< mail only (THR-4)

    bool operator==(const ReplyState&) const = default;
};

/// `profile` unset (not here yet): consent is not known, so only the rules of the ticket itself are applied and the
/// server decides the rest.
ReplyState replyStateOf(DeskSession& session, const desk::Ticket& ticket, const std::optional<desk::Profile>& profile);

/// REPLY-3: the sender for a country, from the JSON of the setting `sms-senders`; None for a country it lacks.
desk::SmsSender smsSenderFor(const QString& setting, const QString& country);

} // namespace models
