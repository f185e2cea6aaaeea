#include "tests/server/server_program.h"

namespace test
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kLong = 60'000;
}

QString ServerProgram::path()
{
    return qEnvironmentVariable("BELLHOP_SERVER");
}

Ran ServerProgram::run(const QStringList& arguments, const QByteArray& input, const std::function<void()>& before)
{
    QProcess process;
    if (before)
        process.setChildProcessModifier(before);
    process.start(path(), arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(kLong) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

ServerProgram::~ServerProgram()
{
    m_process.kill();
    m_process.waitForFinished(kLong);
}

bool ServerProgram::serve(const QStringList& arguments, const std::function<void()>& before)
{
    if (before)
        m_process.setChildProcessModifier(before);
    m_process.setReadChannel(QProcess::StandardOutput);
    m_process.start(path(), arguments);
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(kLong))
            return false;
    const QString line = QString::fromUtf8(m_process.readLine());
    const QString start = u"listening on "_s;
    m_url = line.startsWith(start) && line.endsWith(u'\n') ? line.mid(start.size()).chopped(1) : QString();
    return !m_url.isEmpty();
}

bool ServerProgram::logs(const QString& words)
{
    m_process.setReadChannel(QProcess::StandardError);
    while (!m_log.contains(words.toUtf8())) {
        if (m_process.bytesAvailable() == 0 && !m_process.waitForReadyRead(kLong))
            return false;
        m_log += m_process.readAllStandardError();
    }
    return true;
}

Ran ServerProgram::end()
{
    const bool ended = m_process.waitForFinished(kLong) && m_process.exitStatus() == QProcess::NormalExit;
    return {ended ? m_process.exitCode() : -1, QString::fromUtf8(m_process.readAllStandardOutput()),
            QString::fromUtf8(m_log + m_process.readAllStandardError())};
}

} // namespace test
