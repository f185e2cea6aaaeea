#include "server/process/descriptors.h"

#include <QDebug>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/resource.h>

namespace server::process
{

namespace
{

constexpr int kOwn = 64; // database connections of all threads, their files, the log, the loops
constexpr int kMostConnections = 4096;
constexpr int kMostBodyFiles = 128;
constexpr int kUsualLimit = 1024;

} // namespace

int raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return kUsualLimit;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (before != limit.rlim_max && setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        qWarning("the limit on open files stays at %llu: %s", static_cast<unsigned long long>(before),
                 std::strerror(errno));
        limit.rlim_cur = before;
    }
    constexpr rlim_t most = 1 << 20;
    return static_cast<int>(std::min(limit.rlim_cur, most));
}

Capacity capacityOf(int descriptors)
{
    const int rest = std::max(0, descriptors - kOwn);
    Capacity capacity;
    capacity.connections = std::clamp(rest * 3 / 4, 8, kMostConnections);
    capacity.strangers = capacity.connections / 2;
    capacity.bodyFiles = std::clamp(rest / 8, 2, kMostBodyFiles);
    return capacity;
}

} // namespace server::process
