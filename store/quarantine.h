#pragma once
// A damaged file is renamed, never deleted; the agent's own work in it (outbox, drafts) is exported to a JSON file and
// goes into the work file. Everything else is a cache and comes from the server again.

#include "desk/instant.h"
#include "store/salvage.h"

#include <QString>

namespace store
{

struct Quarantined {
    QString damagedCopy;
    QString rescueFile; ///< empty when nothing could be read
    Rescued rescued;
};

/// Renames the file with its log. Throws OpenFailure (Broken) when that cannot be done.
Quarantined quarantine(const QString& path, const desk::Clock& clock);

/// A write met damage: the next start checks the whole file. Never throws.
void markSuspect(const QString& path);
bool isSuspect(const QString& path);
void clearSuspicion(const QString& path);

} // namespace store
