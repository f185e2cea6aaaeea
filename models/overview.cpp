#include "models/overview.h"

#include "models/desk_session.h"
#include "models/remote.h"

#include <algorithm>

namespace models
{

namespace
{
constexpr int kOrders = 50;
constexpr int kEvents = 200;
constexpr int kTickets = 50;
} // namespace

Overview::Overview(DeskSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &DeskSession::changed, this, &Overview::take);
    connect(&session, &DeskSession::syncStateChanged, this, &Overview::lineChanged);
}

void Overview::open(const desk::TicketId& ticket)
{
    m_id = ticket;
    m_loading = false;
    m_trouble.clear();
    m_fetched = {};
    read();
    fetch();
    Q_EMIT changed();
}

void Overview::take(const store::ChangeSet& changes)
{
    if (m_id.isEmpty() || !concerns(changes))
        return;
    read();
    if (changes.everything || changes.swept)
        m_fetched = {}; // what had been fetched went with the rest
    fetch();            // the requester may be another one now
    Q_EMIT changed();
}

bool Overview::concerns(const store::ChangeSet& changes) const
{
    if (changes.everything || changes.swept || changes.people || changes.labels)
        return true;
    const desk::ProfileId requester = m_ticket ? m_ticket->requester : desk::ProfileId();
    if (!requester.isEmpty() && changes.profiles.contains(requester))
        return true;
    return std::any_of(changes.tickets.begin(), changes.tickets.end(), [&](const store::TicketChange& change) {
        const auto touches = [&](const std::optional<desk::Ticket>& ticket) {
            return ticket && (ticket->id == m_id || (!requester.isEmpty() && ticket->requester == requester));
        };
        return touches(change.before) || touches(change.after);
    });
}

void Overview::read()
{
    m_ticket =
        m_session.read(std::optional<desk::Ticket>(), [this](store::Reader& reader) { return reader.ticket(m_id); });
    m_profile.reset();
    m_orders.clear();
    m_subscriptions.clear();
    m_events.clear();
    m_tickets.clear();
    if (!m_ticket || m_ticket->requester.isEmpty())
        return;
    const desk::ProfileId& id = m_ticket->requester;
    m_session.read(false, [&](store::Reader& reader) {
        m_profile = reader.profile(id);
        m_orders = reader.orders(id, kOrders);
        m_subscriptions = reader.subscriptions(id);
        m_events = reader.events(id, kEvents);
        m_tickets = reader.ticketsOf(id, kTickets);
        return true;
    });
}

/// What could not be fetched without a line is fetched when it is there again.
void Overview::lineChanged()
{
    const bool isLive = m_session.syncState().link == store::Link::Live;
    if (!isLive || std::exchange(m_wasLive, isLive)) {
        m_wasLive = isLive;
        return;
    }
    if (m_id.isEmpty() || m_trouble.isEmpty())
        return;
    m_trouble.clear();
    m_fetched = {};
    fetch();
    Q_EMIT changed();
}

/// Once a requester: what the file has is shown at once, the server's answer comes as a change.
void Overview::fetch()
{
    const desk::ProfileId requester = m_ticket ? m_ticket->requester : desk::ProfileId();
    Remote* remote = m_session.remote();
    if (requester.isEmpty() || requester == m_fetched || !remote)
        return;
    m_fetched = requester;
    m_loading = true;
    remote->fetchProfile(requester, this, [this, requester](const QString& error) {
        if (requester != m_fetched)
            return;
        m_loading = false;
        m_trouble = error;
        Q_EMIT changed();
    });
}

} // namespace models
