#pragma once
// The tables of the agent's database as numbered steps (docs/architecture.md "The client's store").

#include "sql/migration.h"

#include <QList>

namespace store
{

/// All steps, oldest first. Each runs in one transaction with its row in schema_version.
const QList<sql::Migration>& migrations();

/// The newest version that this program knows.
int knownSchema();

} // namespace store
