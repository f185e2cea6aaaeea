#pragma once

#include "desk/filter.h"
#include "sql/connection.h"

#include <functional>

namespace sql
{

/// How one table of tickets spells the fields of a filter. Every member is an SQL expression in terms of the query's
/// aliases. Text columns hold wire words or ids, the empty text where nothing is set; times are milliseconds, 0 where
/// nothing is set; flags are 1 or 0.
struct TicketColumns {
    QString channel;
    QString status;
    QString spam;
    QString assignee;
    QString team;
    QString priority;
    QString brand;
    QString requester;
    QString unread; ///< may be a subquery where read marks have an owner; without `?`
    QString hasAttachment;
    QString created;
    QString updated;
    QString waitingSince;
    QString subject;
    /// Subject and brand as desk::matches() folds them (QString::toCaseFolded), stored beside the originals: an
    /// engine's own lower() knows ASCII only (SQLite) or the server's locale (PostgreSQL).
    QString foldedSubject;
    QString foldedBrand;
    /// A subquery of the ticket's label ids: `SELECT label FROM ticket_label l WHERE l.ticket = t.id`.
    QString labels;
    /// How a value word of the filter is stored in a column; unset = as it is. For tables that keep numbers for names
    /// (channel, status, priority) or local keys for ids (assignee, requester …). Unknown words: return Value().
    std::function<Value(desk::Field, const QString&)> stored;
};

/// A WHERE clause without the word WHERE, always in parentheses, and the arguments for its `?` in order.
struct Where {
    QString sql;
    Values args;
};

/// Turns a filter into SQL that holds for exactly the tickets for which desk::matches() is true at `now`. A tree that
/// is deeper than 48 levels is a Failure (Other). Arguments and text are the same for both engines.
Where filterSql(const desk::Filter& filter, const TicketColumns& columns, desk::Instant now);

} // namespace sql
