#pragma once
// The only writer of the agent's database; lives on the worker thread. Every call returns what it changed, after the
// commit. Throws sql::Failure with nothing half done: what the server says is one transaction of the cache; what the
// agent does is one of the work file, and the cache follows it, at the latest with the next commit.

#include "desk/cursor.h"
#include "desk/draft.h"
#include "desk/entity.h"
#include "desk/instant.h"
#include "desk/operation.h"
#include "sql/error.h"
#include "store/change_set.h"
#include "store/outbox_row.h"
#include "store/sync_state.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace sql
{
class Connection;
}

namespace store
{
struct Damage;

/// Facts of the bootstrap answer (docs/protocol.md).
struct Bootstrap {
    desk::Cursor cursor;
    desk::Agent me;
    QString deskId;
    QString deskName;
    QList<desk::Agent> agents;
    QList<desk::Team> teams;
    QList<desk::Label> labels;
    QList<desk::Macro> macros;
    QList<desk::View> views;
    QStringList capabilities;      ///< words of desk/capability.h and newer ones
    QHash<QString, qint64> counts; ///< by view id: shown until the local ones are exact
    QByteArray smsSenders;         ///< JSON object
    qint64 totalTickets = 0;
    qint64 totalMessages = 0;
};

struct DeskTime; // store/desk_time.h

/// How far the background history has come; kept in the file so that a restart goes on.
struct HistoryState {
    bool activeDone = false;
    QString activeNext;
    bool ticketsDone = false;
    QString ticketsNext;
    bool messagesDone = false;
    QString messagesNext;
    qint64 messagesTotal = 0;
    qint64 messagesCame = 0; ///< of the past, for the progress
};

/// What came of taking an operation back.
struct Withdrawn {
    ChangeSet changes;
    bool asks = false;               ///< it may have gone: the desk is asked first, ChangeSet::takenBack tells the end
    std::optional<desk::Draft> text; ///< what went back into the draft, by itself
};

/// How far a sweep has come; one that is interrupted begins again.
struct SweepPlace {
    int table = 0;
    qint64 after = 0; ///< row of that table
    bool done = false;
};

class Writer
{
public:
    /// Opens (creates, migrates) the desk's two files. Throws store::OpenFailure (store/database.h) or sql::Failure.
    Writer(const QString& path, const desk::Clock& clock, bool damageShowed = false);
    ~Writer();

    // --- the way in ---
    desk::Cursor cursor();
    /// True after the last page of a pull if something here is of a time that the desk has lost: it was told by an
    /// answer or a fetched page, the desk has begun another epoch since then, and its feed does not know it (DESK-6).
    bool isLostTimeHere();
    /// Applies feed lines in order where newer than what is here and moves the cursor, in one transaction.
    ChangeSet applyChanges(const QList<desk::Change>& changes, const desk::Cursor& newCursor);
    /// A new cursor and the desk's small tables. `sweep`: a complete snapshot begins (410): what is not seen again
    /// until the history is whole is removed then, by sweepStep(); drafts and outbox stay.
    ChangeSet applyBootstrap(const Bootstrap& bootstrap, bool sweep);
    /// After the whole history: one part of the removal, a few milliseconds. Moves `place` on; again until it is done.
    ChangeSet sweepStep(SweepPlace& place);
    /// Rows of the past: applied only where newer; never moves the cursor, never resurrects a tombstone.
    ChangeSet applyHistory(const QList<desk::Entity>& entities, const HistoryState& next);
    HistoryState history();
    /// A page of one thread as the server gave it: extends the thread's complete range. `older` = more exists.
    ChangeSet applyThreadPage(const desk::TicketId& ticket, const QList<desk::Message>& messages, bool older);
    /// What a search on the server found: applied only where newer. Says nothing of what else is here: no thread
    /// becomes whole by it and the history goes on where it was (THR-11).
    ChangeSet applyFound(const QList<desk::Entity>& entities);
    /// A profile with what belongs to it, replacing what was here of it.
    ChangeSet applyProfile(const QList<desk::Entity>& entities, const desk::ProfileId& id);

