#pragma once
// Copies of the files that an agent attaches: the original may go, the draft's copy stays until it is sent (BEY-7).

#include "desk/draft.h"

#include <QString>

#include <optional>

namespace models
{

/// The server's limit for one file (docs/protocol.md), in bytes.
inline constexpr qint64 kLargestFile = 25 * 1024 * 1024;

/// Copies `path` below `folder`/attachments, whole or not at all; nullopt and a sentence in `error` when it fails.
std::optional<desk::DraftFile> keepFile(const QString& path, const QString& folder, QString* error);

} // namespace models
