#include "app/single_instance.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QThread>
#include <QTimer>

#include <algorithm>

namespace app
{

namespace
{
constexpr int kMaxMessage = 4096;
constexpr int kPatience = 5000; // for one who connects and says nothing
constexpr int kPause = 20;
} // namespace

SingleInstance::SingleInstance(const QString& lockFile, const QString& socketName, QObject* parent)
    : QObject(parent)
    , m_lock(lockFile)
    , m_socketName(socketName)
{
    m_lock.setStaleLockTime(0); // a crashed owner is found by its process id, never by age
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::Outcome SingleInstance::claimOrTell(const QByteArray& message, int timeout)
{
    const QDeadlineTimer deadline(timeout);
    while (!claim()) {
        if (!m_trouble.isEmpty())
            return Outcome::Trouble;
        if (tell(message, std::max(1, int(deadline.remainingTime()))))
            return Outcome::HandedOver;
        if (deadline.hasExpired())
            return Outcome::NoAnswer;
        QThread::msleep(kPause);
    }
    return Outcome::First;
}

bool SingleInstance::claim()
{
    if (!m_lock.tryLock(0)) {
        if (m_lock.error() != QLockFile::LockFailedError)
            m_trouble = tr("The lock file in the data folder cannot be written. Check the folder's permissions.");
        return false;
    }
    QLocalServer::removeServer(m_socketName);
    if (!m_server.listen(m_socketName))
        qWarning("another start cannot reach this one: %s", qPrintable(m_server.errorString()));
    return true;
}

bool SingleInstance::tell(const QByteArray& message, int timeout)
{
    QLocalSocket socket;
    socket.connectToServer(m_socketName);
    if (!socket.waitForConnected(timeout))
        return false;
    socket.write(message.left(kMaxMessage - 1) + '\n');
    return socket.waitForReadyRead(timeout) && socket.readAll().startsWith("ok");
}

void SingleInstance::accept()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(kPatience, socket, [socket] { socket->abort(); });
    }
}

void SingleInstance::read(QLocalSocket* socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > kMaxMessage)
            socket->abort();
        return;
    }
    const QByteArray message = socket->readLine(kMaxMessage + 1).trimmed();
    socket->disconnect(this); // one connection says one thing
    if (message.size() >= kMaxMessage)
        return socket->abort();
    socket->write("ok\n");
    socket->disconnectFromServer();
    Q_EMIT told(message);
}

} // namespace app
