#include "server/store/backup_files.h"

#include "server/store/paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace server::store
{

namespace
{
constexpr qint64 kPiece = 1024 * 1024;
} // namespace

QString digestOf(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const bool whole = file.open(QIODevice::ReadOnly) && hash.addData(&file);
    return whole ? QString::fromLatin1(hash.result().toHex()) : QString();
}

QString copyFile(const QString& from, const QString& to)
{
    QFile source(from);
    QSaveFile target(to);
    if (!source.open(QIODevice::ReadOnly) || !QDir().mkpath(QFileInfo(to).path()) || !target.open(QIODevice::WriteOnly))
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!source.atEnd()) {
        const QByteArray piece = source.read(kPiece);
        if (piece.isEmpty() || target.write(piece) != piece.size())
            return {};
        hash.addData(piece);
    }
    return target.commit() ? QString::fromLatin1(hash.result().toHex()) : QString();
}

bool isFree(const QString& path)
{
    const QFileInfo info(path);
    return !info.exists() ||
           (info.isDir() && QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot));
}

NewFolder::NewFolder(QString path)
    : m_path(std::move(path))
    , m_wasThere(QFileInfo::exists(m_path))
{
}

NewFolder::~NewFolder()
{
    if (m_keeps)
        return;
    QDir(m_path).removeRecursively();
    if (m_wasThere)
        QDir().mkpath(m_path);
}

bool NewFolder::make()
{
    return m_wasThere || (QDir().mkpath(m_path) && QFile::setPermissions(m_path, kOwnerOnly));
}

} // namespace server::store
