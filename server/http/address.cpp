#include "server/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

namespace server::http
{
namespace
{

constexpr int mappedPrefix = 12; // bytes of ::ffff:0:0/96
constexpr std::array<unsigned char, mappedPrefix> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool samePrefix(const Address& a, const Address& b, int bits)
{
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (std::memcmp(a.bytes.data(), b.bytes.data(), whole) != 0)
        return false;
    const int rest = bits % 8;
    if (rest == 0)
        return true;
    const auto mask = static_cast<unsigned char>(0xff << (8 - rest));
    return (a.bytes[whole] & mask) == (b.bytes[whole] & mask);
}

} // namespace

std::optional<Address> Address::parse(const QString& text)
{
    Address address;
    const QByteArray plain = text.trimmed().toLatin1();
    if (inet_pton(AF_INET6, plain.constData(), address.bytes.data()) == 1)
        return address;
    if (inet_pton(AF_INET, plain.constData(), address.bytes.data() + mappedPrefix) != 1)
        return std::nullopt;
    std::copy(mapped.begin(), mapped.end(), address.bytes.begin());
    return address;
}

bool Address::isV4() const
{
    return std::equal(mapped.begin(), mapped.end(), bytes.begin());
}

bool Address::isLoopback() const
{
    if (isV4())
        return bytes[mappedPrefix] == 127;
    Address one;
    one.bytes[15] = 1;
    return *this == one;
}

QString Address::toString() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (isV4())
        inet_ntop(AF_INET, bytes.data() + mappedPrefix, text.data(), text.size());
    else
        inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return QString::fromLatin1(text.data());
}

std::optional<AddressSet> AddressSet::parse(const QStringList& items, QString* bad)
{
    AddressSet set;
    for (const QString& item : items) {
        const qsizetype slash = item.indexOf(u'/');
        const std::optional<Address> base = Address::parse(slash < 0 ? item : item.left(slash));
        bool ok = base.has_value();
        int bits = 128;
        if (ok && slash >= 0) {
            bits = item.mid(slash + 1).toInt(&ok) + (base->isV4() ? 96 : 0);
            ok = ok && bits >= (base->isV4() ? 96 : 0) && bits <= 128;
        }
        if (!ok) {
            if (bad)
                *bad = item;
            return std::nullopt;
        }
        set.m_ranges.push_back({*base, bits});
    }
    return set;
}

bool AddressSet::meansEverybody(const QString& item)
{
    const std::optional<AddressSet> set = parse({item});
    if (!set)
        return false;
    const Range& range = set->m_ranges.front();
    constexpr int v4Bits = mappedPrefix * 8;
    Address anyV4;
    std::copy(mapped.begin(), mapped.end(), anyV4.bytes.begin());
    if (range.bits <= v4Bits && samePrefix(range.base, anyV4, range.bits))
        return true; // all of IPv4, perhaps with more around it
    return range.base.isV4() ? range.bits < v4Bits + 8 : range.bits < 16;
}

bool AddressSet::contains(const Address& address) const
{
    return std::any_of(m_ranges.cbegin(), m_ranges.cend(),
                       [&](const Range& range) { return samePrefix(range.base, address, range.bits); });
}

} // namespace server::http