    // --- the way out ---
    /// The outbox row and the end of the draft it came from, durable (synchronous=FULL), in one transaction; then the
    /// optimistic row (BEY-2). `holdUntil`: undo time, at most kLongestHold from now. Throws store::Refused when
    /// desk::mayApply refuses. `files` are copies under the data folder that the lane uploads first.
    ChangeSet submit(const desk::Operation& operation, const QList<desk::DraftFile>& files, desk::Instant holdUntil,
                     bool clearDraft);
    /// The first of the row's files is on the server: it moves into the operation's attachments (the body of a PUT
    /// never changes afterwards).
    ChangeSet fileUploaded(const desk::OperationId& id, const desk::Attachment& attachment);
    /// The next operation of each lane that may go now, oldest first; at most `limit`.
    QList<OutboxRow> sendable(desk::Instant now, int limit);
    /// When the next row that is not sendable at `now` becomes so; unset = none. With the `now` of sendable() no row
    /// falls between the two.
    desk::Instant nextSendable(desk::Instant now);
    ChangeSet markSending(const desk::OperationId& id);
    /// The server executed it: stays in the replay until the cursor reaches `seq` (or its echo has come).
    ChangeSet acknowledge(const desk::OperationId& id, qint64 seq, const QList<desk::Entity>& effects);
    /// Transient failure: back to queued, not before `retryAt`, which is at most kLongestWait from now. `inDoubt`: it
    /// may have been executed all the same. What is being taken back stays so.
    ChangeSet postpone(const desk::OperationId& id, desk::Instant retryAt, const QString& code, const QString& reason,
                       bool inDoubt = true);
    /// What waits after a failure may go at `now`: its reason stays, undo times and parked rows stay as they are.
    ChangeSet hurry(desk::Instant now);
    /// Permanent refusal: out of the replay, the text kept, what depends on it waits.
    ChangeSet park(const desk::OperationId& id, const QString& code, const QString& reason,
                   const QList<desk::Message>& newer);
    /// Queues a parked row again, under a new id: the server repeats its refusal for the old one. One that is in doubt
    /// keeps its id: if it was executed, that is what it will hear.
    ChangeSet retry(const desk::OperationId& id, bool sendAnyway);
    /// Removes a row that has not gone; the text of a reply or note goes back into the draft when `toDraft`, else it
    /// becomes an earlier version of it. One that may have gone is TakingBack from now on, durably, until tookBack(),
    /// acknowledge(), park() or leaveInDoubt() says how it ended. Returns nothing changed if it is with the desk.
    Withdrawn withdraw(const desk::OperationId& id, bool toDraft);
    /// The desk did not execute it and never will: the wish of withdraw() is done.
    ChangeSet tookBack(const desk::OperationId& id);
    /// The desk cannot say whether it was executed: parked, and the agent decides.
    ChangeSet leaveInDoubt(const desk::OperationId& id, const QString& reason);
    bool isTakingBack(const desk::OperationId& id);
    /// After a restart: rows that were Sending are Queued again (the server executes a uuid once).
    ChangeSet recoverOutbox();

    // --- drafts, marks ---
    ChangeSet saveDraft(const desk::Draft& draft); ///< an empty one removes it, its history stays (BEY-7)
    /// The same, and what stood there before is kept as a version in any case.
    ChangeSet restoreDraft(const desk::Draft& version);
    /// Wakes due snoozes locally so that an offline list tells the truth; the server's version follows.
    ChangeSet wakeSnoozed(desk::Instant now);
    desk::Instant nextSnoozeDue();
    /// When time alone next moves a ticket into or out of a view (an age stands in its filter); unset = never.
    desk::Instant nextViewCrossing();
    /// Brings the count of the next view whose time has come up to `now`; its id stands in ChangeSet::crossed. Nothing
    /// changed = none is due.
    ChangeSet crossView(desk::Instant now);
    /// What the desk's clock says against this one; what is queued from now on is dated by it.
    void setDeskTime(const DeskTime& time);
    QString deskId(); ///< whose outbox and cache this is; empty = nobody's yet
    /// Files of the agent that were kept before this moment may belong to something that could not be read; unset =
    /// none.
    desk::Instant lossAt();
    void setSetting(const QString& name, const QString& value); ///< an empty value removes it
    /// The names of the files that a draft, a version of one or an outbox row holds; the others nobody needs.
    QSet<QString> namedFiles();

    /// Steps of idle work: FTS merges, WAL checkpoint. True while there is more to do.
    bool idleStep();
    /// Clean end: checkpoint, optimize.
    void close();

    /// What went wrong in a cache commit behind a job that went well, once; nullopt = nothing.
    std::optional<sql::Error> takeTrouble();
    /// What was found damaged when the files were opened; empty = all was well.
    const Damage& damage() const;

    sql::Connection& connection();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace store
