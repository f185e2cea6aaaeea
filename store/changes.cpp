#include "store/changes.h"

#include <algorithm>

namespace store
{

namespace
{
template<class T>
QList<T> sorted(const QSet<T>& set)
{
    QList<T> list(set.begin(), set.end());
    std::sort(list.begin(), list.end());
    return list;
}

template<class T>
void unite(QList<T>& list, const QList<T>& more)
{
    for (const T& each : more) {
        if (!list.contains(each))
            list += each;
    }
}

qint64 eldest(qint64 a, qint64 b)
{
    return a == 0 || b == 0 ? std::max(a, b) : std::min(a, b);
}
} // namespace

void Changes::ticket(TicketKey key, const std::optional<desk::Ticket>& before, const std::optional<desk::Ticket>& after,
                     bool past)
{
    const auto known = m_tickets.find(key);
    if (known == m_tickets.end()) {
        m_tickets.insert(key, {{key, before, after}, past});
        return;
    }
    known->change.after = after;
    known->past = known->past && past;
}

void Changes::added(const desk::TicketId& ticket, MessageKey key)
{
    Thread& thread = m_threads[ticket];
    if (thread.removed.remove(key))
        thread.updated.insert(key);
    else
        thread.added.insert(key);
}

void Changes::updated(const desk::TicketId& ticket, MessageKey key)
{
    Thread& thread = m_threads[ticket];
    if (!thread.added.contains(key))
        thread.updated.insert(key);
}

void Changes::removed(const desk::TicketId& ticket, MessageKey key)
{
    Thread& thread = m_threads[ticket];
    thread.updated.remove(key);
    if (!thread.added.remove(key))
        thread.removed.insert(key);
}

ChangeSet Changes::take()
{
    ChangeSet set = flags;
    QList<TicketKey> keys = m_tickets.keys();
    std::sort(keys.begin(), keys.end());
    for (TicketKey key : keys) {
        const TicketChange& change = m_tickets[key].change;
        if (change.before != change.after)
            set.tickets += change;
    }
    QList<desk::TicketId> threads = m_threads.keys();
    std::sort(threads.begin(), threads.end());
    for (const desk::TicketId& ticket : threads) {
        const Thread& thread = m_threads[ticket];
        if (!thread.added.isEmpty() || !thread.updated.isEmpty() || !thread.removed.isEmpty())
            set.threads += ThreadChange{ticket, sorted(thread.added), sorted(thread.updated), sorted(thread.removed)};
    }
    set.profiles = sorted(m_profiles);
    set.drafts = sorted(m_drafts);
    return set;
}

void merge(ChangeSet& set, const ChangeSet& next)
{
    Changes changes;
    for (const ChangeSet* part : {static_cast<const ChangeSet*>(&set), &next}) {
        for (const TicketChange& change : part->tickets)
            changes.ticket(change.key, change.before, change.after);
        for (const ThreadChange& thread : part->threads) {
            for (MessageKey key : thread.removed)
                changes.removed(thread.ticket, key);
            for (MessageKey key : thread.added)
                changes.added(thread.ticket, key);
            for (MessageKey key : thread.updated)
                changes.updated(thread.ticket, key);
        }
        for (const desk::ProfileId& id : part->profiles)
            changes.profile(id);
        for (const desk::TicketId& id : part->drafts)
            changes.draft(id);
    }
    ChangeSet& flags = changes.flags;
    flags.people = set.people || next.people;
    flags.labels = set.labels || next.labels;
    flags.macros = set.macros || next.macros;
    flags.views = set.views || next.views;
    flags.outbox = set.outbox || next.outbox;
    flags.everything = set.everything || next.everything;
    flags.swept = set.swept || next.swept;
    flags.takenBack = set.takenBack + next.takenBack;
    flags.crossed = set.crossed;
    unite(flags.crossed, next.crossed);
    flags.frameArrived = eldest(set.frameArrived, next.frameArrived);
    flags.pageArrived = eldest(set.pageArrived, next.pageArrived);
    set = changes.take();
}

} // namespace store
