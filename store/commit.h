#pragma once
// One transaction of the writer and everything that is gathered on its way.

#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/message_rows.h"
#include "store/text_index.h"

namespace store
{

/// What the writer keeps between transactions.
struct WriterState {
    std::unique_ptr<sql::SqliteConnection> db;
    const desk::Clock& clock;
    Counts counts;
    qint64 generation = 0; ///< of the last snapshot that began
    HeldTerms heldTerms{};
};

class Commit
{
public:
    explicit Commit(WriterState& state, bool durable = false);
    ~Commit();

    /// Brings touched tickets up to date, counts, commits; returns what changed. Throws sql::Failure.
    ChangeSet finish();

    WriterState& state;
    sql::Connection& db;
    desk::Instant now;
    Changes changes;
    TextIndex index;
    MessageWriter messages;
    QSet<desk::TicketId> stale;              ///< whose pending operations changed: replayed before the commit
    QSet<desk::TicketId> seenTickets;        ///< of which the server gave a version
    QHash<desk::OperationId, qint64> echoes; ///< operations whose effect arrived, with its revision
    bool viewsChanged = false;

private:
    sql::Transaction m_transaction;
    bool m_done = false;
};

} // namespace store
