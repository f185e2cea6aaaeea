#pragma once
// What agents do, executed once (docs/protocol.md "Operations", BEY-2).

#include "server/rules/channels.h"
#include "server/store/store.h"

#include "desk/operation.h"

#include <QByteArray>
#include <QJsonObject>

namespace server::rules
{

/// The stored answer of an operation: success or a final refusal. The API sends it as it is.
struct OperationAnswer {
    int status = 200;      ///< 200; refusals: 403, 404, 409 (`stale`), 422
    QJsonObject body;      ///< 200: {"id","seq","message","ticket"}; else problem+json with `code` (and `messages`)
    bool repeated = false; ///< the uuid was executed before; this is what was answered then
    qint64 seq = 0;
};

/// Executes `body` (an operation's JSON as received) once under `uuid`, as `agent`, in one transaction with its answer.
/// Faults, which are not stored: `bad-operation` (Invalid), `other-body` (Refused), `running` (Conflict, detail =
/// seconds), `operation-old` (Gone), and what the database does (Unavailable, Broken).
store::Result<OperationAnswer> execute(store::Store& store, const Channels& channels, const desk::AgentId& agent,
                                       const QString& uuid, const QByteArray& body, desk::Instant now);

} // namespace server::rules
