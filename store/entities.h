#pragma once
// Applies one entity of the server to the rows, whatever way it came.

#include "desk/entity.h"
#include "store/commit.h"

namespace store
{

/// Where an entity comes from: a feed line is a change now, a row of the past is known to the server's counts.
enum class Origin { Feed, Past };

/// Applies the entity if it is newer than what is here and was not deleted since.
void applyEntity(Commit& commit, const desk::Entity& entity, Origin origin);

/// A tombstone of the feed.
void applyDeletion(Commit& commit, desk::EntityKind kind, const QString& id, qint64 seq);

/// Sets the flag of the screens that show this kind.
void flagKind(Commit& commit, desk::EntityKind kind);

} // namespace store
