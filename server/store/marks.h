#pragma once
// Read marks: whether an agent has read a ticket (TKT-9, TKT-12). Internal to the server; may throw sql::Failure.

#include "server/store/rows.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace server::store
{

/// Who has read these tickets, and the seqs of the marks.
class Marks
{
public:
    /// Of every active agent; two queries whatever the number of tickets.
    static Marks load(sql::Connection& sql, const QList<qint64>& tickets);

    bool hasRead(const desk::AgentId& agent, qint64 ticket) const;
    QSet<desk::AgentId> readers(qint64 ticket) const;
    QHash<desk::AgentId, qint64> seqs(qint64 ticket) const;

    /// `unread` and `rev` of that agent.
    void apply(const desk::AgentId& agent, desk::Ticket& ticket) const;

private:
    struct Mark {
        qint64 seq = 0;
        qint64 place = 0; ///< read up to here (TKT-13)
        bool unread = false;
    };
    QHash<desk::AgentId, qint64> m_floors; ///< messages up to here count as read without a mark
    QHash<qint64, Standing> m_newestInbound;
    QHash<qint64, QHash<desk::AgentId, Mark>> m_marks;
};

/// Makes the tickets that agent's.
void applyMarks(sql::Connection& sql, const desk::AgentId& agent, QList<desk::Ticket>& tickets);

/// Sets the agent's mark to `place` (never back) or to unread, and touches it if that changed anything.
void setMark(FeedTransaction& transaction, const desk::AgentId& agent, qint64 ticket, qint64 place, bool unread);

} // namespace server::store
