#pragma once

#include "sql/dialect.h"

namespace sql
{

/// SQL ready for an engine; for the drivers.
struct Rewritten {
    QString sql;
    int parameters = 0;
};

/// Replaces `{token}` and, for PostgreSQL, numbers the `?`; quotes, dollar quotes and comments are copied.
Rewritten rewritten(const QString& sql, Engine engine);

/// What a `{token}` stands for; throws Failure for an unknown one. `sql` is for the error only.
QStringView dialectWord(QStringView token, Engine engine, const QString& sql);

/// Whether the schema in use has this table.
bool tableExists(Connection& connection, const QString& table);

/// Inside a write transaction: waits until no other process is changing the schema.
void lockSchema(Connection& connection);

} // namespace sql
