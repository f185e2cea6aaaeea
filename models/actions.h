#pragma once
// What an agent can do, as commands: each becomes one Operation in the outbox (BEY-2) and shows at once.

#include "desk/draft.h"
#include "desk/operation.h"

#include <QHash>
#include <QObject>
#include <QString>

namespace store
{
struct Withdrawn;
}

namespace models
{

class DeskSession;

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
    void withdraw(const desk::OperationId& id, bool toDraft); ///< undo, edit and discard
    /// From textAsked() until returned(), withdrawn() or refused(): what is sent now could take the text with it.
    bool isReturningText() const { return m_returning > 0; }

    /// Undo times in milliseconds by channel; default 5 s mail, 0 chat (BEY-12).
    void setUndoTime(desk::Channel channel, qint64 ms);
    qint64 undoTime(desk::Channel channel) const;

Q_SIGNALS:
    /// Durable in the outbox (after the commit). `undoUntil` unset: it went straight into the queue.
    void queued(const desk::Operation& operation, desk::Instant undoUntil);
    /// Nothing was stored; the draft is untouched. Of a retry or withdrawal only the operation's id is set.
    void refused(const desk::Operation& operation, const QString& reason);
    /// A text is about to go back into its draft: what is unsaved of that must be handed in first.
    void textAsked();
    /// It stands in front of what the file had of that draft; `text` is what came back, by itself. Before withdrawn().
    void returned(const desk::Draft& text);
    /// Taken out of the outbox before it went (BEY-12); `toDraft`: its text is the ticket's draft again.
    void withdrawn(const desk::OperationId& id, bool toDraft);

private:
    desk::OperationId submit(desk::Operation operation, const QList<desk::DraftFile>& files = {}, qint64 holdMs = 0,
                             bool clearDraft = false);
    void finished(const desk::Operation& operation, desk::Instant holdUntil, const QString& error);
    void tookBack(const desk::OperationId& id, bool toDraft, const store::Withdrawn& outcome, const QString& error);
    void tellRemote();

    DeskSession& m_session;
    QHash<desk::Channel, qint64> m_undo;
    int m_returning = 0;
};

} // namespace models
