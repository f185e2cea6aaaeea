#pragma once
// One program per data folder: a second start hands its link over and ends.

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

class QLocalSocket;

namespace app
{

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    SingleInstance(const QString& lockFile, const QString& socketName, QObject* parent = nullptr);

    enum class Outcome { First, HandedOver, NoAnswer, Trouble };

    /// First: nobody else runs here, we listen for others now; the system frees the lock when we die. Otherwise
    /// `message` was handed to the one that runs, or that did not work within `timeout` milliseconds: one that is just
    /// starting or ending gets that time. Blocks; before the event loop runs.
    Outcome claimOrTell(const QByteArray& message, int timeout);
    const QString& trouble() const { return m_trouble; } ///< why a lock could not be had at all

Q_SIGNALS:
    /// Another start said this: a link, or nothing at all (show yourself).
    void told(const QByteArray& message);

private:
    bool claim();
    bool tell(const QByteArray& message, int timeout);
    void accept();
    void read(QLocalSocket* socket);

    QLockFile m_lock;
    QString m_socketName;
    QLocalServer m_server;
    QString m_trouble;
};

} // namespace app
