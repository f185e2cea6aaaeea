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
constexpr qsizetype kMaxLogLine = 16 * 1024;

/// One message is one line, whatever is in it: words of strangers must not look like lines of ours.
QByteArray oneLine(const QString& text)
{
    QByteArray line = text.toUtf8().left(kMaxLogLine);
    line.replace('\r', ' ').replace('\n', ' ');
    return line;
}

struct Log {
    std::mutex mutex;
    std::unique_ptr<QFile> file; ///< none: standard error
};

/// Never destroyed: other threads may have something to say while the program ends.
Log& theLog()
{
    static Log* const log = new Log;
    return *log;
}

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

void rotate(std::unique_ptr<QFile>& file)
{
    const QString path = file->fileName();
    file->close();
    QFile::remove(path + u".1"_s);
    const bool moved = QFile::rename(path, path + u".1"_s);
    // Where the old one cannot be put aside it is given up: the disk's room counts for more.
    const auto mode = moved ? QIODevice::Append : QIODevice::Truncate;
    if (!file->open(QIODevice::WriteOnly | mode))
        file.reset();
}

void handle(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + ' ' + word(type) +
                            ' ' + oneLine(text) + '\n';
    Log& log = theLog();
    const std::lock_guard lock(log.mutex);
    if (!log.file) {
        if (type != QtDebugMsg && type != QtInfoMsg)
            std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
        return;
    }
    log.file->write(line);
    log.file->flush();
    if (log.file->size() > kMaxSize)
        rotate(log.file);
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
    Log& log = theLog();
    const std::lock_guard lock(log.mutex);
    log.file = std::move(opened);
    return {};
}

} // namespace app
