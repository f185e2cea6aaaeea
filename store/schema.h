#pragma once
// The tables of the cache as numbered steps (docs/architecture.md "The client's store").

#include "sql/migration.h"

#include <QList>

namespace store
{

/// All steps, oldest first. Each runs in one transaction with its row in schema_version.
const QList<sql::Migration>& migrations();

/// Older files hold the outbox and the drafts, which move before this step drops them (store/work_move.h).
inline constexpr int kFirstWithoutWork = 5;

/// The newest version that this program knows.
int knownSchema();

} // namespace store
