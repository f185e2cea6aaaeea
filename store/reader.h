#pragma once
// Reads of the agent's database. One Reader owns one read-only connection and belongs to the thread that made it. Small
// indexed reads only (under a millisecond); anything slower goes through store::SearchThread.

#include "desk/commerce.h"
#include "desk/draft.h"
#include "desk/filter.h"
#include "desk/macro.h"
#include "desk/message.h"
#include "desk/people.h"
#include "desk/profile.h"
#include "desk/view.h"
#include "store/change_set.h"
#include "store/keys.h"
#include "store/outbox_row.h"
#include "store/read_files.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace sql
{
class Connection;
}

namespace store
{

/// A message as a thread shows it.
struct ThreadMessage {
    MessageKey key;
    desk::Message message;
};

/// A page of a thread, oldest first. `complete` = nothing older exists; `needsServer` = older messages exist on the
/// server only (the complete range of this thread ends here).
struct ThreadPage {
    QList<ThreadMessage> messages;
    bool complete = false;
    bool needsServer = false;
};

struct ViewCount {
    desk::ViewId view;
    qint64 count = 0;
    qint64 unread = 0;
    bool exact = true; ///< false: the server's figure, shown until the first sync is through
};

/// All reads throw sql::Failure on a broken database; `interrupted` reads return what they have.
class Reader
{
public:
    /// Opens the desk's two files read-only; opens anew when they were replaced. Throws sql::Failure.
    explicit Reader(const QString& path);
    ~Reader();

    std::optional<desk::Ticket> ticket(const desk::TicketId& id);
    std::optional<desk::Ticket> ticket(TicketKey key);
    QList<desk::Ticket> tickets(const QList<TicketKey>& keys); ///< those that exist, in the order asked
    std::optional<TicketKey> keyOf(const desk::TicketId& id);
    std::optional<desk::TicketId> byNumber(qint64 number);

    /// Keyset page of a list: rows strictly after `after` (nullopt = from the top), at most `limit`, as
    /// store::standsAbove() orders them.
    QList<ListKey> list(const desk::Filter& filter, desk::Sort sort, desk::Instant now, std::optional<ListKey> after,
                        int limit);
    /// The tickets that reached one of the filter's ages after `since`, up to `now`; their `before` and `after` are
    /// equal. Reads what crossed only.
    QList<TicketChange> crossed(const desk::Filter& filter, desk::Instant since, desk::Instant now);
    /// No ticket crosses before this moment; unset = none ever does as things are.
    desk::Instant nextCrossing(const desk::Filter& filter, desk::Instant now);
    /// Exact count by scan: for the first time a view is seen; live counts follow ChangeSets.
    qint64 count(const desk::Filter& filter, desk::Instant now);
    /// Counts kept with the data: by view id of the views that were registered with Writer.
    QList<ViewCount> counts();

    /// Messages older than `before` (nullopt = the newest), oldest first.
    ThreadPage thread(const desk::TicketId& ticket, std::optional<MessageKey> before, int limit);
    QList<ThreadMessage> messages(const QList<MessageKey>& keys);

    std::optional<desk::Profile> profile(const desk::ProfileId& id);
    QList<desk::Order> orders(const desk::ProfileId& id, int limit);
    QList<desk::Subscription> subscriptions(const desk::ProfileId& id);
    QList<desk::Event> events(const desk::ProfileId& id, int limit);
    QList<desk::Ticket> ticketsOf(const desk::ProfileId& id, int limit);

    std::optional<desk::Agent> me();
    QList<desk::Agent> agents();
    QList<desk::Team> teams();
    QList<desk::Label> labels();
    QList<desk::Macro> macros();
    QList<desk::View> views(); ///< built-in ones first, then by position

    QList<OutboxRow> outbox();
    QList<desk::Draft> drafts();
    std::optional<desk::Draft> draft(const desk::TicketId& ticket, bool note);

    /// Earlier versions of a draft, newest first, at most 20 (BEY-7).
    QList<desk::Draft> draftHistory(const desk::TicketId& ticket, bool note);
    /// The oldest message of the thread's complete range: what a request for older ones goes by. Empty = ask for the
    /// newest page.
    desk::MessageId threadFloor(const desk::TicketId& ticket);

    QString setting(const QString& name); ///< desk-wide facts: desk-name, sms-senders (JSON) ...

    sql::Connection& connection();

private:
    sql::Connection& db();

    ReadFiles m_files;
};

} // namespace store
