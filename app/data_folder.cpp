#include "app/data_folder.h"

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

QString tr(const char* text)
{
    return QCoreApplication::translate("app::DataFolder", text);
}

QString digest(const QString& text, int length)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(length));
}

QString deskName(const QUrl& desk)
{
    return desk.isEmpty() ? u"sample"_s : desk.host() + u'-' + digest(desk.toString(QUrl::RemoveUserInfo), 8);
}

bool makePrivate(const QString& path)
{
    return QDir().mkpath(path) && QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

QString DataFolder::prepare() const
{
    for (const QString& path : {m_root, m_root + u"/desks"_s, m_root + u"/files"_s}) {
        if (QFileInfo::exists(path) && !QFileInfo(path).isDir())
            return tr("%1 is a file, not a folder. Choose another data folder with --data.").arg(path);
        if (!makePrivate(path))
            return tr("The data folder %1 cannot be created. Check its parent folder's permissions, or choose another "
                      "one with --data.")
                .arg(path);
    }
    QTemporaryFile probe(m_root + u"/probe-XXXXXX"_s);
    if (!probe.open() || probe.write("x") != 1 || !probe.flush())
        return tr("The data folder %1 cannot be written to (%2). Nothing was changed. Make room or make it writable, "
                  "or "
                  "choose another one with --data.")
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
    return u"bellhop-"_s + digest(QFileInfo(m_root).canonicalFilePath(), 16);
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
