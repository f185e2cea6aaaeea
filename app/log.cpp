#include "app/log.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

#include <cstdio>
#include <memory>
#include <mutex>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxSize = 8 * 1024 * 1024;

std::mutex mutex;
std::unique_ptr<QFile> file;

const char* word(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

void rotate()
{
    const QString path = file->fileName();
    file->close();
    QFile::remove(path + u".1"_s);
    QFile::rename(path, path + u".1"_s);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Append))
        file.reset();
}

void handle(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + ' ' + word(type) +
                            ' ' + text.toUtf8() + '\n';
    const std::lock_guard lock(mutex);
    if (!file) {
        if (type != QtDebugMsg && type != QtInfoMsg)
            std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
        return;
    }
    file->write(line);
    file->flush();
    if (file->size() > kMaxSize)
        rotate();
}

} // namespace

QString startLog(const QString& path)
{
    qInstallMessageHandler(handle);
    if (path.isEmpty())
        return {};
    auto opened = std::make_unique<QFile>(path);
    if (!opened->open(QIODevice::WriteOnly | QIODevice::Append))
        return QCoreApplication::translate("app::Log", "The log file %1 cannot be written: %2.")
            .arg(path, opened->errorString());
    opened->setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const std::lock_guard lock(mutex);
    file = std::move(opened);
    return {};
}

} // namespace app
