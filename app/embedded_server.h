#pragma once
// The desk server as a child on loopback: the default for one person. Its secret goes through a pipe, it ends when its
// standard input closes, and it is started again when it dies.

#include <QObject>
#include <QProcess>
#include <QTimer>
#include <QUrl>

namespace app
{

class EmbeddedServer : public QObject
{
    Q_OBJECT

public:
    /// `program`: path of bellhop-server; `folder`: its data.
    EmbeddedServer(QString program, QString folder, QObject* parent = nullptr);
    ~EmbeddedServer() override;

    /// Starts the child; ready() or failed() follow. `sample`: fill an empty desk with the sample.
    void start(bool sample);
    /// Closes its standard input and waits up to `timeout` milliseconds for a clean end, then kills.
    void stop(int timeout = 5000);

    const QString& token() const { return m_token; } ///< the access token of this run, made here

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 processId() const { return m_process.processId(); } ///< 0 when it does not run

    /// The address in a line `listening on http://127.0.0.1:PORT`; empty for any other line, and for an address that is
    /// not this computer.
    static QUrl addressIn(const QByteArray& line);

    /// bellhop-server beside this program, else in the PATH; empty when there is none.
    static QString findProgram();

Q_SIGNALS:
    void ready(const QUrl& address);
    void failed(const QString& sentence); ///< it is tried again with growing pauses

private:
    void launch();
    void readOutput();
    void readErrors();
    void ended(int code, QProcess::ExitStatus status);
    QString reason(int code, QProcess::ExitStatus status) const;

    QString m_program;
    QString m_folder;
    QString m_token;
    QProcess m_process;
    QTimer m_again;
    QTimer m_patience;   ///< a child that never says where it listens is ended
    QTimer m_proven;     ///< it has run for a while: an end is a first one again
    QByteArray m_errors; ///< of a line that is not complete yet
    QByteArray m_lastError;
    int m_failures = 0;
    bool m_sample = false;
    bool m_stopping = false;
};

} // namespace app
