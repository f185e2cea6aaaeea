#pragma once
// What an agent can do, as commands: each becomes one Operation in the outbox (BEY-2) and shows at once.

#include "desk/draft.h"
#include "desk/operation.h"
#include "store/change_set.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

namespace store
{
struct Withdrawn;
} // namespace store

namespace models
{

class DeskSession;

/// What an action changed on its ticket, for the undo that brings it back.
struct TicketStep {
    desk::Operation operation;
    desk::Ticket before;
    desk::Ticket after;
};

class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(DeskSession& session, QObject* parent = nullptr);

    /// `draft` is what the composer holds; `files` of it are uploaded by the lane. The composer empties on queued() and
    /// calls DraftKeeper::forget().
    desk::OperationId reply(const desk::Draft& draft, desk::ThenDo then, desk::Instant until = {});
    desk::OperationId note(const desk::Draft& draft);
    desk::OperationId assign(const desk::TicketId& ticket, const desk::AgentId& agent);
    desk::OperationId setTeam(const desk::TicketId& ticket, const desk::TeamId& team);
    desk::OperationId snooze(const desk::TicketId& ticket, desk::Instant until);
    desk::OperationId close(const desk::TicketId& ticket);
    desk::OperationId reopen(const desk::TicketId& ticket);
    desk::OperationId addLabel(const desk::TicketId& ticket, const desk::LabelId& label);
    desk::OperationId removeLabel(const desk::TicketId& ticket, const desk::LabelId& label);
    desk::OperationId setPriority(const desk::TicketId& ticket, desk::Priority priority);
    desk::OperationId markRead(const desk::TicketId& ticket, const desk::MessageId& seen);
    desk::OperationId markUnread(const desk::TicketId& ticket);
    desk::OperationId markSpam(const desk::TicketId& ticket, bool spam);

    // Outbox rows.
    void retry(const desk::OperationId& id, bool sendAnyway);
    /// Undo, edit and discard. What may have gone is settled with the desk first (BEY-15): takingBack(), and when it is
    /// known withdrawn() or tooLate().
    void withdraw(const desk::OperationId& id, bool toDraft);
    /// Brings back what differs between `step.after` and `step.before`, if it still is as `after` left it (BEY-12).
    desk::OperationId restore(const TicketStep& step);
    /// From textAsked() until returned(), withdrawn() or refused(): what is sent now could take the text with it.
    bool isReturningText() const { return m_returning > 0; }

    /// Undo times in milliseconds by channel; default 5 s mail, 0 chat (BEY-12).
    void setUndoTime(desk::Channel channel, qint64 ms);
    qint64 undoTime(desk::Channel channel) const;

Q_SIGNALS:
    /// Durable in the outbox (after the commit). `undoUntil` unset: it went straight into the queue.
    void queued(const desk::Operation& operation, desk::Instant undoUntil);
    /// What it changed on the ticket, as the agent saw it; nothing for what changed nothing. Before queued().
    void changedTicket(const models::TicketStep& step);
    /// Nothing was stored; the draft is untouched. Of a retry or withdrawal only the operation's id is set.
    void refused(const desk::Operation& operation, const QString& reason);
    /// A text is about to go back into its draft: what is unsaved of that must be handed in first.
    void textAsked();
    /// It stands in front of what the file had of that draft; `text` is what came back, by itself. Before withdrawn().
    void returned(const desk::Draft& text);
    /// Taken out of the outbox before it went (BEY-12); `toDraft`: its text is the ticket's draft again.
    void withdrawn(const desk::OperationId& id, bool toDraft);
    /// It may have gone: the desk is asked, now or as soon as there is a line.
    void takingBack(const desk::OperationId& id);
    /// The desk had it already: it stands as done.
    void tooLate(const desk::Operation& operation);

private:
    desk::OperationId submit(desk::Operation operation, const QList<desk::DraftFile>& files = {}, qint64 holdMs = 0,
                             bool clearDraft = false);
    void finished(const desk::Operation& operation, desk::Instant holdUntil, const QString& error);
    void settled(const QList<store::TakenBack>& outcomes);
    void tell(const store::TakenBack& outcome);
    void tookBack(const desk::OperationId& id, bool toDraft, const store::Withdrawn& outcome, const QString& error);
    void tellRemote();

    DeskSession& m_session;
    QHash<desk::Channel, qint64> m_undo;
    int m_returning = 0;
    QList<desk::OperationId> m_withdrawing;  ///< not answered yet, once for each withdraw()
    QList<store::TakenBack> m_settledBefore; ///< known before the answer of their withdraw()
};

} // namespace models
