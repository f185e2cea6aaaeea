#include "server/process/access_log.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace server::process
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::size_t kMostWaiting = 10'000;

void writeLine(const QByteArray& line)
{
    const QByteArray whole = line + '\n';
    std::fwrite(whole.constData(), 1, size_t(whole.size()), stderr);
}

} // namespace

QByteArray accessLine(const http::AccessEntry& entry, const QDateTime& time, bool json)
{
    const QString at = time.toUTC().toString(Qt::ISODateWithMs);
    const double milliseconds = double(entry.took.count()) / 1000;
    if (json)
        return QJsonDocument({{u"time"_s, at},
                              {u"level"_s, u"info"_s},
                              {u"message"_s, u"request"_s},
                              {u"id"_s, QString::fromLatin1(entry.id)},
                              {u"peer"_s, entry.peer},
                              {u"method"_s, QString::fromLatin1(entry.method)},
                              {u"path"_s, QString::fromLatin1(entry.path)},
                              {u"status"_s, entry.status},
                              {u"ms"_s, milliseconds},
                              {u"bytes"_s, entry.bytes}})
            .toJson(QJsonDocument::Compact);
    return at.toLatin1() + " info request " + entry.id + ' ' + entry.peer.toLatin1() + ' ' + entry.method + ' ' +
           entry.path + ' ' + QByteArray::number(entry.status) + ' ' + QByteArray::number(milliseconds, 'f', 1) +
           " ms " + QByteArray::number(entry.bytes) + " bytes";
}

AccessLog::AccessLog(bool json)
    : m_json(json)
    , m_thread([this] { run(); })
{
}

AccessLog::~AccessLog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void AccessLog::note(const http::AccessEntry& entry)
{
    QByteArray line = accessLine(entry, QDateTime::currentDateTimeUtc(), m_json);
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() >= kMostWaiting) {
            ++m_leftOut;
            return;
        }
        m_lines.push_back(std::move(line));
    }
    m_changed.notify_one();
}

void AccessLog::run()
{
    for (bool isLast = false; !isLast;) {
        std::deque<QByteArray> lines;
        qint64 leftOut = 0;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_stopping || !m_lines.empty(); });
            lines.swap(m_lines);
            leftOut = std::exchange(m_leftOut, 0);
            isLast = m_stopping;
        }
        for (const QByteArray& line : lines)
            writeLine(line);
        if (leftOut > 0)
            qWarning("%lld requests were not logged: nobody read the log", static_cast<long long>(leftOut));
    }
}

} // namespace server::process
