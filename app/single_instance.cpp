#include "app/single_instance.h"

#include <QLocalSocket>
#include <QPointer>

namespace app
{

namespace
{
constexpr int kMaxMessage = 4096;
}

SingleInstance::SingleInstance(const QString& lockFile, const QString& socketName, QObject* parent)
    : QObject(parent)
    , m_lock(lockFile)
    , m_socketName(socketName)
{
    m_lock.setStaleLockTime(0); // a crashed owner is found by its process id, never by age
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
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
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > kMaxMessage)
                return socket->abort();
            if (!socket->canReadLine())
                return;
            const QByteArray message = socket->readLine().trimmed();
            socket->write("ok\n");
            socket->disconnectFromServer();
            Q_EMIT told(message);
        });
    }
}

} // namespace app
