#pragma once
// The desk's settings as the command line shows and changes them (CHAT-1, REPLY-3).

#include "server/store/settings.h"
#include "server/store/store.h"

#include <functional>

namespace server::rules
{

struct DeskSettings {
    QString name;
    std::optional<store::OfficeHours> hours; ///< unset = always open
    QMap<QString, desk::SmsSender> smsSenders;

    bool operator==(const DeskSettings&) const = default;
};

store::Result<DeskSettings> deskSettings(store::Store& store);

/// Applies `change` to the settings as they are, in one transaction; a Fault of it changes nothing. What clients keep
/// of them (name, SMS senders) ends every agent's cursor (410), so that they load it anew.
store::Result<DeskSettings> changeDeskSettings(store::Store& store,
                                               const std::function<std::optional<store::Fault>(DeskSettings&)>& change);

} // namespace server::rules
