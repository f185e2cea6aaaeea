#include "tests/bench/process_figures.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <fcntl.h>
#include <unistd.h>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The number behind `name:` in a file of such lines.
double numberIn(const QByteArray& lines, const QByteArray& name)
{
    const auto at = lines.indexOf('\n' + name + ':');
    if (at < 0)
        return 0;
    const QByteArray rest = lines.mid(at + name.size() + 2, 40).trimmed();
    return rest.left(rest.indexOf('\n')).split(' ').first().toDouble();
}

} // namespace

double proportionalMemory(pid_t process)
{
    return numberIn(contents(u"/proc/%1/smaps_rollup"_s.arg(process)), "Pss") / 1024;
}

Activity activityOf(pid_t process)
{
    Activity sum;
    const QString tasks = u"/proc/%1/task"_s.arg(process);
    for (const QString& task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QByteArray spent = contents(tasks + u'/' + task + u"/schedstat"_s);
        sum.cpuMs += spent.split(' ').first().toDouble() / 1e6;
        sum.wakeUps += qint64(numberIn(contents(tasks + u'/' + task + u"/status"_s), "voluntary_ctxt_switches"));
    }
    return sum;
}

QStringList mappedFiles(pid_t process)
{
    QSet<QString> files;
    for (const QByteArray& line : contents(u"/proc/%1/maps"_s.arg(process)).split('\n')) {
        const auto at = line.indexOf('/');
        if (at >= 0 && !line.mid(at).startsWith("/dev/") && !line.endsWith("(deleted)"))
            files.insert(QFile::decodeName(line.mid(at)));
    }
    return files.values();
}

void dropFromPageCache(const QStringList& files)
{
    for (const QString& path : files) {
        const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            continue;
        fdatasync(file); // pages that are not on the disk yet cannot be dropped
        (void)posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        ::close(file);
    }
}

} // namespace bench
