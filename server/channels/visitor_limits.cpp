#include "server/channels/visitor_limits.h"

#include <algorithm>

namespace server::channels
{

namespace
{

// A file costs a row and a folder's entry, however small it is.
constexpr qint64 kLeastBytes = 64 * 1024;

} // namespace

VisitorLimits::VisitorLimits(const VisitorAllowance& allowance)
    : m_arrivals(allowance.arrivals)
    , m_socketFrames(allowance.socketFrames)
    , m_peerFrames(allowance.peerFrames)
    , m_sessionSends(allowance.sessionSends)
    , m_peerSends(allowance.peerSends)
    , m_peerBytes(allowance.peerBytes)
{
}

VisitorLimits::Decision VisitorLimits::arrival(const QString& peer)
{
    return m_arrivals.take(http::addressKey(peer));
}

VisitorLimits::Decision VisitorLimits::frame(std::uint64_t socket, const QString& peer)
{
    const Decision own = m_socketFrames.take(QByteArray::number(qulonglong(socket)));
    return own.allowed ? m_peerFrames.take(http::addressKey(peer)) : own;
}

VisitorLimits::Decision VisitorLimits::send(const QString& session, const QString& peer)
{
    const Decision own = m_sessionSends.take(session.toLatin1());
    return own.allowed ? m_peerSends.take(http::addressKey(peer)) : own;
}

VisitorLimits::Decision VisitorLimits::upload(const QString& session, const QString& peer, qint64 bytes)
{
    const QByteArray key = http::addressKey(peer);
    if (const Decision own = m_sessionSends.take(session.toLatin1(), 2); !own.allowed)
        return own;
    if (const Decision count = m_peerSends.take(key, 2); !count.allowed)
        return count;
    return m_peerBytes.take(key, double(std::max(bytes, kLeastBytes)));
}

} // namespace server::channels
