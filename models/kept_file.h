#pragma once
// Copies of the files that an agent attaches: the original may go, the draft's copy stays until it is sent (BEY-7).

#include "desk/draft.h"
#include "desk/instant.h"

#include <QByteArray>
#include <QSet>
#include <QString>

#include <functional>
#include <optional>

namespace models
{

/// The server's limit for one file (docs/protocol.md), in bytes.
inline constexpr qint64 kLargestFile = 25 * 1024 * 1024;

/// Asked after each block, with what is done in percent; false ends the copy.
using GoOn = std::function<bool(int percent)>;

/// Copies `path` below `folder`/attachments, whole or not at all; nullopt and a sentence in `error` when it fails. Any
/// thread but the UI's: it waits for the disk.
std::optional<desk::DraftFile> keepFile(const QString& path, const QString& folder, QString* error,
                                        const GoOn& goOn = {});
/// The same for what is no file yet.
std::optional<desk::DraftFile> keepBytes(const QByteArray& bytes, const QString& name, const QString& mime,
                                         const QString& folder, QString* error, const GoOn& goOn = {});

/// Removes below `folder` what nobody needs any more: copies of at least ten minutes whose name is not among `named`
/// (store::Writer::namedFiles), and files that were fetched a month ago, which come again when they are asked for.
/// Any thread; what cannot be removed stays.
/// Copies from before `keptBefore` stay: what named them could not be read (store::Writer::lossAt).
void removeUnneededFiles(const QString& folder, const QSet<QString>& named, desk::Instant now,
                         desk::Instant keptBefore = {});

} // namespace models
