#pragma once
// Collects what one transaction changes and nets it: a row touched twice appears once, with its first before and its
// last after.

#include "store/change_set.h"

#include <QHash>
#include <QSet>

namespace store
{

class Changes
{
public:
    /// `past`: the row comes from history, so the server's counts know it already.
    void ticket(TicketKey key, const std::optional<desk::Ticket>& before, const std::optional<desk::Ticket>& after,
                bool past = false);
    void added(const desk::TicketId& ticket, MessageKey key);
    void updated(const desk::TicketId& ticket, MessageKey key);
    void removed(const desk::TicketId& ticket, MessageKey key);
    void profile(const desk::ProfileId& id) { m_profiles.insert(id); }
    void draft(const desk::TicketId& id) { m_drafts.insert(id); }

    struct Touched {
        TicketChange change;
        bool past = false;
    };
    const QHash<TicketKey, Touched>& tickets() const { return m_tickets; }

    ChangeSet flags; ///< only its flags and `crossed` are used

    /// The set in a stable order: by key.
    ChangeSet take();

private:
    struct Thread {
        QSet<MessageKey> added;
        QSet<MessageKey> updated;
        QSet<MessageKey> removed;
    };

    QHash<TicketKey, Touched> m_tickets;
    QHash<desk::TicketId, Thread> m_threads;
    QSet<desk::ProfileId> m_profiles;
    QSet<desk::TicketId> m_drafts;
};

/// Adds `next`, which happened after `set`, so that the two read as one commit.
void merge(ChangeSet& set, const ChangeSet& next);

} // namespace store
