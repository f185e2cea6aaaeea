#include "app/embedded_server.h"

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
    m_again.setSingleShot(true);
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
    launch();
}

void EmbeddedServer::launch()
{
    QStringList arguments{u"--embedded"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, m_folder};
    if (m_sample)
        arguments << u"--sample"_s;
    m_lastError.clear();
    m_process.start(m_program, arguments);
    m_process.write(m_token.toLatin1() + '\n');
}

void EmbeddedServer::readOutput()
{
    static const QByteArray greeting = "listening on ";
    while (m_process.canReadLine()) {
        const QByteArray line = m_process.readLine().trimmed();
        if (!line.startsWith(greeting))
            continue;
        m_failures = 0;
        Q_EMIT ready(QUrl(QString::fromUtf8(line.mid(greeting.size()))));
    }
}

void EmbeddedServer::readErrors()
{
    const QByteArray text = m_process.readAllStandardError();
    for (const QByteArray& line : text.split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        qInfo("server: %s", line.constData());
        m_lastError = line.trimmed();
    }
}

void EmbeddedServer::ended(int code, QProcess::ExitStatus status)
{
    if (m_stopping)
        return;
    const int pause = std::min(kLongestPause, kFirstPause << std::min(m_failures, 6));
    ++m_failures;
    m_again.start(pause);
    if (m_failures < 3) // one death is mended before anybody needs to know
        return;
    const QString why = m_lastError.isEmpty()
                            ? (status == QProcess::CrashExit ? tr("it could not be started or ended unexpectedly")
                                                             : tr("it ended with code %1").arg(code))
                            : QString::fromUtf8(m_lastError);
    Q_EMIT failed(tr("The desk server on this computer does not run: %1. Everything you do is kept and sent when it is "
                     "back; it is being started again.")
                      .arg(why));
}

void EmbeddedServer::stop(int timeout)
{
    m_stopping = true;
    m_again.stop();
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
