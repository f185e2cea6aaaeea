#pragma once
// The counts of the views (VIEW-5): kept with the data, in the transaction that changes them, by what each ticket was
// before and is after. Never counted anew on the way, except where time alone moves very many tickets.

#include "desk/view.h"
#include "sql/connection.h"
#include "store/changes.h"
#include "store/writer.h"

#include <QList>

#include <optional>

namespace store
{

class Counts
{
public:
    /// Forget what was read: a transaction was rolled back, or views changed. The next call reads anew.
    void invalidate() { m_views.clear(), m_loaded = false; }

    /// Makes the counters those of the built-in and stored views; new or changed ones are counted by a scan.
    void registerViews(sql::Connection& db, const HistoryState& history, desk::Instant now);
    /// Adds what the transaction changed.
    void apply(sql::Connection& db, const Changes& changes);
    /// The server's figures, shown where the own ones are not whole yet.
    void setServerCounts(sql::Connection& db, const QHash<QString, qint64>& counts);
    /// Which counts are whole now.
    void updateExact(sql::Connection& db, const HistoryState& history);
    /// Brings the next view whose time has come up to `now`; nullopt = none is due.
    std::optional<desk::ViewId> cross(sql::Connection& db, desk::Instant now);
    static desk::Instant nextCrossing(sql::Connection& db);

private:
    struct Entry {
        desk::ViewId id;
        desk::Filter filter;
        bool byTime = false;
        desk::Instant countedAt; ///< the "now" of ages in the figures
        desk::Instant crosses;
    };
    struct Delta {
        qint64 count = 0;
        qint64 unread = 0;
        qint64 server = 0;
        desk::Instant crosses;
    };

    void load(sql::Connection& db);
    void count(sql::Connection& db, Entry& entry, desk::Instant now);
    static bool moveOn(sql::Connection& db, Entry& entry, desk::Instant now);
    static Delta deltaOf(const Entry& entry, const Changes& changes);

    QList<Entry> m_views;
    bool m_loaded = false;
};

/// The signed-in agent; nullopt before the first bootstrap.
std::optional<desk::Agent> signedInAgent(sql::Connection& db);

/// Built-in views first, then stored ones by position.
QList<desk::View> allViews(sql::Connection& db);

} // namespace store
