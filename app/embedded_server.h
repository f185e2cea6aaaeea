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

    QString m_program;
    QString m_folder;
    QString m_token;
    QProcess m_process;
    QTimer m_again;
    QByteArray m_lastError;
    int m_failures = 0;
    bool m_sample = false;
    bool m_stopping = false;
};

} // namespace app
