#pragma once
// A program beside the benchmark, with a deadline for everything that is waited for.

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

#include <sys/types.h>

namespace bench
{

/// Linux. Reads the program's standard output; its standard error is dropped. The kernel kills it should we die first.
class Child
{
public:
    Child(const QString& program, const QStringList& arguments);
    ~Child(); ///< end()
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Milliseconds from the start of the program to the arrival of a line with `text` in it; nullopt when `patience`
    /// milliseconds or the program have passed.
    std::optional<double> waitFor(const QByteArray& text, int patience);
    /// SIGTERM; whoever is there three seconds later is killed. Returns when it is gone.
    void end();
    pid_t id() const { return m_id; } ///< 0 when it could not be started, or has ended

private:
    bool readMore(int patience);

    pid_t m_id = 0;
    int m_output = -1;
    QByteArray m_said;
    std::chrono::steady_clock::time_point m_begin;
};

} // namespace bench
