#pragma once
// Tells of new customer messages, and of tickets that are back from a snooze (TKT-2), while the agent looks elsewhere;
// never twice for one of them (BEY-10).

#include "desk/ticket.h"
#include "store/change_set.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace models
{
class DeskSession;
}

namespace app
{

/// Watches the change sets of a desk: a ticket of mine, or one that nobody has, whose customer has just written; and
/// one of mine whose snooze has ended.
class Notifier : public QObject
{
    Q_OBJECT

public:
    Notifier(models::DeskSession& session, QObject* parent = nullptr);

    /// No notices while the window is in front: what comes is seen there.
    void setInFront(bool inFront) { m_inFront = inFront; }
    /// The agent's own choice (VIEW-5).
    void setEnabled(bool enabled) { m_enabled = enabled; }

Q_SIGNALS:
    void ticketAsked(const desk::TicketId& ticket);    ///< a notice was clicked
    void showAsked();                                  ///< a notice of several tickets was clicked
    void noticed(const desk::Ticket& ticket);          ///< a notice went out
    void noticedMany(const QList<desk::Ticket>& many); ///< one notice for all of them

private:
    void take(const store::ChangeSet& changes);
    bool isWritten(const store::TicketChange& change) const;
    bool isAwake(const store::TicketChange& change) const;
    void notify(const desk::Ticket& ticket, const QString& text);
    void notifyMany(const QList<desk::Ticket>& tickets);
    /// What the desktop is told of one ticket, or of many (no ticket).
    struct Wording {
        QString title;
        QString text;
        QString action;
    };
    void show(const desk::TicketId& about, const Wording& wording);
    void hand(const desk::TicketId& about, const Wording& wording);
    void handed(const desk::TicketId& about, uint id);
    void listen();

private Q_SLOTS:
    void actionInvoked(uint id, const QString& action);
    void noticeClosed(uint id, uint reason);

private:
    models::DeskSession& m_session;
    QHash<uint, desk::TicketId> m_shown;
    QHash<desk::TicketId, uint> m_ofTicket;
    QHash<desk::TicketId, std::optional<Wording>> m_asked; ///< unanswered; with what is to be told after the answer
    bool m_inFront = false;
    bool m_enabled = true;
    bool m_markup = false; ///< the desktop reads bodies as markup
};

} // namespace app
