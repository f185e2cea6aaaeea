#pragma once
// One transaction of the cache and everything that is gathered on its way. What it means for the outbox is written down
// in the same transaction (`arrived`) and carried over to the work file right after it.

#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "store/ahead.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/message_rows.h"
#include "store/outbox_row.h"
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
    TextPacker packer{};
    /// The cache may lack what the outbox says: after a start, and after a commit that failed behind one of the work
    /// file. The next commit makes up for it.
    bool behind = true;
    std::optional<sql::Error> trouble{}; ///< of such a commit, whose job went well; for the worker
};

class Commit
{
public:
    explicit Commit(WriterState& state);
    ~Commit();

    /// The server tells of an entity, in whatever way.
    void tell(const desk::Entity& entity);
    /// Brings touched tickets up to date, counts, commits; then ends in the outbox what ended here. Returns what
    /// changed. Throws sql::Failure with nothing changed.
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
    std::optional<qint64> cursor; ///< what is newer was told ahead of the feed; unset = as it is stored
    QList<desk::Entity> ahead;    ///< what was
    QHash<desk::OperationId, OutboxRow> acknowledged; ///< as these outbox rows are after the commit
    QSet<desk::OperationId> ended;                    ///< leave the outbox after the commit

private:
    void carryOver();
    void learnToPack();

    sql::Transaction m_transaction;
    bool m_done = false;
};

} // namespace store
