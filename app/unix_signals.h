#pragma once
// SIGTERM, SIGINT and SIGHUP as an orderly end: the desktop's session ends its programs that way.

#include <QObject>
#include <QSocketNotifier>

namespace app
{

/// At most one at a time; on the main thread.
class UnixSignals : public QObject
{
    Q_OBJECT

public:
    explicit UnixSignals(QObject* parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void endAsked();

private:
    void drain();

    int m_pipe[2] = {-1, -1};
    QSocketNotifier m_notifier;
};

} // namespace app
