#include "tests/sync/stillness.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace
{
// Plain calls: each round of a test reads two of these files for each thread.
QByteArray contents(int folder, int thread, const char* name)
{
    std::array<char, 64> path{};
    std::snprintf(path.data(), path.size(), "%d/%s", thread, name);
    const int file = ::openat(folder, path.data(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return {};
    std::array<char, 512> text{};
    const ssize_t size = ::read(file, text.data(), text.size());
    ::close(file);
    return {text.data(), size > 0 ? qsizetype(size) : 0};
}

/// By the letter behind the name, which may itself hold spaces and brackets.
bool isAsleep(const QByteArray& stat)
{
    const qsizetype end = stat.lastIndexOf(')');
    return end >= 0 && end + 2 < stat.size() && stat.at(end + 2) == 'S';
}
} // namespace

bool Stillness::look()
{
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/task"), &::closedir);
    if (!folder)
        return false;
    const int at = ::dirfd(folder.get());
    QHash<int, QByteArray> now;
    while (const dirent* entry = ::readdir(folder.get())) {
        const int thread = std::atoi(entry->d_name);
        if (thread > 0 && thread != ::gettid())
            now.insert(thread, contents(at, thread, "schedstat"));
    }
    const bool same = now == m_seen;
    m_seen = now;
    if (!same)
        return false;
    // Asleep now and not a nanosecond on a processor since the last look: it slept in between.
    for (auto each = now.keyBegin(); each != now.keyEnd(); ++each) {
        if (!isAsleep(contents(at, *each, "stat")))
            return false;
    }
    return true;
}
