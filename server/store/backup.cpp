#include "server/store/backup.h"

#include "server/store/backup_files.h"
#include "server/store/epochs.h"
#include "server/store/failure.h"
#include "server/store/schema.h"
#include "server/store/store.h"

#include "sql/migration.h"
#include "sql/sqlite_connection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace server::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kFormat = 1;
const auto kDatabase = u"/desk.sqlite"_s;
const auto kManifest = u"/backup.json"_s;
const auto kMark = u"/attachments/desk"_s;

struct BackupText {
    Q_DECLARE_TR_FUNCTIONS(server::store::Backup)
};

Fault refused(const QString& code, const QString& sentence)
{
    return {FaultKind::Broken, code, sentence, 0};
}

Fault notEmpty(const QString& folder)
{
    return refused(u"not-empty"_s,
                   BackupText::tr("%1 is not empty. Nothing was written; choose a new folder.").arg(folder));
}

Fault unwritable(const QString& path)
{
    return refused(u"unreadable"_s,
                   BackupText::tr("%1 cannot be written, or the disk is full. What was begun there was removed; "
                                  "check permissions and free space.")
                       .arg(path));
}

QString attachmentPath(const QString& root, const QString& sha256)
{
    return root + u"/attachments/"_s + sha256.left(2) + u'/' + sha256;
}

/// A file without a log beside it.
std::unique_ptr<sql::SqliteConnection> openAlone(const QString& root)
{
    sql::SqliteOptions options;
    options.journal = sql::Journal::Delete;
    options.synchronous = sql::Synchronous::Full;
    return sql::SqliteConnection::open(root + kDatabase, sql::OpenMode::ReadWrite, options);
}

struct NamedFile {
    QString sha256;
    QString name;
    qint64 size = 0;
    bool isSent = false; ///< a message has it
};

QList<NamedFile> namedFiles(sql::Connection& sql)
{
    QList<NamedFile> files;
    auto rows = sql.query(u"SELECT sha256, max(name), max(size), max(message) FROM attachments WHERE uploaded = size "
                          "GROUP BY sha256 ORDER BY sha256"_s);
    while (rows.next())
        files.append({rows.text(0), rows.text(1), rows.integer(2), rows.integer(3) > 0});
    return files;
}

/// Uploads that were not finished begin anew on the copy; what nobody has sent and is gone meanwhile is no loss.
void forgetUpload(sql::Connection& sql, const QString& sha256)
{
    sql.execute(u"DELETE FROM attachments WHERE sha256 = ? AND message = 0"_s, sha256);
}

std::optional<Fault> copyAttachments(sql::Connection& sql, const QString& from, const QString& to, BackupDone& done)
{
    for (const NamedFile& file : namedFiles(sql)) {
        const QString source = attachmentPath(from, file.sha256);
        const QString target = attachmentPath(to, file.sha256);
        const QString digest = copyFile(source, target);
        if (digest == file.sha256) {
            done.files += 1;
            done.bytes += file.size;
            continue;
        }
        QFile::remove(target);
        if (digest.isEmpty() && QFile::exists(source) && !digestOf(source).isEmpty())
            return unwritable(target);
        if (file.isSent)
            done.lost.append(file.name);
        else
            forgetUpload(sql, file.sha256);
    }
    return std::nullopt;
}

std::optional<Fault> checkVersion(sql::Connection& sql)
{
    if (sql::schemaVersion(sql) <= int(serverMigrations().size()))
        return std::nullopt;
    return refused(u"newer-schema"_s,
                   BackupText::tr("The data were written by a newer bellhop-server. Nothing was touched; use the "
                                  "newer program."));
}

bool writeManifest(const QString& folder, const BackupDone& done, desk::Instant now)
{
    const QJsonObject manifest{{u"format"_s, kFormat},   {u"program"_s, u"" BELLHOP_VERSION ""_s},
                               {u"made"_s, now.ms},      {u"database"_s, digestOf(folder + kDatabase)},
                               {u"files"_s, done.files}, {u"lost"_s, done.lost.size()}};
    QSaveFile file(folder + kManifest);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(manifest).toJson()) > 0 && file.commit();
}

