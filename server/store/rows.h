#pragma once
// Rows of the database as the desk's values and back. Internal to the server; every call may throw sql::Failure.

#include "server/store/keys.h"
#include "server/store/store.h"
#include "server/store/thread_order.h"

#include "desk/entity.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace server::store
{

/// The columns of readTicket(), for `SELECT %1 FROM tickets`, without alias.
QString ticketColumns();
/// `rev` is the row's seq and `unread` is false: marks.h makes it one agent's.
desk::Ticket readTicket(const sql::Statement& row);
QString messageColumns();
desk::Message readMessage(const sql::Statement& row);

QString agentColumns();
/// Without teams.
desk::Agent readAgent(const sql::Statement& row);

/// Columns and values of a bulk insert, ids and seqs (`rev`) included. The last two columns are what readTicket() does
/// not carry: id and place of the customer's newest message, 0 = none.
QStringList ticketInsertColumns();
sql::Values ticketValues(const desk::Ticket& ticket, const Standing& newestInbound);
QStringList messageInsertColumns();
sql::Values messageValues(const desk::Message& message);

/// The body column of the kinds that are kept as JSON, without `rev`.
sql::Utf8 bodyOf(const desk::Profile& profile);
sql::Utf8 bodyOf(const desk::Macro& macro);
sql::Utf8 bodyOf(const desk::View& view);
sql::Utf8 bodyOf(const desk::Order& order);
sql::Utf8 bodyOf(const desk::Subscription& subscription);
sql::Utf8 bodyOf(const desk::Event& event);

std::optional<desk::Ticket> findTicket(sql::Connection& sql, qint64 id);
/// Locks the row until the transaction ends (PostgreSQL).
std::optional<desk::Ticket> lockTicket(sql::Connection& sql, qint64 id);
std::optional<desk::Message> findMessage(sql::Connection& sql, qint64 id);
std::optional<desk::Profile> findProfile(sql::Connection& sql, qint64 id);
/// With teams.
std::optional<desk::Agent> findAgent(sql::Connection& sql, qint64 id);
QList<desk::Agent> allAgents(sql::Connection& sql);
QList<desk::Team> allTeams(sql::Connection& sql);
QList<desk::Label> allLabels(sql::Connection& sql);
QList<desk::Macro> allMacros(sql::Connection& sql);
/// The shared ones and the agent's own.
QList<desk::View> viewsFor(sql::Connection& sql, qint64 agent);
/// The entity as the database has it now, with `rev`; tickets without an agent's mark.
std::optional<desk::Entity> findEntity(sql::Connection& sql, desk::EntityKind kind, qint64 id);

/// A setting; empty when unset.
QString setting(sql::Connection& sql, const QString& name);
void setSetting(sql::Connection& sql, const QString& name, const QString& value);

} // namespace server::store
