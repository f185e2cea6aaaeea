#pragma once
// The desk's own side of the sample: people, labels, macros, views, settings. Internal to the seed.

#include "server/seed/seed.h"

#include "desk/macro.h"
#include "desk/people.h"
#include "desk/view.h"

#include <QList>

namespace server::seed
{

struct World {
    quint64 seed = 1;
    desk::Instant now;
    qint64 customers = 0;
    QList<desk::Agent> agents; ///< the first is the owner
    QList<desk::Team> teams;
    QList<desk::Label> labels;
    QList<desk::Macro> macros;
    QList<desk::View> views;
};
World makeWorld(const SeedOptions& options, desk::Instant now);
/// Writes it with all settings; throws sql::Failure.
void writeWorld(store::FeedTransaction& transaction, const World& world, const SeedOptions& options);

} // namespace server::seed
