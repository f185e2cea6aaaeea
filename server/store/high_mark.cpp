#include "server/store/high_mark.h"

#include <QByteArray>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace server::store
{

namespace
{

QString pathOf(const QString& dataDir)
{
    return dataDir + QStringLiteral("/handed-out");
}

/// One write of one length: a reader finds the old number or the new one.
void put(const QString& dataDir, qint64 seq)
{
    const int file = ::open(QFile::encodeName(pathOf(dataDir)).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    const QByteArray line = QByteArray::number(seq).rightJustified(20, '0') + '\n';
    [[maybe_unused]] const auto written = ::pwrite(file, line.constData(), static_cast<std::size_t>(line.size()), 0);
    ::close(file);
}

} // namespace

qint64 highMark(const QString& dataDir)
{
    if (dataDir.isEmpty())
        return 0;
    QFile file(pathOf(dataDir));
    return file.open(QIODevice::ReadOnly) ? file.read(20).toLongLong() : 0;
}

void raiseHighMark(const QString& dataDir, qint64 seq)
{
    if (!dataDir.isEmpty() && highMark(dataDir) < seq)
        put(dataDir, seq);
}

void lowerHighMark(const QString& dataDir, qint64 seq)
{
    if (!dataDir.isEmpty() && highMark(dataDir) > seq)
        put(dataDir, seq);
}

} // namespace server::store
