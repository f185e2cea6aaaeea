#include "app/data_folder.h"

#include "desk/desk_address.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kProbe = 64 * 1024; // what a database needs at the very least
constexpr qsizetype kLongestSocketPath = 90;

struct DataFolderText {
    Q_DECLARE_TR_FUNCTIONS(app::DataFolder)
};

QString digest(const QString& text, int length)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(length));
}

QString deskName(const QUrl& desk)
{
    constexpr int longest = 100; // a host name may be longer than a file name with its endings
    return desk.isEmpty() ? u"sample"_s
                          : desk.host().left(longest) + u'-' + digest(desk::deskAddress(desk).toString(), 8);
}

/// A folder that was there keeps its permissions: it may be somebody's home.
bool makePrivate(const QString& path)
{
    if (QFileInfo(path).isDir())
        return true;
    return QDir().mkpath(path) && QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

QString DataFolder::prepare() const
{
    for (const QString& path : {m_root, m_root + u"/desks"_s, m_root + u"/files"_s}) {
        if (QFileInfo::exists(path) && !QFileInfo(path).isDir())
            return DataFolderText::tr("%1 is a file, not a folder. Choose another data folder with --data.").arg(path);
        if (!makePrivate(path))
            return DataFolderText::tr(
                       "The data folder %1 cannot be created. Check its parent folder's permissions, or choose another "
                       "one with --data.")
                .arg(path);
    }
    QTemporaryFile probe(m_root + u"/probe-XXXXXX"_s);
    const QByteArray some(kProbe, 'x');
    if (!probe.open() || probe.write(some) != some.size() || !probe.flush())
        return DataFolderText::tr(
                   "The data folder %1 cannot be written to (%2). Nothing was changed. Make room or make it writable, "
                   "or choose another one with --data.")
            .arg(m_root, probe.errorString());
    return {};
}

QString DataFolder::settings() const
{
    return m_root + u"/settings.ini"_s;
}

QString DataFolder::lock() const
{
    return m_root + u"/bellhop.lock"_s;
}

QString DataFolder::socketName() const
{
    const QString root = QFileInfo(m_root).canonicalFilePath();
    const QString beside = root + u"/bellhop.socket"_s;
    return beside.toUtf8().size() <= kLongestSocketPath ? beside : u"bellhop-"_s + digest(root, 16);
}

QString DataFolder::database(const QUrl& desk) const
{
    return m_root + u"/desks/"_s + deskName(desk) + u".db"_s;
}

QString DataFolder::files(const QUrl& desk) const
{
    return m_root + u"/files/"_s + deskName(desk);
}

QString DataFolder::server() const
{
    return m_root + u"/server"_s;
}

} // namespace app
