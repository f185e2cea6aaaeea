#pragma once

#include <QFileInfo>
#include <QString>

namespace app
{

/// Whether a session bus is there to connect to. Asked first, because libdbus would otherwise start one of its own.
inline bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           (!qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR") &&
            QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QLatin1String("/bus")));
}

} // namespace app
