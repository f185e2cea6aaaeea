#pragma once
// One line for each answer, on standard error beside the server's other log.

#include "server/http/server.h"

#include <QDateTime>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace server::process
{

/// The line without its end; `json`: one object, else words. The id is what the client got as X-Request-Id.
QByteArray accessLine(const http::AccessEntry& entry, const QDateTime& time, bool json);

/// Writes on a thread of its own: a full pipe delays nobody's answer.
class AccessLog
{
public:
    explicit AccessLog(bool json);
    /// Writes what waits.
    ~AccessLog();
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    /// Any thread; never blocks. While ten thousand lines wait, further ones are left out and counted.
    void note(const http::AccessEntry& entry);

private:
    void run();

    const bool m_json;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_lines;
    qint64 m_leftOut = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace server::process
