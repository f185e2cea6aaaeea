#include "models/kept_file.h"

#include "desk/file_name.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QMimeDatabase>
#include <QSaveFile>
#include <QUuid>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace models
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kBlock = 256 * 1024;
constexpr qint64 kSurelySaved = 10 * desk::kMinute; // a file is kept before the draft that names it
constexpr qint64 kFetchedLife = 30 * desk::kDay;

struct KeptFileText {
    Q_DECLARE_TR_FUNCTIONS(models::DraftKeeper)
};

/// Why the original cannot be attached; empty = it can.
QString unfit(const QFileInfo& file)
{
    if (!file.exists())
        return KeptFileText::tr("\"%1\" is not there any more. Nothing was attached.").arg(file.fileName());
    if (!file.isFile())
        return KeptFileText::tr("\"%1\" is not a file. Only files can be attached.").arg(file.fileName());
    if (file.size() > kLargestFile)
        return KeptFileText::tr("\"%1\" has %2; the limit for one file is %3. Nothing was attached.")
            .arg(file.fileName(), QLocale().formattedDataSize(file.size()), QLocale().formattedDataSize(kLargestFile));
    return {};
}

/// Copies at most the limit: the file may grow while it is read. Empty = done.
QString copy(QIODevice& from, const QString& name, QSaveFile& to, const GoOn& goOn)
{
    const qint64 whole = qMax<qint64>(1, from.size());
    qint64 total = 0;
    while (!from.atEnd()) {
        const QByteArray block = from.read(kBlock);
        if (block.isEmpty())
            return KeptFileText::tr("\"%1\" could not be read: %2. Nothing was attached.")
                .arg(name, from.errorString());
        total += block.size();
        if (total > kLargestFile)
            return KeptFileText::tr("\"%1\" grew beyond the limit for one file. Nothing was attached.").arg(name);
        if (to.write(block) != block.size())
            return KeptFileText::tr(
                       "\"%1\" could not be kept: %2. Your text is saved; make room on the disk and attach it again.")
                .arg(name, to.errorString());
        if (goOn && !goOn(int(qMin<qint64>(100, total * 100 / whole))))
            return KeptFileText::tr("\"%1\" was not attached: you stopped it.").arg(name);
    }
    return {};
}

/// A file whose name is only in memory is gone after a power cut, and the row that names it is not.
void flushFolder(const QString& path)
{
#ifdef Q_OS_UNIX
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    ::fsync(handle);
    ::close(handle);
#else
    Q_UNUSED(path)
#endif
}

std::optional<desk::DraftFile> keep(QIODevice& from, const QString& name, const QString& mime, const QString& folder,
                                    QString* error, const GoOn& goOn)
{
    const auto fail = [error](const QString& reason) {
        if (error)
            *error = reason;
        return std::nullopt;
    };
    const QDir attachments(folder + u"/attachments"_s);
    if (!attachments.mkpath(u"."_s))
        return fail(KeptFileText::tr("The folder %1 cannot be made. Your text is saved; \"%2\" was not attached.")
                        .arg(QDir::toNativeSeparators(attachments.path()), name));
    QSaveFile to(attachments.filePath(QUuid::createUuid().toString(QUuid::WithoutBraces)));
    const auto unkept = [&] {
        return fail(KeptFileText::tr(
                        "\"%1\" could not be kept: %2. Your text is saved; make room on the disk and attach it again.")
                        .arg(name, to.errorString()));
    };
    if (!to.open(QIODevice::WriteOnly))
        return unkept();
    to.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (const QString reason = copy(from, name, to, goOn); !reason.isEmpty())
        return fail(reason);
    const qint64 size = to.size();
    if (!to.commit()) // which flushes the bytes; their name is flushed here
        return unkept();
    flushFolder(attachments.path());
    flushFolder(folder);
    return desk::DraftFile{to.fileName(), desk::plainFileName(name), mime, size};
}

} // namespace

std::optional<desk::DraftFile> keepFile(const QString& path, const QString& folder, QString* error, const GoOn& goOn)
{
    const auto fail = [error](const QString& reason) {
        if (error)
            *error = reason;
        return std::nullopt;
    };
    const QFileInfo info(path);
    if (const QString reason = unfit(info); !reason.isEmpty())
        return fail(reason);
    QFile from(path);
    if (!from.open(QIODevice::ReadOnly))
        return fail(KeptFileText::tr("\"%1\" could not be opened: %2. Nothing was attached.")
                        .arg(info.fileName(), from.errorString()));
    return keep(from, info.fileName(), QMimeDatabase().mimeTypeForFile(info).name(), folder, error, goOn);
}

std::optional<desk::DraftFile> keepBytes(const QByteArray& bytes, const QString& name, const QString& mime,
                                         const QString& folder, QString* error, const GoOn& goOn)
{
    QBuffer from;
    from.setData(bytes);
    from.open(QIODevice::ReadOnly);
    return keep(from, name, mime, folder, error, goOn);
}

void removeUnneededFiles(const QString& folder, const QSet<QString>& named, desk::Instant now, desk::Instant keptBefore)
{
    const auto isOlder = [now](const QFileInfo& file, qint64 age) {
        return now.ms - file.lastModified().toMSecsSinceEpoch() >= age;
    };
    const QDir attachments(folder + u"/attachments"_s);
    for (const QFileInfo& file : attachments.entryInfoList(QDir::Files | QDir::Hidden)) {
        const bool spared = file.lastModified().toMSecsSinceEpoch() <= keptBefore.ms;
        if (!spared && !named.contains(file.fileName()) && isOlder(file, kSurelySaved))
            QFile::remove(file.filePath());
    }
    const QDir fetched(folder + u"/files"_s);
    for (const QFileInfo& shelf : fetched.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        for (const QFileInfo& file : QDir(shelf.filePath()).entryInfoList(QDir::Files | QDir::Hidden)) {
            if (isOlder(file, kFetchedLife))
                QFile::remove(file.filePath());
        }
        fetched.rmdir(shelf.fileName()); // only when it is empty
    }
}

} // namespace models
