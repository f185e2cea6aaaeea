#pragma once
// What one commit changed, told to the screens once, after it (docs/architecture.md "Threads").

#include "desk/draft.h"
#include "desk/ids.h"
#include "desk/operation.h"
#include "desk/ticket.h"
#include "store/keys.h"

#include <QList>

#include <optional>

namespace store
{

/// A ticket before and after the commit; `before` unset = new here, `after` unset = gone.
struct TicketChange {
    TicketKey key;
    std::optional<desk::Ticket> before;
    std::optional<desk::Ticket> after;
};

/// Messages of one thread, by key. A re-keyed message stands in `removed` (old key) and `added` (new key).
struct ThreadChange {
    desk::TicketId ticket;
    QList<MessageKey> added;
    QList<MessageKey> updated;
    QList<MessageKey> removed;
};

/// What came of a wish to take back an operation that may have gone (BEY-15).
struct TakenBack {
    desk::Operation operation;
    bool tooLate = false;            ///< the desk has executed it: it stands
    bool toDraft = false;            ///< its text is the ticket's draft again
    std::optional<desk::Draft> text; ///< what came back, by itself
};

/// Plain values, safe to hand to another thread.
struct ChangeSet {
    QList<TicketChange> tickets;
    QList<ThreadChange> threads;
    QList<desk::ProfileId> profiles; ///< profile, its orders, events or subscriptions
    QList<desk::TicketId> drafts;
    bool people = false; ///< agents or teams
    bool labels = false;
    bool macros = false;
    bool views = false;
    bool outbox = false;
    bool everything = false; ///< the files were replaced, and what went with them is not listed: read anew
    bool swept = false;      ///< a snapshot is whole: what it did not hold is gone, and was listed on the way
    QList<TakenBack> takenBack;
    QList<desk::ViewId> crossed; ///< views whose membership changed by time alone: list and count them anew
    // When the eldest that is in here reached this machine (desk::steadyNow); 0 = nothing of that sort is.
    qint64 frameArrived = 0; ///< of the stream's frames
    qint64 pageArrived = 0;  ///< of the feed's pages

    bool isEmpty() const
    {
        return tickets.isEmpty() && threads.isEmpty() && profiles.isEmpty() && drafts.isEmpty() && !people && !labels &&
               !macros && !views && !outbox && !everything && !swept && crossed.isEmpty();
    }
};

} // namespace store
