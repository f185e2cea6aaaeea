#pragma once
// What an agent has written and not sent (THR-5, BEY-7).

#include "desk/ids.h"
#include "desk/instant.h"
#include "desk/message.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace desk
{

/// A file chosen for a message, kept as a copy under the data folder until it is uploaded.
struct DraftFile {
    QString path;
    QString name;
    QString mime;
    qint64 size = 0;

    bool operator==(const DraftFile&) const = default;
};

struct Draft {
    TicketId ticket;
    bool note = false; ///< a reply and a note may both be under way on one ticket
    QString text;
    QString html; ///< mail only; else empty
    QList<DraftFile> files;
    Seen seen; ///< the newest message that its author had on screen, for the stale-send guard (BEY-3)
    Instant updated;
    Instant ticketCreated = {}; ///< with the requester: tells the ticket from another one of a restored desk
    ProfileId requester = {};
    QStringList unfilled =
        {}; ///< placeholders that a macro left open in it, as written (THR-8); some may be gone since

    bool isEmpty() const { return text.trimmed().isEmpty() && files.isEmpty(); }
    bool operator==(const Draft&) const = default;
};

/// Text that came back never overwrites what was written since: it goes in front of it.
Draft inFrontOf(const Draft& returned, const Draft& present);

} // namespace desk
