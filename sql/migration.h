#pragma once

#include "sql/connection.h"

#include <functional>

namespace sql
{

/// One step of a schema. Numbers start at 1 and have no gaps; a released step is never edited.
struct Migration {
    int number = 0;
    QString name;
    QString sql;                           ///< several statements with `{token}`s (sql/dialect.h); may be empty
    std::function<void(Connection&)> step; ///< runs after the SQL, in the same transaction; may be empty
};

/// The schema's version; 0 for an empty database. Writes nothing.
int schemaVersion(Connection& connection);

/// Throws NewerSchema when the database is newer than `known`. Writes nothing: for read-only connections.
void checkSchema(Connection& connection, int known);

/// Brings the database to the newest version: each step in one transaction together with its row in schema_version, so
/// that an interrupted upgrade goes on where it stopped. Several processes may call it at once. Returns the version.
/// Throws NewerSchema (nothing is touched) or Failure (steps before the failing one stay).
int migrate(Connection& connection, const QList<Migration>& migrations);

} // namespace sql
