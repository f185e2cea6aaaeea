#include "app/unix_signals.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app
{

namespace
{

constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};
std::atomic<int> writeEnd = -1;
static_assert(std::atomic<int>::is_always_lock_free, "it is read inside a signal handler");

// Only what is safe inside a signal handler; the rest happens in the event loop.
void wakeUp(int)
{
    const int kept = errno;
    const char byte = 0;
    if (const int end = writeEnd.load(); end >= 0)
        static_cast<void>(!write(end, &byte, 1));
    errno = kept;
}

int openPipe(int (&ends)[2])
{
    return pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0 ? ends[0] : -1;
}

} // namespace

UnixSignals::UnixSignals(QObject* parent)
    : QObject(parent)
    , m_notifier(openPipe(m_pipe), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &UnixSignals::drain);
    writeEnd = m_pipe[1];
    struct sigaction action = {};
    action.sa_handler = wakeUp;
    action.sa_flags = SA_RESTART;
    for (const int signal : kSignals)
        sigaction(signal, &action, nullptr);
}

UnixSignals::~UnixSignals()
{
    for (const int signal : kSignals)
        std::signal(signal, SIG_DFL);
    writeEnd = -1;
    m_notifier.setEnabled(false);
    for (const int end : m_pipe) {
        if (end >= 0)
            close(end);
    }
}

void UnixSignals::drain()
{
    char bytes[16];
    while (read(m_pipe[0], bytes, sizeof(bytes)) > 0) {
    }
    Q_EMIT endAsked();
}

} // namespace app
