#pragma once
// Who else is on a ticket (THR-9, THR-10), as the screens see it.

#include "desk/ids.h"

#include <QList>
#include <QString>

namespace models
{

struct OtherAgent {
    desk::AgentId id;
    QString name;
    bool typing = false;

    bool operator==(const OtherAgent&) const = default;
};

} // namespace models
