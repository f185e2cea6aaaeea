#pragma once
// Typed identifiers: an id of one kind never converts to another by accident. On the wire every id is a string.

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <utility>

namespace desk
{

/// An opaque identifier given by the server; empty means "none". Compare and hash only, never parse.
template<class Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString value)
        : m_value(std::move(value))
    {
    }

    const QString& value() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }
    explicit operator bool() const { return !m_value.isEmpty(); }

    friend bool operator==(const Id&, const Id&) = default;
    friend bool operator<(const Id& a, const Id& b) { return a.m_value < b.m_value; }
    friend size_t qHash(const Id& id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    QString m_value;
};

using TicketId = Id<struct TicketTag>;
using MessageId = Id<struct MessageTag>;
using AttachmentId = Id<struct AttachmentTag>;
using ProfileId = Id<struct ProfileTag>;
using AgentId = Id<struct AgentTag>;
using TeamId = Id<struct TeamTag>;
using LabelId = Id<struct LabelTag>;
using MacroId = Id<struct MacroTag>;
using ViewId = Id<struct ViewTag>;
using EventId = Id<struct EventTag>;
using OrderId = Id<struct OrderTag>;
using SubscriptionId = Id<struct SubscriptionTag>;
/// Made by the client (UUID v4, lower case, no braces): the idempotency key of one action.
using OperationId = Id<struct OperationTag>;

} // namespace desk
