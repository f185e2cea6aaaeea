#include "desk/entity.h"

namespace desk
{

static_assert(std::variant_size_v<Entity> == static_cast<size_t>(EntityKind::Subscription) + 1,
              "EntityKind follows the order of Entity");

EntityKind kindOf(const Entity& entity)
{
    return static_cast<EntityKind>(entity.index());
}

qint64 revOf(const Entity& entity)
{
    return std::visit([](const auto& value) { return value.rev; }, entity);
}

QString idOf(const Entity& entity)
{
    return std::visit([](const auto& value) { return value.id.value(); }, entity);
}

} // namespace desk
