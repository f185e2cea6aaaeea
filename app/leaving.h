#pragma once
// What speaks against ending the program now.

#include <QObject>

namespace models
{
class DeskSession;
}

namespace app
{

/// The agent's snoozed tickets that come back within the next 24 hours. Only the embedded desk asks: a team's server
/// wakes them with nobody's computer running.
int snoozesDue(models::DeskSession& session);

/// Actions that the desk does not have yet.
int unsentActions(models::DeskSession& session);

} // namespace app
