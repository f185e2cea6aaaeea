#include "store/entities.h"

#include "store/desk_rows.h"
#include "store/history.h"
#include "store/replay.h"

namespace store
{

namespace
{
bool isNewer(Commit& commit, desk::EntityKind kind, const QString& id, qint64 rev)
{
    const auto stored = storedRev(commit.db, kind, id, commit.state.generation);
    if (stored && *stored >= rev)
        return false;
    return !isBuried(commit.db, kind, id, rev);
}

void applyTicket(Commit& commit, const desk::Ticket& ticket, Origin origin)
{
    commit.seenTickets.insert(ticket.id);
    if (isNewer(commit, desk::EntityKind::Ticket, ticket.id.value(), ticket.rev))
        setServerTicket(commit, ticket, origin == Origin::Past);
}

/// An operation's own message ends it; the event lines of a reply that also closes do not.
bool isEchoOf(const OutboxRow& row, const desk::Message& message)
{
    if (row.operation.kind == desk::OperationKind::Reply)
        return message.kind == desk::MessageKind::Message;
    if (row.operation.kind == desk::OperationKind::Note)
        return message.kind == desk::MessageKind::Note;
    return true;
}

void noteEcho(Commit& commit, const desk::Message& message)
{
    if (!message.operation)
        return;
    const auto row = findOutbox(commit.db, message.operation);
    if (!row || !isEchoOf(*row, message))
        return;
    hideOptimistic(commit, message.operation);
    commit.echoes.insert(message.operation, message.rev);
}

void applyMessage(Commit& commit, const desk::Message& message)
{
    noteEcho(commit, message);
    if (!isNewer(commit, desk::EntityKind::Message, message.id.value(), message.rev))
        return;
    if (const auto old = findMessage(commit.db, message.id))
        commit.messages.replace(*old, message);
    else
        commit.messages.insert(message);
}

void applyOther(Commit& commit, const desk::Entity& entity)
{
    const desk::EntityKind kind = desk::kindOf(entity);
    const QString id = desk::idOf(entity);
    if (!isNewer(commit, kind, id, desk::revOf(entity)))
        return;
    const desk::ProfileId before = ownerOf(commit.db, kind, id);
    putRow(commit.db, commit.index, entity, commit.state.generation);
    const desk::ProfileId after = ownerOf(commit.db, kind, id);
    for (const desk::ProfileId& owner : {before, after}) {
        if (owner)
            commit.changes.profile(owner);
    }
    flagKind(commit, kind);
}

} // namespace

void flagKind(Commit& commit, desk::EntityKind kind)
{
    using K = desk::EntityKind;
    ChangeSet& flags = commit.changes.flags;
    flags.people = flags.people || kind == K::Agent || kind == K::Team;
    flags.labels = flags.labels || kind == K::Label;
    flags.macros = flags.macros || kind == K::Macro;
    flags.views = flags.views || kind == K::View;
    commit.viewsChanged = commit.viewsChanged || kind == K::View;
}

void applyEntity(Commit& commit, const desk::Entity& entity, Origin origin)
{
    commit.tell(entity);
    if (const auto* ticket = std::get_if<desk::Ticket>(&entity))
        applyTicket(commit, *ticket, origin);
    else if (const auto* message = std::get_if<desk::Message>(&entity))
        applyMessage(commit, *message);
    else
        applyOther(commit, entity);
}

void applyDeletion(Commit& commit, desk::EntityKind kind, const QString& id, qint64 seq)
{
    const auto stored = storedRev(commit.db, kind, id, 0);
    if (stored && *stored > seq)
        return;
    bury(commit.db, kind, id, seq, commit.now);
    if (!stored)
        return;
    if (kind == desk::EntityKind::Ticket)
        return forgetTicket(commit, desk::TicketId(id));
    if (kind == desk::EntityKind::Message) {
        if (const auto row = findMessage(commit.db, desk::MessageId(id)))
            commit.messages.remove(*row);
        return;
    }
    if (const desk::ProfileId owner = ownerOf(commit.db, kind, id))
        commit.changes.profile(owner);
    deleteRow(commit.db, commit.index, kind, id);
    flagKind(commit, kind);
}

} // namespace store
