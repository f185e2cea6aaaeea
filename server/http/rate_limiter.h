#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>

namespace server::http
{

/// Token buckets by key (peer address, account). Thread-safe; memory is bounded: when all places are taken, the key
/// that was quiet for longest is forgotten, so a flood of new keys cannot grow it, and of a key only a hash is kept,
/// with a secret of this limiter, so neither can long ones, and nobody finds two that meet.
class RateLimiter
{
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    struct Options {
        double perSecond = 1; ///< Tokens that come back each second; 0: never.
        double burst = 10;    ///< Tokens of a full bucket.
        std::size_t maxKeys = 10000;
    };
    struct Decision {
        bool allowed = true;
        std::chrono::milliseconds retryAfter{0}; ///< When refused: how long until `cost` tokens are there.
        /// For the Retry-After header: whole seconds, at least 1.
        [[nodiscard]] QByteArray retryAfterSeconds() const;
    };

    explicit RateLimiter(Options options, Clock clock = {});
    /// Takes `cost` tokens, or nothing when they are not there.
    Decision take(const QByteArray& key, double cost = 1);
    /// Asks without taking: sign-in counts failures only.
    [[nodiscard]] Decision peek(const QByteArray& key, double cost = 1);
    /// Forgets a key: after a successful sign-in.
    void reset(const QByteArray& key);
    [[nodiscard]] std::size_t size() const;

private:
    using Key = std::array<unsigned char, 16>;
    struct Bucket {
        Key key;
        double tokens;
        std::chrono::steady_clock::time_point at;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };
    [[nodiscard]] Key hashed(const QByteArray& key) const;
    Decision decide(const Key& key, double cost, bool take);
    Bucket& touch(const Key& key);

    const Options m_options;
    const Clock m_clock;
    std::array<unsigned char, 32> m_secret{};
    mutable std::mutex m_mutex;
    std::list<Bucket> m_buckets; ///< Latest used first.
    std::unordered_map<Key, std::list<Bucket>::iterator, Hash> m_index;
};

/// Key of a peer: the address, an IPv6 one cut to its /64, because one household or host owns all of that.
[[nodiscard]] QByteArray addressKey(const QString& address);

} // namespace server::http
