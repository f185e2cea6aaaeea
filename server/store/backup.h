#pragma once
// A desk on SQLite as a folder that can be put away and taken out again (DESK-6): the database as it was at one moment,
// the attachments that it names, and a manifest that is written last.

#include "server/store/result.h"

#include "desk/instant.h"

#include <QString>
#include <QStringList>

namespace server::store
{

struct BackupDone {
    qint64 files = 0;
    qint64 bytes = 0; ///< of the files
    QStringList lost; ///< names of attachments whose bytes are missing or not what was sent; all else is there
};

/// Copies the desk in `dataDir` into the folder `to`, which is made, or is empty; also while a server runs on it.
/// Faults: `no-desk`, `not-empty`, `newer-schema`, `not-a-database`, and what the disk does; nothing is left of a
/// backup that failed, and the desk is not touched.
Result<BackupDone> backUp(const QString& dataDir, const QString& to, desk::Instant now);

/// Makes a desk in `dataDir`, which is made, or is empty, of the backup in `from`. Every byte is compared with what was
/// put away. The desk is held (store/epochs.h), under a new word. Faults: `not-a-backup`, `not-empty`, `damaged`,
/// `newer-schema`, and what the disk does; nothing is left of a desk that failed, and the backup is not touched.
Result<BackupDone> restore(const QString& from, const QString& dataDir, desk::Instant now);

} // namespace server::store
