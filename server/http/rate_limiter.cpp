#include "server/http/rate_limiter.h"

#include "server/http/address.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <sodium.h>

namespace server::http
{

QByteArray RateLimiter::Decision::retryAfterSeconds() const
{
    const long long seconds = (retryAfter.count() + 999) / 1000;
    return QByteArray::number(std::max(1LL, seconds));
}

std::size_t RateLimiter::Hash::operator()(const Key& key) const
{
    std::size_t hash = 0;
    std::memcpy(&hash, key.data(), sizeof(hash)); // it is a hash already
    return hash;
}

RateLimiter::Key RateLimiter::hashed(const QByteArray& key) const
{
    Key hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.constData()),
                       static_cast<unsigned long long>(key.size()), m_secret.data(), m_secret.size());
    return hash;
}

RateLimiter::RateLimiter(Options options, Clock clock)
    : m_options(options)
    , m_clock(clock ? std::move(clock) : Clock([] { return std::chrono::steady_clock::now(); }))
{
    randombytes_buf(m_secret.data(), m_secret.size());
}

RateLimiter::Decision RateLimiter::take(const QByteArray& key, double cost)
{
    return decide(hashed(key), cost, true);
}

RateLimiter::Decision RateLimiter::peek(const QByteArray& key, double cost)
{
    return decide(hashed(key), cost, false);
}

void RateLimiter::reset(const QByteArray& key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_index.find(hashed(key));
    if (found == m_index.end())
        return;
    m_buckets.erase(found->second);
    m_index.erase(found);
}

std::size_t RateLimiter::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

RateLimiter::Decision RateLimiter::decide(const Key& key, double cost, bool take)
{
    const std::lock_guard lock(m_mutex);
    if (!take && !m_index.contains(key))
        return {};
    Bucket& bucket = touch(key);
    if (bucket.tokens >= cost) {
        bucket.tokens -= take ? cost : 0;
        return {};
    }
    constexpr double dayMs = 24.0 * 3600 * 1000;
    const double wait = m_options.perSecond > 0 ? (cost - bucket.tokens) / m_options.perSecond * 1000 : dayMs;
    return {false, std::chrono::milliseconds(static_cast<long long>(std::ceil(std::min(wait, dayMs))))};
}

RateLimiter::Bucket& RateLimiter::touch(const Key& key)
{
    const auto now = m_clock();
    const auto found = m_index.find(key);
    if (found != m_index.end()) {
        m_buckets.splice(m_buckets.begin(), m_buckets, found->second);
        Bucket& bucket = m_buckets.front();
        const double passed = std::chrono::duration<double>(now - bucket.at).count();
        bucket.tokens = std::min(m_options.burst, bucket.tokens + std::max(0.0, passed) * m_options.perSecond);
        bucket.at = now;
        return bucket;
    }
    if (m_buckets.size() >= std::max<std::size_t>(1, m_options.maxKeys)) {
        m_index.erase(m_buckets.back().key);
        m_buckets.pop_back();
    }
    m_buckets.push_front({key, m_options.burst, now});
    m_index.emplace(key, m_buckets.begin());
    return m_buckets.front();
}

QByteArray addressKey(const QString& address)
{
    const std::optional<Address> parsed = Address::parse(address);
    if (!parsed || parsed->isV4())
        return parsed ? parsed->toString().toLatin1() : address.toUtf8();
    Address network;
    std::copy_n(parsed->bytes.begin(), 8, network.bytes.begin());
    return network.toString().toLatin1() + "/64";
}

} // namespace server::http
