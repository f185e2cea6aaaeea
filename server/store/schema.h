#pragma once
// The numbered schema of the desk's database, for both engines.

#include "sql/migration.h"

namespace server::store
{

/// All steps, oldest first. Zero stands for "none" in every column that names another row.
QList<sql::Migration> serverMigrations();

} // namespace server::store
