#pragma once
// The overview panel's facts of one ticket (OVR-1 to OVR-7), read.

#include "desk/commerce.h"
#include "desk/profile.h"
#include "desk/ticket.h"
#include "store/change_set.h"

#include <QList>
#include <QObject>

#include <optional>

namespace models
{

class DeskSession;

class Overview : public QObject
{
    Q_OBJECT

public:
    explicit Overview(DeskSession& session, QObject* parent = nullptr);

    void open(const desk::TicketId& ticket);
    const std::optional<desk::Ticket>& ticket() const { return m_ticket; }
    const std::optional<desk::Profile>& profile() const { return m_profile; } ///< unset while it is not here yet
    const QList<desk::Order>& orders() const { return m_orders; }
    const QList<desk::Subscription>& subscriptions() const { return m_subscriptions; }
    const QList<desk::Event>& events() const { return m_events; }
    const QList<desk::Ticket>& tickets() const { return m_tickets; }
    bool loading() const { return m_loading; }
    const QString& trouble() const { return m_trouble; } ///< why the server's part is missing; empty = fine

Q_SIGNALS:
    void changed();

private:
    void take(const store::ChangeSet& changes);
    bool concerns(const store::ChangeSet& changes) const;
    void read();
    void fetch();
    void lineChanged();

    DeskSession& m_session;
    desk::TicketId m_id;
    desk::ProfileId m_fetched; ///< whose facts were asked of the server
    std::optional<desk::Ticket> m_ticket;
    std::optional<desk::Profile> m_profile;
    QList<desk::Order> m_orders;
    QList<desk::Subscription> m_subscriptions;
    QList<desk::Event> m_events;
    QList<desk::Ticket> m_tickets;
    bool m_loading = false;
    bool m_wasLive = false;
    QString m_trouble;
};

} // namespace models
