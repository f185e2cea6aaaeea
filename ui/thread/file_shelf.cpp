#include "ui/thread/file_shelf.h"

#include "desk/file_name.h"
#include "models/remote.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_LINUX
#include <sys/xattr.h>
#endif

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 kBlock = 256 * 1024;

/// As browsers mark what they load (freedesktop.org, "Common Extended Attributes"); a file system without attributes
/// keeps the file without it.
void mark(const QString& path)
{
#ifdef Q_OS_LINUX
    static constexpr char kOrigin[] = "bellhop:attachment";
    ::setxattr(QFile::encodeName(path).constData(), "user.xdg.origin.url", kOrigin, sizeof kOrigin - 1, 0);
#else
    Q_UNUSED(path)
#endif
}

/// Also what an earlier version fetched.
void guard(const QString& path)
{
    mark(path);
    QFile::setPermissions(path, QFile::ReadOwner);
    QFile::setPermissions(QFileInfo(path).path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

/// Empty = done; else why `target` is as it was.
QString copied(const QString& source, const QString& target)
{
    QFile from(source);
    QSaveFile to(target);
    if (!from.open(QIODevice::ReadOnly))
        return FileShelf::tr("The fetched file is not here any more; press it again to fetch it.");
    bool whole = to.open(QIODevice::WriteOnly);
    while (whole && !from.atEnd()) {
        const QByteArray block = from.read(kBlock);
        whole = !block.isEmpty() && to.write(block) == block.size();
    }
    if (whole && to.commit()) {
        mark(target);
        return {};
    }
    return FileShelf::tr("It could not be written to %1; choose another folder.").arg(QDir::toNativeSeparators(target));
}
} // namespace

FileShelf::FileShelf(models::DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

QString FileShelf::path(const desk::Attachment& attachment) const
{
    // The id is the server's word: its hash makes a folder name of any of them.
    const QByteArray hash = QCryptographicHash::hash(attachment.id.value().toUtf8(), QCryptographicHash::Sha1);
    return u"%1/files/%2/%3"_s.arg(m_session.dataFolder(), QString::fromLatin1(hash.toHex()),
                                   desk::plainFileName(attachment.name));
}

bool FileShelf::isHere(const desk::Attachment& attachment) const
{
    return !m_fetching.contains(attachment.id) && QFileInfo(path(attachment)).isFile();
}

void FileShelf::fetch(const desk::Attachment& attachment)
{
    if (m_fetching.contains(attachment.id))
        return;
    if (isHere(attachment)) {
        guard(path(attachment));
        Q_EMIT arrived(attachment.id);
        return;
    }
    models::Remote* remote = m_session.remote();
    const QString target = path(attachment);
    if (!remote || !QDir().mkpath(QFileInfo(target).path())) {
        Q_EMIT failed(attachment.id,
                      tr("The file could not be fetched: there is no place to put it or no connection."));
        return;
    }
    m_fetching.insert(attachment.id);
    const desk::AttachmentId id = attachment.id;
    remote->fetchAttachment(attachment, target, this, [this, id, target](const QString& error) {
        m_fetching.remove(id);
        if (error.isEmpty()) {
            guard(target);
            Q_EMIT arrived(id);
            return;
        }
        QFile::remove(target);
        Q_EMIT failed(id, error);
    });
}

void FileShelf::saveCopy(const desk::Attachment& attachment, const QString& target)
{
    m_copier.post(
        [this, answers = desk::Mailbox(this), id = attachment.id, source = path(attachment), target](store::Reader*) {
            const QString error = copied(source, target);
            answers.post([this, id, error] { Q_EMIT saved(id, error); });
        });
}

} // namespace ui