Result<BackupDone> copyOut(const QString& dataDir, const QString& to)
{
    {
        const auto source = sql::SqliteConnection::open(dataDir + kDatabase, sql::OpenMode::ReadWrite);
        if (auto fault = checkVersion(*source))
            return *fault;
        source->execute(u"VACUUM INTO ?"_s, QString(to + kDatabase));
    }
    const auto copy = openAlone(to);
    copy->execute(u"UPDATE attachments SET uploaded = 0 WHERE uploaded < size"_s);
    BackupDone done;
    if (auto fault = copyAttachments(*copy, dataDir, to, done))
        return *fault;
    if (QFile::exists(dataDir + kMark) && copyFile(dataDir + kMark, to + kMark).isEmpty())
        return unwritable(to);
    return done;
}

Fault damaged(const QString& from)
{
    return refused(
        u"damaged"_s,
        BackupText::tr(
            "The backup in %1 is damaged: its database is not what was put away. Nothing was made; use another "
            "backup.")
            .arg(from));
}

/// The digest that the manifest names; empty = there is no whole backup.
QString promisedDigest(const QString& from)
{
    QFile file(from + kManifest);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
    return manifest.value(u"format"_s).toInt() == kFormat ? manifest.value(u"database"_s).toString() : QString();
}

Result<BackupDone> copyIn(const QString& from, const QString& dataDir, const QString& digest)
{
    const QString copied = copyFile(from + kDatabase, dataDir + kDatabase);
    if (copied.isEmpty())
        return QFile::exists(from + kDatabase) ? unwritable(dataDir) : damaged(from);
    if (copied != digest)
        return damaged(from);
    const auto copy = openAlone(dataDir);
    if (auto fault = checkVersion(*copy))
        return *fault;
    if (!copy->integrityCheck().sound)
        return damaged(from);
    BackupDone done;
    if (auto fault = copyAttachments(*copy, from, dataDir, done))
        return *fault;
    if (QFile::exists(from + kMark) && copyFile(from + kMark, dataDir + kMark).isEmpty())
        return unwritable(dataDir);
    return done;
}

/// Opening it makes what a desk needs and begins an epoch; nothing goes out of it by itself until it is released.
std::optional<Fault> holdRestored(const QString& dataDir, desk::Instant now)
{
    StoreOptions options;
    options.dataDir = dataDir;
    const auto database = Database::open(options);
    if (!database)
        return database.fault();
    const auto store = (*database)->connect();
    if (!store)
        return store.fault();
    const auto held = (*store)->write([now](FeedTransaction& transaction) {
        hold(transaction.sql(), now);
        return Done{};
    });
    return held ? std::nullopt : std::optional(held.fault());
}

} // namespace

Result<BackupDone> backUp(const QString& dataDir, const QString& to, desk::Instant now)
{
    if (!QFile::exists(dataDir + kDatabase))
        return refused(u"no-desk"_s,
                       BackupText::tr("There is no desk in %1. Nothing was written; check --data.").arg(dataDir));
    if (!isFree(to))
        return notEmpty(to);
    NewFolder folder(to);
    if (!folder.make())
        return unwritable(to);
    try {
        auto done = copyOut(dataDir, to);
        if (!done)
            return done;
        if (!writeManifest(to, *done, now))
            return unwritable(to);
        folder.keep();
        return done;
    } catch (const sql::Failure& failure) {
        return toFault(failure);
    }
}

Result<BackupDone> restore(const QString& from, const QString& dataDir, desk::Instant now)
{
    const QString digest = promisedDigest(from);
    if (digest.isEmpty())
        return refused(u"not-a-backup"_s,
                       BackupText::tr("There is no whole backup in %1 (backup.json is missing or unreadable). "
                                      "Nothing was made; check --from.")
                           .arg(from));
    if (!isFree(dataDir))
        return notEmpty(dataDir);
    NewFolder folder(dataDir);
    if (!folder.make())
        return unwritable(dataDir);
    try {
        auto done = copyIn(from, dataDir, digest);
        if (!done)
            return done;
        if (auto fault = holdRestored(dataDir, now))
            return *fault;
        folder.keep();
        return done;
    } catch (const sql::Failure& failure) {
        return toFault(failure);
    }
}

} // namespace server::store
