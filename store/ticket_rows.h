#pragma once
// Tickets as rows: reading for both sides, writing for the writer. Every fact of a list row is a column.

#include "desk/ticket.h"
#include "sql/connection.h"
#include "store/keys.h"

#include <QList>

#include <optional>

namespace store
{

struct TicketRow {
    TicketKey key;
    desk::Ticket ticket;
};

/// The columns that ticketFrom() reads, for a SELECT; `key` is the first.
QString ticketColumns();
TicketRow ticketFrom(const sql::Statement& row);

std::optional<TicketRow> findTicket(sql::Connection& db, const desk::TicketId& id);
std::optional<TicketRow> findTicket(sql::Connection& db, TicketKey key);

/// Inserts (key zero: a new key from the time of creation) or replaces the row and its labels; returns its key.
TicketKey putTicket(sql::Connection& db, TicketKey key, const std::optional<desk::Ticket>& before,
                    const desk::Ticket& ticket, qint64 generation);
void deleteTicket(sql::Connection& db, TicketKey key);

/// The text of a ticket that search finds: subject and requester.
QString searchText(const desk::Ticket& ticket);

} // namespace store
