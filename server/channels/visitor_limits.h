#pragma once
// How much web chat takes from strangers: each socket, each session and each address has an allowance of its own, so
// that neither many sockets nor many sessions are worth more to one of them.

#include "server/http/rate_limiter.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace server::channels
{

/// Allowances; the rates are per second. A visitor's widget sends a frame every few seconds.
struct VisitorAllowance {
    using Options = http::RateLimiter::Options;
    Options arrivals{.perSecond = 0.5, .burst = 60};    ///< sockets of one address
    Options socketFrames{.perSecond = 4, .burst = 120}; ///< frames of one socket, whatever they are
    Options peerFrames{.perSecond = 40, .burst = 1200}; ///< the same of one address
    Options sessionSends{.perSecond = 1, .burst = 20};  ///< messages of one session; a file counts twice
    Options peerSends{.perSecond = 2, .burst = 100};    ///< the same of one address
    /// Bytes of files of one address: one full message at once, then as much again in an hour.
    Options peerBytes{.perSecond = 50.0 * 1024 * 1024 / 3600, .burst = 50.0 * 1024 * 1024};
};

/// Keeps the allowances. Thread-safe. `peer` is the client's address.
class VisitorLimits
{
public:
    using Decision = http::RateLimiter::Decision;

    explicit VisitorLimits(const VisitorAllowance& allowance);

    Decision arrival(const QString& peer);
    Decision frame(std::uint64_t socket, const QString& peer);
    Decision send(const QString& session, const QString& peer);
    /// Before its bytes come.
    Decision upload(const QString& session, const QString& peer, qint64 bytes);

private:
    http::RateLimiter m_arrivals;
    http::RateLimiter m_socketFrames;
    http::RateLimiter m_peerFrames;
    http::RateLimiter m_sessionSends;
    http::RateLimiter m_peerSends;
    http::RateLimiter m_peerBytes;
};

} // namespace server::channels
