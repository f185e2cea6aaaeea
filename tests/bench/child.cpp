#include "tests/bench/child.h"

#include <QFile>

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace bench
{

namespace
{

constexpr std::chrono::seconds kToEnd{3};

/// Only what is safe between fork and exec.
[[noreturn]] void become(const char* program, char* const* arguments, int output)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nothing = ::open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO); // a log that is a pipe makes Qt warn at each start
    execv(program, arguments);
    _exit(127);
}

bool ended(pid_t id)
{
    return waitpid(id, nullptr, WNOHANG) != 0;
}

} // namespace

Child::Child(const QString& program, const QStringList& arguments)
{
    std::vector<QByteArray> words{QFile::encodeName(program)};
    for (const QString& argument : arguments)
        words.push_back(QFile::encodeName(argument));
    std::vector<char*> pointers;
    for (QByteArray& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    int pipe[2];
    if (pipe2(pipe, O_CLOEXEC) != 0)
        return;
    m_begin = std::chrono::steady_clock::now();
    const pid_t id = fork();
    if (id == 0)
        become(pointers.front(), pointers.data(), pipe[1]);
    ::close(pipe[1]);
    m_output = pipe[0];
    m_id = std::max<pid_t>(id, 0);
}

Child::~Child()
{
    end();
}

bool Child::readMore(int patience)
{
    pollfd wait{m_output, POLLIN, 0};
    if (m_output < 0 || poll(&wait, 1, patience) <= 0)
        return false;
    char buffer[4096];
    const ssize_t count = ::read(m_output, buffer, sizeof buffer);
    if (count > 0)
        m_said.append(buffer, int(count));
    return count > 0;
}

std::optional<double> Child::waitFor(const QByteArray& text, int patience)
{
    const auto since = [](auto point) {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - point).count();
    };
    const auto begin = std::chrono::steady_clock::now();
    for (;;) {
        if (const auto at = m_said.indexOf(text); at >= 0) {
            m_said.remove(0, at + text.size());
            return since(m_begin);
        }
        const int left = patience - int(since(begin));
        if (left <= 0 || !readMore(left))
            return std::nullopt;
    }
}

void Child::end()
{
    if (m_id > 0) {
        kill(m_id, SIGTERM);
        const auto deadline = std::chrono::steady_clock::now() + kToEnd;
        bool gone = ended(m_id);
        while (!gone && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            gone = ended(m_id);
        }
        if (!gone) {
            kill(m_id, SIGKILL);
            waitpid(m_id, nullptr, 0);
        }
        m_id = 0;
    }
    if (m_output >= 0)
        ::close(m_output);
    m_output = -1;
}

} // namespace bench
