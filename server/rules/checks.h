#pragma once
// What an operation is refused for, checked under the ticket's lock (REPLY-6, BEY-3, ROLE-3). Internal to the rules.

#include "sql/connection.h"

#include "desk/operation.h"
#include "desk/people.h"

#include <QList>

#include <optional>

namespace server::rules
{

/// A final refusal of an operation.
struct Refused {
    int status = 422;
    QString code;
    QString message;            ///< for people
    QList<desk::Message> newer; ///< `stale`: what came since
};

/// Who acts, as the database has it now.
struct Actor {
    desk::Agent agent;
};
/// nullopt when the agent is unknown, switched off or has a role without access (ROLE-1).
std::optional<Actor> findActor(sql::Connection& sql, const desk::AgentId& agent);

/// Checks agent, team, label and files, and puts the desk's own data of the files in the place of what was claimed.
std::optional<Refused> resolveReferences(sql::Connection& sql, desk::Operation& operation);

/// Life cycle, stale-send guard, reply rules.
std::optional<Refused> mayExecute(sql::Connection& sql, const desk::Ticket& ticket, const desk::Operation& operation,
                                  const Actor& actor, desk::Instant now);

} // namespace server::rules
