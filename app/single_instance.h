#pragma once
// One program per data folder: a second start hands its link over and ends.

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

namespace app
{

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    SingleInstance(const QString& lockFile, const QString& socketName, QObject* parent = nullptr);

    /// True when this is the first one; it then listens for others. The lock is freed by the system when we die.
    bool claim();
    /// Hands `message` to the first one; false when it did not take it within `timeout` milliseconds.
    bool tell(const QByteArray& message, int timeout);
    const QString& trouble() const { return m_trouble; } ///< why a lock could not be had at all

Q_SIGNALS:
    /// Another start said this: a link, or nothing at all (show yourself).
    void told(const QByteArray& message);

private:
    void accept();

    QLockFile m_lock;
    QString m_socketName;
    QLocalServer m_server;
    QString m_trouble;
};

} // namespace app
