#include "ui/thread/file_shelf.h"

#include "models/remote.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kLongestName = 120;
constexpr qint64 kBlock = 256 * 1024;

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
    if (whole && to.commit())
        return {};
    return FileShelf::tr("It could not be written to %1; choose another folder.").arg(QDir::toNativeSeparators(target));
}
} // namespace

QString safeFileName(const QString& name)
{
    QString safe;
    for (const QChar c : name.right(kLongestName)) {
        const bool bad =
            c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || u"/\\:*?\"<>|"_s.contains(c);
        safe += bad ? u'_' : c;
    }
    while (safe.startsWith(u'.'))
        safe.remove(0, 1);
    safe = safe.trimmed();
    return safe.isEmpty() ? u"file"_s : safe;
}

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
                                   safeFileName(attachment.name));
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

bool FileShelf::mayOpen(const desk::Attachment& attachment)
{
    static const QStringList running{u"exe"_s, u"bat"_s,     u"cmd"_s, u"com"_s, u"msi"_s,      u"js"_s,  u"jse"_s,
                                     u"vbs"_s, u"sh"_s,      u"ps1"_s, u"scr"_s, u"lnk"_s,      u"jar"_s, u"hta"_s,
                                     u"url"_s, u"desktop"_s, u"run"_s, u"pif"_s, u"appimage"_s, u"reg"_s, u"py"_s};
    return !running.contains(QFileInfo(safeFileName(attachment.name)).suffix().toLower());
}

} // namespace ui
