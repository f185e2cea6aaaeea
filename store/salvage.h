#pragma once
// What can be read of the agent's work in a damaged file, row by row.

#include "sql/connection.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace store
{

/// Rows as they lay there, whatever version of the program wrote them: columns that are missing get their default.
struct Salvaged {
    QStringList columns;
    QList<sql::Values> rows; ///< in their old order
};

struct Rescued {
    Salvaged outbox, drafts, history, facts;
    QStringList unread; ///< ticket ids of outbox rows whose place is known and whose words are not

    bool isEmpty() const { return outbox.rows.isEmpty() && drafts.rows.isEmpty() && history.rows.isEmpty(); }
};

/// Of the file that `db` has open (a file that was deleted in use is read that way).
Rescued salvage(sql::Connection& db);
/// Reads each table from both ends, so that one bad page costs only what lies on it. Never throws; changes nothing.
Rescued salvage(const QString& damaged);

/// Puts the rows into the open work file, in one durable transaction; what is there already stays. Returns how many
/// unsent actions and drafts came in.
int importRescued(sql::Connection& db, const Rescued& rescued);

/// The unsent actions and drafts as JSON for a person or another program.
QByteArray exported(const Rescued& rescued);

} // namespace store
