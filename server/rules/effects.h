#pragma once
// What an operation does to the desk. Internal to the rules.

#include "server/rules/operations.h"

namespace server::rules
{

/// Applies inside the transaction that has inserted the operation's row. A refusal is an answer (it is stored) and
/// leaves no effects. Fault `no-access` when the agent may not work here any more (ROLE-1).
store::Result<OperationAnswer> applyOperation(store::FeedTransaction& transaction, const Channels& channels,
                                              const desk::Operation& operation, desk::Instant now);

} // namespace server::rules
