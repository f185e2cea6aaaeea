#include "desk/give_way.h"

#include <sys/resource.h>

namespace desk
{

namespace
{
// A third of what the window's thread gets, which is still enough to finish.
constexpr int kBehind = 5;
} // namespace

void giveWay() noexcept
{
    // On Linux each thread has a niceness of its own (setpriority(2)), and 0 means the calling one.
    (void)::setpriority(PRIO_PROCESS, 0, kBehind);
}

} // namespace desk
