#pragma once
// One line of the feed: an entity's newest version, or that it is gone (docs/protocol.md "Feed").

#include "desk/commerce.h"
#include "desk/macro.h"
#include "desk/message.h"
#include "desk/people.h"
#include "desk/profile.h"
#include "desk/ticket.h"
#include "desk/view.h"

#include <QString>

#include <optional>
#include <variant>

namespace desk
{

using Entity = std::variant<Ticket, Message, Profile, Agent, Team, Label, Macro, View, Event, Order, Subscription>;

enum class EntityKind { Ticket, Message, Profile, Agent, Team, Label, Macro, View, Event, Order, Subscription };
QString toString(EntityKind kind);
std::optional<EntityKind> entityKindFrom(QStringView name);
EntityKind kindOf(const Entity& entity);
qint64 revOf(const Entity& entity);
QString idOf(const Entity& entity);

/// `entity` unset = deleted (a tombstone).
struct Change {
    qint64 seq = 0;
    EntityKind kind = EntityKind::Ticket;
    QString id;
    std::optional<Entity> entity;

    bool operator==(const Change&) const = default;
};

} // namespace desk
