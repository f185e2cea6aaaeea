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
    int status = 200;      ///< 200; refusals: 403, 404, 409 (`stale`), 410 (`cancelled`), 422
    QJsonObject body;      ///< 200: {"id","seq","message","ticket"}; else problem+json with `code` (and `messages`)
    bool repeated = false; ///< the uuid was executed before; this is what was answered then
    qint64 seq = 0;
};

/// Executes `body` (an operation's JSON as received) once under `uuid`, as `agent`, in one transaction with its answer.
/// Faults, which are not stored: those of form (operation_form.h), `other-body` (Refused), `running` (Conflict, detail
/// = seconds), `operation-old` (Gone), and what the database does (Unavailable, Broken).
store::Result<OperationAnswer> execute(store::Store& store, const Channels& channels, const desk::AgentId& agent,
                                       const QString& uuid, const QByteArray& body, desk::Instant now);

/// Whether an operation that may have been sent was done.
struct Settled {
    enum class Outcome {
        Cancelled, ///< it was not here and never will be: a late PUT is refused (`cancelled`)
        Executed,  ///< it was done before
        Refused    ///< it had been refused for good
    };
    Outcome outcome = Outcome::Cancelled;
    OperationAnswer answer; ///< what was answered then; Executed and Refused only
};

/// Settles, in one transaction, whether `uuid` was executed, and cancels it if not (BEY-15). Repeated, it says the
/// same, for 90 days. `at`: of the operation, unset = not known. Faults: `bad-operation`, `not-own-operation`
/// (NotAllowed), `running` (ask again), `operation-old` (Gone), and what the database does.
store::Result<Settled> cancel(store::Store& store, const desk::AgentId& agent, const QString& uuid, desk::Instant at,
                              desk::Instant now);

} // namespace server::rules
