#include "server/store/file_bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace server::store
{

namespace
{

/// A new name is on the disk only with its folder.
bool syncFolder(const QString& folder)
{
    const int file = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    return isSynced;
}

bool folderStands(const QString& folder)
{
    if (QFileInfo::exists(folder))
        return true;
    return QDir().mkpath(folder) && syncFolder(QFileInfo(folder).path());
}

/// QFile::rename() refuses to replace a file.
bool replace(const QString& from, const QString& to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

} // namespace

bool writeAt(const QString& path, qint64 offset, const QByteArray& bytes)
{
    QFile file(path);
    const bool isNew = !file.exists();
    return file.open(QIODevice::ReadWrite) && file.resize(offset) && file.seek(offset) &&
           file.write(bytes) == bytes.size() && file.flush() && ::fsync(file.handle()) == 0 &&
           (!isNew || syncFolder(QFileInfo(path).path()));
}

bool digestFits(const QString& path, const QString& sha256)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) &&
           QString::fromLatin1(hash.result().toHex()) == sha256;
}

bool isFinished(const QString& path, qint64 size, const QString& sha256, const QByteArray& end)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.size() == size && file.seek(size - end.size()) &&
           file.readAll() == end && digestFits(path, sha256);
}

bool settle(const QString& partial, const QString& path, qint64 size)
{
    const QString folder = QFileInfo(path).path();
    const QFileInfo there(path);
    if (!there.exists() || there.size() != size)
        return folderStands(folder) && replace(partial, path) && syncFolder(folder);
    QFile::remove(partial);
    return syncFolder(folder); // whoever moved it here may not have come to this
}

} // namespace server::store
