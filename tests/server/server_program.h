#pragma once
// The real bellhop-server as a child of a test.

#include <QProcess>
#include <QStringList>

#include <csignal>
#include <functional>

namespace test
{

/// What one run said and how it ended; code -1 = it did not end by itself.
struct Ran {
    int code = -1;
    QString out, err;
};

class ServerProgram
{
public:
    /// Empty when the test is run without BELLHOP_SERVER.
    static QString path();
    /// Runs a command to its end. `before` runs in the child ahead of the program.
    static Ran run(const QStringList& arguments, const QByteArray& input = {},
                   const std::function<void()>& before = {});

    ServerProgram() = default;
    ~ServerProgram();
    ServerProgram(const ServerProgram&) = delete;
    ServerProgram& operator=(const ServerProgram&) = delete;

    /// Starts to serve; true once it has said where.
    bool serve(const QStringList& arguments, const std::function<void()>& before = {});
    qint64 processId() const { return m_process.processId(); }
    QString url() const { return m_url; }
    void signal(int number)
    {
        if (m_process.processId() > 0) // 0 would name the test's own group
            ::kill(pid_t(m_process.processId()), number);
    }
    /// Waits until its log says this.
    bool logs(const QString& words);
    void kill() { m_process.kill(); }
    /// Waits for the end; what it wrote to standard output after the first line, and all of its log.
    Ran end();

private:
    QProcess m_process;
    QString m_url;
    QByteArray m_log;
};

} // namespace test
