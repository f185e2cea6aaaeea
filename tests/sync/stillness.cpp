#include "tests/sync/stillness.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{
QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The letter behind the name, which may itself hold spaces and brackets.
char stateOf(const QByteArray& stat)
{
    const qsizetype end = stat.lastIndexOf(')');
    return end >= 0 && end + 2 < stat.size() ? stat.at(end + 2) : '?';
}
} // namespace

bool Stillness::look()
{
    QHash<int, QPair<char, qint64>> now;
    bool asleep = true;
    const QStringList threads = QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& thread : threads) {
        if (thread.toInt() == ::gettid())
            continue;
        const QString folder = u"/proc/self/task/"_s + thread;
        const char state = stateOf(contents(folder + u"/stat"_s));
        const qint64 turns = contents(folder + u"/schedstat"_s).trimmed().split(' ').last().toLongLong();
        now.insert(thread.toInt(), {state, turns});
        asleep = asleep && state == 'S';
    }
    const bool same = now == m_seen;
    m_seen = now;
    return asleep && same;
}
