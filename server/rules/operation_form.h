#pragma once
// An operation as it came over the wire, checked for form. Internal to the rules.

#include "server/store/result.h"

#include "desk/operation.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace server::rules
{

struct Wanted {
    desk::Operation operation; ///< `by` is the agent who asks
    QString digest;            ///< of what the body says, not of its spaces and order; never empty
};

/// Faults: `bad-operation` (Invalid); `unknown-kind`, `unknown-word` and `unknown-field` (Refused), which name what
/// this server does not know: a newer client meant something by it, and half of that must not be done.
store::Result<Wanted> readOperation(const QString& uuid, const QByteArray& body, const desk::AgentId& agent,
                                    desk::Instant now);

/// What is wrong with the name of an operation; nullopt = nothing.
std::optional<store::Fault> checkUuid(const QString& uuid);

} // namespace server::rules
