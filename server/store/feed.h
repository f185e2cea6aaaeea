#pragma once
// The feed (docs/protocol.md "Feed"): rows and tombstones with a higher seq, in order, each entity once, newest.

#include "server/store/store.h"

#include "desk/cursor.h"
#include "desk/entity.h"

#include <QList>
#include <QSet>

namespace server::store
{

/// One agent's page.
struct FeedPage {
    desk::Cursor from;
    desk::Cursor to; ///< the new one, under the newest word
    bool more = false;
    QList<desk::Change> changes;
};

/// A change as every agent may see it: read once, sent to many sockets.
struct SharedChange {
    desk::Change change;
    desk::AgentId owner;                ///< empty = everybody; else only this agent (private view, read mark)
    QSet<desk::AgentId> readBy;         ///< tickets: who has read all of it
    QHash<desk::AgentId, qint64> marks; ///< tickets: seq of each agent's read mark, which is part of its `rev`

    bool visibleTo(const desk::AgentId& agent) const { return owner.isEmpty() || owner == agent; }
    /// With `unread` and `rev` of that agent.
    desk::Change forAgent(const desk::AgentId& agent) const;
};

struct SharedPage {
    desk::Cursor from;
    desk::Cursor to;
    bool more = false;
    desk::Instant held; ///< since when the desk waits to be released (DESK-6)
    QList<SharedChange> changes;
    QSet<desk::AgentId> ended; ///< whose cursors end within this page (410): they must load the desk anew
};

/// Fault `cursor-gone` (Gone) when `after` is below the floor, not of this desk as it is now (store/epochs.h), or from
/// before a change of the agent's rights. `limit` is clamped to 1..1000; a page of long messages ends sooner
/// (page_budget.h).
Result<FeedPage> changes(Store& store, const desk::AgentId& agent, const desk::Cursor& after, int limit = 500);
/// The same for all agents at once; an entity may appear twice, once shared and once for an owner.
Result<SharedPage> sharedChanges(Store& store, const desk::Cursor& after, int limit = 500);
/// Where the feed stands.
struct FeedEnd {
    desk::Cursor cursor;
    desk::Instant held;
};
Result<FeedEnd> feedEnd(Store& store);
/// The feed went back under a process that served it: from here on under a new word, and held.
Result<FeedEnd> feedWentBack(Store& store, desk::Instant now);
/// The newest seq of the desk.
Result<qint64> newestSeq(Store& store);

} // namespace server::store
