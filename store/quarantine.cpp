#include "store/quarantine.h"

#include "store/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QString suspectFile(const QString& path)
{
    return path + u".suspect"_s;
}

QString freeName(const QString& path, desk::Instant now)
{
    const QString name = path + u".damaged-"_s + now.utc().toString(u"yyyyMMdd-HHmmss"_s);
    QString candidate = name;
    for (int i = 2; QFile::exists(candidate); ++i)
        candidate = name + u'-' + QString::number(i);
    return candidate;
}

bool write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.write(bytes) == bytes.size() && file.commit();
}
} // namespace

Quarantined quarantine(const QString& path, const desk::Clock& clock)
{
    Quarantined result;
    result.damagedCopy = freeName(path, clock.now());
    if (!QFile::rename(path, result.damagedCopy))
        throw OpenFailure(OpenFailure::Kind::Broken,
                          QCoreApplication::translate("store::OpenFailure",
                                                      "The desk's file %1 is damaged and cannot be put aside. Nothing "
                                                      "was changed. Move it to another folder and start again.")
                              .arg(QDir::toNativeSeparators(path)));
    for (const QString& end : {u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::rename(path + end, result.damagedCopy + end);
    clearSuspicion(path);
    result.rescued = salvage(result.damagedCopy);
    if (result.rescued.isEmpty())
        return result;
    const QString file = result.damagedCopy + u".rescued.json"_s;
    if (write(file, exported(result.rescued)))
        result.rescueFile = file;
    return result;
}

void markSuspect(const QString& path)
{
    QFile file(suspectFile(path));
    file.open(QIODevice::WriteOnly);
}

bool isSuspect(const QString& path)
{
    return QFile::exists(suspectFile(path));
}

void clearSuspicion(const QString& path)
{
    QFile::remove(suspectFile(path));
}

} // namespace store
