#pragma once
// A damaged file is renamed, never deleted; the agent's own work in it (outbox, drafts) is exported to a JSON file and
// goes into the new one. Everything else is a cache and comes from the server again.

#include "desk/draft.h"
#include "desk/instant.h"
#include "sql/connection.h"
#include "store/outbox_row.h"

#include <QList>
#include <QString>

namespace store
{

struct Rescued {
    QList<OutboxRow> outbox;
    QList<desk::Draft> drafts;
};

struct Quarantined {
    QString damagedCopy;
    QString rescueFile; ///< empty when nothing could be read
    Rescued rescued;
};

/// Renames the file with its log. Throws OpenFailure (Broken) when that cannot be done.
Quarantined quarantine(const QString& path, const desk::Clock& clock);

/// Puts the agent's work into the new file, as queued as it was; returns how many pieces.
int importRescued(sql::Connection& db, const Rescued& rescued);

/// A write met damage: the next start checks the whole file. Never throws.
void markSuspect(const QString& path);
bool isSuspect(const QString& path);
void clearSuspicion(const QString& path);

} // namespace store
