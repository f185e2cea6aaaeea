#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace server::http
{

/// An IP address as sixteen bytes; IPv4 stands in its IPv6-mapped form, so that both spellings are equal.
struct Address {
    std::array<unsigned char, 16> bytes{};

    [[nodiscard]] static std::optional<Address> parse(const QString& text);
    [[nodiscard]] bool isV4() const;
    [[nodiscard]] bool isLoopback() const;
    [[nodiscard]] QString toString() const;
    bool operator==(const Address&) const = default;
};

/// A set of addresses and CIDR ranges ("10.0.0.0/8", "::1").
class AddressSet
{
public:
    /// Nothing when an item is not an address or a range; `bad` gets the item.
    [[nodiscard]] static std::optional<AddressSet> parse(const QStringList& items, QString* bad = nullptr);
    [[nodiscard]] bool contains(const Address& address) const;
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    /// The address or range of `item` when it is so wide (below /8, IPv6 below /16, or all of IPv4 in its mapped form)
    /// that it names everybody rather than machines of one's own.
    [[nodiscard]] static bool meansEverybody(const QString& item);

private:
    struct Range {
        Address base;
        int bits = 128;
    };
    std::vector<Range> m_ranges;
};

} // namespace server::http
