#pragma once
// Tells of new customer messages while the agent looks elsewhere; never twice for one message (BEY-10).

#include "desk/ticket.h"
#include "store/change_set.h"

#include <QHash>
#include <QObject>

namespace models
{
class DeskSession;
}

namespace app
{

/// Watches the change sets of a desk: a ticket of mine, or one that nobody has, whose customer has just written.
class Notifier : public QObject
{
    Q_OBJECT

public:
    Notifier(models::DeskSession& session, QObject* parent = nullptr);

    /// True: no notices (the window is in front, or the agent turned them off).
    void setQuiet(bool quiet) { m_quiet = quiet; }

Q_SIGNALS:
    void ticketAsked(const desk::TicketId& ticket); ///< a notice was clicked
    void noticed(const desk::Ticket& ticket);       ///< a notice went out

private:
    void take(const store::ChangeSet& changes);
    bool deserves(const store::TicketChange& change) const;
    void notify(const desk::Ticket& ticket);

private Q_SLOTS:
    void actionInvoked(uint id, const QString& action);
    void noticeClosed(uint id, uint reason);

private:
    models::DeskSession& m_session;
    QHash<uint, desk::TicketId> m_shown;
    QHash<desk::TicketId, uint> m_ofTicket;
    bool m_quiet = false;
};

} // namespace app
