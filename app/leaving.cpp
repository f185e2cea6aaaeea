#include "app/leaving.h"

#include "models/desk_session.h"

#include <algorithm>

namespace app
{

namespace
{

constexpr int kEnough = 500; // whether it is this many or more makes no difference to the question

} // namespace

int snoozesDue(models::DeskSession& session)
{
    const desk::Instant now = session.clock().now();
    const desk::Filter mine =
        desk::Filter::all({desk::Filter::is(desk::Field::Status, desk::toString(desk::Status::Snoozed)),
                           desk::Filter::is(desk::Field::Assignee, session.me().id.value())});
    const QList<desk::Ticket> tickets = session.read(QList<desk::Ticket>(), [&](store::Reader& reader) {
        QList<store::TicketKey> keys;
        for (const store::ListKey& row : reader.list(mine, desk::Sort::Newest, now, {}, kEnough))
            keys.append(row.key);
        return reader.tickets(keys);
    });
    return int(std::count_if(tickets.cbegin(), tickets.cend(), [now](const desk::Ticket& ticket) {
        return ticket.snoozedUntil.isSet() && ticket.snoozedUntil - now < 24 * desk::kHour;
    }));
}

int unsentActions(models::DeskSession& session)
{
    const auto rows = session.read(QList<store::OutboxRow>(), [](store::Reader& reader) { return reader.outbox(); });
    return int(std::count_if(rows.cbegin(), rows.cend(), [](const store::OutboxRow& row) {
        return row.state != store::OutboxState::Acknowledged;
    }));
}

} // namespace app
