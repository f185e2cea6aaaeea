#pragma once
// Whose attachments lie in a folder: DATA/attachments/desk holds the desk's id. Internal to the server.

#include "server/store/result.h"

#include "sql/connection.h"

#include <optional>

namespace server::store
{

/// Marks the folder as this desk's when nobody has. Fault `other-desk` when it is another desk's; with PostgreSQL also
/// `other-folder` when the desk's files lie in a folder already and this is not it: all its processes share one.
/// Safe with several processes at once. May throw sql::Failure.
std::optional<Fault> claimFolder(sql::Connection& sql, const QString& attachmentsDir);

/// Whether some desk has marked the folder.
bool isClaimed(const QString& attachmentsDir);

} // namespace server::store
