#pragma once
// The sample desk: reproducible people, orders and conversations, for trying out, tests and benchmarks.

#include "server/store/store.h"

#include <QString>

#include <functional>

namespace server::seed
{

struct SeedOptions {
    quint64 seed = 1;
    qint64 tickets = 600;
    qint64 messages = 4000; ///< about: at least one a ticket
    desk::Instant now;      ///< "today" of the conversations; unset = the system clock
    QString deskName = QStringLiteral("Sample desk");
    QString ownerEmail = QStringLiteral("you@desk.example"); ///< the agent who signs in first
    QString ownerName = QStringLiteral("You");
    QString ownerPassword; ///< empty = none: tokens only
    std::function<void(qint64 done, qint64 all)> progress;
};

struct SeedSummary {
    qint64 agents = 0;
    qint64 profiles = 0;
    qint64 tickets = 0;
    qint64 messages = 0;
    qint64 attachments = 0;
};

/// Fills an empty desk. Fault `not-empty` (Refused) when tickets exist. The same seed, counts and `now` make the same
/// content on both engines.
store::Result<SeedSummary> seedDesk(store::Store& store, const SeedOptions& options);

} // namespace server::seed
