#include "app/embedded_server.h"

#include "desk/desk_address.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kFirstPause = 250;
constexpr int kLongestPause = 15'000;
constexpr int kToStart = 120'000; // the first start makes the sample desk, on any disk
constexpr int kProven = 30'000;
constexpr qsizetype kMaxLine = 4096;

QString makeToken()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char*>(words.data()), sizeof(words));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

EmbeddedServer::EmbeddedServer(QString program, QString folder, QObject* parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_folder(std::move(folder))
    , m_token(makeToken())
{
    for (QTimer* timer : {&m_again, &m_patience, &m_proven})
        timer->setSingleShot(true);
    m_patience.setInterval(kToStart);
    m_proven.setInterval(kProven);
    connect(&m_patience, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_proven, &QTimer::timeout, this, [this] { m_failures = 0; });
    connect(&m_again, &QTimer::timeout, this, &EmbeddedServer::launch);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EmbeddedServer::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EmbeddedServer::readErrors);
    connect(&m_process, &QProcess::finished, this, &EmbeddedServer::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(-1, QProcess::CrashExit);
    });
}

EmbeddedServer::~EmbeddedServer()
{
    stop();
}

void EmbeddedServer::start(bool sample)
{
    m_sample = sample;
    m_stopping = false;
    launch();
}

void EmbeddedServer::launch()
{
    QStringList arguments{u"--embedded"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, m_folder};
    if (m_sample)
        arguments << u"--sample"_s;
    m_lastError.clear();
    m_errors.clear();
    m_patience.start();
    m_process.start(m_program, arguments);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.write(m_token.toLatin1() + '\n');
}

QUrl EmbeddedServer::addressIn(const QByteArray& line)
{
    static const QByteArray greeting = "listening on ";
    if (!line.startsWith(greeting))
        return {};
    const QUrl address(QString::fromUtf8(line.mid(greeting.size())).trimmed(), QUrl::StrictMode);
    const bool ours =
        address.isValid() && address.scheme() == u"http"_s && desk::isLoopback(address) && address.port() > 0;
    return ours ? address : QUrl();
}

void EmbeddedServer::readOutput()
{
    while (m_process.canReadLine()) {
        const QUrl address = addressIn(m_process.readLine(kMaxLine));
        if (address.isEmpty() || m_stopping)
            continue;
        m_patience.stop();
        m_proven.start();
        Q_EMIT ready(address);
    }
    if (m_process.bytesAvailable() > kMaxLine)
        m_process.readAllStandardOutput();
}

void EmbeddedServer::readErrors()
{
    m_errors += m_process.readAllStandardError();
    for (qsizetype end = m_errors.indexOf('\n'); end >= 0; end = m_errors.indexOf('\n')) {
        const QByteArray line = m_errors.left(std::min(end, kMaxLine)).trimmed();
        m_errors.remove(0, end + 1);
        if (line.isEmpty())
            continue;
        qInfo("server: %s", line.constData());
        m_lastError = line;
    }
    if (m_errors.size() > kMaxLine)
        m_errors.clear();
}

void EmbeddedServer::ended(int code, QProcess::ExitStatus status)
{
    m_patience.stop();
    m_proven.stop();
    if (m_stopping)
        return;
    const int pause = std::min(kLongestPause, kFirstPause << std::min(m_failures, 6));
    ++m_failures;
    m_again.start(pause);
    const QString why = reason(code, status);
    qWarning("the server on this computer ended: %s", qPrintable(why));
    if (m_failures < 3) // one death is mended before anybody needs to know
        return;
    Q_EMIT failed(tr("The desk server on this computer does not run: %1. Everything you do is kept and sent when it is "
                     "back; it is being started again.")
                      .arg(why));
}

QString EmbeddedServer::reason(int code, QProcess::ExitStatus status) const
{
    if (m_program.isEmpty())
        return tr("bellhop-server was not found beside this program or in the PATH");
    if (m_process.error() == QProcess::FailedToStart)
        return tr("%1 cannot be started").arg(m_program);
    if (!m_lastError.isEmpty())
        return QString::fromUtf8(m_lastError);
    return status == QProcess::CrashExit ? tr("it ended unexpectedly") : tr("it ended with code %1").arg(code);
}

void EmbeddedServer::stop(int timeout)
{
    m_stopping = true;
    for (QTimer* timer : {&m_again, &m_patience, &m_proven})
        timer->stop();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(timeout))
        return;
    m_process.kill();
    m_process.waitForFinished(1000);
}

QString EmbeddedServer::findProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + u"/bellhop-server"_s;
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(u"bellhop-server"_s);
}

} // namespace app
