#include "sql/migration.h"

#include "sql/rewrite.h"
#include "sql/transaction.h"

#include <QDateTime>

namespace sql
{

using namespace Qt::StringLiterals;

namespace
{

void checkNumbers(const QList<Migration>& migrations)
{
    for (qsizetype i = 0; i < migrations.size(); ++i) {
        if (migrations[i].number != i + 1)
            throw Failure(ErrorKind::Other, u"migration %1 stands in place %2"_s.arg(migrations[i].number).arg(i + 1));
    }
}

/// Runs one step unless another process has done it since; version and step become visible together (EXAMPLES P9).
void apply(Connection& connection, const Migration& migration)
{
    Transaction transaction(connection, {.durable = true});
    lockSchema(connection);
    if (schemaVersion(connection) >= migration.number)
        return;
    if (!migration.sql.isEmpty())
        connection.executeScript(migration.sql);
    if (migration.step)
        migration.step(connection);
    connection.executeScript(u"CREATE TABLE IF NOT EXISTS schema_version ("
                             "number {int} NOT NULL PRIMARY KEY, name {text} NOT NULL, applied_at {int} NOT NULL)"_s);
    connection.execute(u"INSERT INTO schema_version (number, name, applied_at) VALUES (?, ?, ?)"_s, migration.number,
                       migration.name, QDateTime::currentMSecsSinceEpoch());
    transaction.commit();
}

} // namespace

int schemaVersion(Connection& connection)
{
    if (!tableExists(connection, u"schema_version"_s))
        return 0;
    return connection.value<int>(u"SELECT max(number) FROM schema_version"_s).value_or(0);
}

void checkSchema(Connection& connection, int known)
{
    const int found = schemaVersion(connection);
    if (found > known)
        throw NewerSchema(found, known);
}

int migrate(Connection& connection, const QList<Migration>& migrations)
{
    checkNumbers(migrations);
    const int known = static_cast<int>(migrations.size());
    checkSchema(connection, known);
    const Patience patience(connection);
    for (int number = schemaVersion(connection) + 1; number <= known; ++number) {
        apply(connection, migrations[number - 1]);
        connection.clearStatementCache();
    }
    checkSchema(connection, known); // somebody newer may have been faster
    return known;
}

} // namespace sql
