#pragma once
// Which of the agent's own files are still needed (BEY-7).

#include "sql/connection.h"

#include <QSet>
#include <QString>

namespace store
{

/// The names, without folders, of the files that a draft, a version of one or an outbox row holds.
QSet<QString> namedFiles(sql::Connection& db);

/// Forgets uploads of operations that are not in the outbox any more (sync/upload.h keeps them as settings).
void dropOldUploads(sql::Connection& db);

} // namespace store
