// The way in: what the server says becomes rows.
#include "store/desk_rows.h"
#include "store/entities.h"
#include "store/free_key.h"
#include "store/history.h"
#include "store/replay.h"
#include "store/set_aside.h"
#include "store/sweep.h"
#include "store/work_file.h"
#include "store/writer_private.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace store
{

using namespace Qt::StringLiterals;

desk::Cursor Writer::Private::cursor()
{
    return storedCursor(db());
}

desk::Cursor Writer::cursor()
{
    return d->cursor();
}

bool Writer::isLostTimeHere()
{
    return isInQuestion(d->db());
}

namespace
{
/// Shows again as waiting what was acknowledged in a time that the desk may have lost.
void showDoubted(Commit& commit, const QList<OutboxRow>& doubted)
{
    for (const OutboxRow& row : doubted) {
        if (findMessage(commit.db, optimisticId(row.operation.id)))
            showOptimistic(commit, row);
        commit.stale.insert(row.operation.ticket);
        commit.changes.flags.outbox = true;
    }
}
} // namespace

ChangeSet Writer::applyChanges(const QList<desk::Change>& changes, const desk::Cursor& newCursor)
{
    const desk::Cursor before = d->cursor();
    const bool isOtherEpoch = !before.word.isEmpty() && newCursor.word != before.word;
    const QList<OutboxRow> doubted = isOtherEpoch ? doubtReceipts(d->db()) : QList<OutboxRow>();
    Commit commit(d->state);
    showDoubted(commit, doubted);
    commit.index.holdFew();
    commit.cursor = std::numeric_limits<qint64>::max(); // nothing of it is ahead of the feed
    for (const desk::Change& change : changes) {
        if (change.entity)
            applyEntity(commit, *change.entity, Origin::Feed);
        else
            applyDeletion(commit, change.kind, change.id, change.seq);
    }
    const desk::Cursor& cursor = newCursor.seq >= before.seq ? newCursor : before;
    putSetting(commit.db, u"cursor"_s, desk::cursorText(cursor));
    feedTold(commit.db, changes, isOtherEpoch, cursor.seq);
    settle(commit, cursor.seq);
    return commit.finish();
}

namespace
{
void putFacts(Commit& commit, const Bootstrap& bootstrap)
{
    putSetting(commit.db, u"cursor"_s, desk::cursorText(bootstrap.cursor));
    putSetting(commit.db, u"me"_s, QString::fromUtf8(jsonText(bootstrap.me).bytes));
    putSetting(commit.db, u"desk-id"_s, bootstrap.deskId);
    putSetting(commit.db, u"desk-name"_s, bootstrap.deskName);
    putSetting(commit.db, u"sms-senders"_s, QString::fromUtf8(bootstrap.smsSenders));
    putSetting(commit.db, u"capabilities"_s, bootstrap.capabilities.join(u' '));
    putSetting(commit.db, u"total-tickets"_s, QString::number(bootstrap.totalTickets));
    putSetting(commit.db, u"total-messages"_s, QString::number(bootstrap.totalMessages));
}

/// The small tables come whole: what is not among them is gone.
template<class T>
void replaceAll(Commit& commit, desk::EntityKind kind, const QList<T>& rows)
{
    commit.db.execute(u"DELETE FROM desk_row WHERE kind = ?"_s, desk::toString(kind));
    for (const T& row : rows)
        putRow(commit.db, commit.index, row, commit.state.generation);
    flagKind(commit, kind);
}
} // namespace

ChangeSet Writer::applyBootstrap(const Bootstrap& bootstrap, bool sweep)
{
    const qint64 generation = d->state.generation + (sweep ? 1 : 0);
    if (!bootstrap.deskId.isEmpty() && fact(d->db(), u"desk-id"_s) != bootstrap.deskId) {
        WorkChange change(d->db());
        putFact(d->db(), u"desk-id"_s, bootstrap.deskId);
        change.commit();
    }
    const QList<OutboxRow> doubted = sweep ? doubtReceipts(d->db()) : QList<OutboxRow>();
    Commit commit(d->state);
    HistoryState state = sweep ? HistoryState() : readHistory(commit.db);
    state.messagesTotal = bootstrap.totalMessages;
    if (sweep) {
        beginSweep(commit, generation);
        forgetAhead(commit.db);
        commit.db.execute(u"DELETE FROM arrived"_s); // of a time that the desk may have lost
        showDoubted(commit, doubted);
    }
    putFacts(commit, bootstrap);
    replaceAll(commit, desk::EntityKind::Agent, bootstrap.agents);
    replaceAll(commit, desk::EntityKind::Team, bootstrap.teams);
    replaceAll(commit, desk::EntityKind::Label, bootstrap.labels);
    replaceAll(commit, desk::EntityKind::Macro, bootstrap.macros);
    replaceAll(commit, desk::EntityKind::View, bootstrap.views);
    writeHistory(commit.db, state);
    d->state.counts.registerViews(commit.db, state, commit.now);
    d->state.counts.setServerCounts(commit.db, bootstrap.counts);
    settle(commit, bootstrap.cursor.seq);
    ChangeSet changes = commit.finish();
    d->state.generation = generation;
    return changes;
}

ChangeSet Writer::sweepStep(SweepPlace& place)
{
    Commit commit(d->state);
    const SweepPlace next = sweepUnseen(commit, place);
    commit.changes.flags.swept = next.done;
    ChangeSet changes = commit.finish();
    if (next.done && setDraftsAside(d->db()))
        changes.outbox = true;
    place = next;
    return changes;
}

namespace
{
/// Where the row of an entity will stand: kinds apart, then by key.
std::pair<int, qint64> rowOrder(const desk::Entity& entity)
{
    if (const auto* message = std::get_if<desk::Message>(&entity))
        return {2, standingPlace(*message)};
    if (const auto* ticket = std::get_if<desk::Ticket>(&entity))
        return {1, ticket->created.ms};
    return {0, 0};
}

/// The past comes newest first. Rows that go in before the others leave each page of the file half empty, and FTS5
/// writes a part of its index for each key that is below the one before it: upwards, a page takes a third less room
/// and its words are one part.
void applyPast(Commit& commit, const QList<desk::Entity>& entities)
{
    std::vector<std::pair<std::pair<int, qint64>, const desk::Entity*>> upwards;
    upwards.reserve(size_t(entities.size()));
    for (const desk::Entity& entity : entities)
        upwards.emplace_back(rowOrder(entity), &entity);
    std::stable_sort(upwards.begin(), upwards.end(),
                     [](const auto& one, const auto& other) { return one.first < other.first; });
    for (const auto& each : upwards)
        applyEntity(commit, *each.second, Origin::Past);
}
} // namespace

ChangeSet Writer::applyHistory(const QList<desk::Entity>& entities, const HistoryState& next)
{
    Commit commit(d->state);
    commit.db.execute(u"PRAGMA cache_size = -8192"_s); // until idleStep()
    const HistoryState before = readHistory(commit.db);
    qint64 newest = 0;
    applyPast(commit, entities);
    for (const desk::Entity& entity : entities) {
        if (const auto* message = std::get_if<desk::Message>(&entity))
            newest = std::max(newest, firstKeyOf(standingPlace(*message)));
    }
    if (before.messagesNext != next.messagesNext && newest > 0)
        lowerMessagesFloor(commit.db, newest);
    writeHistory(commit.db, next);
    if (before.activeDone != next.activeDone || before.ticketsDone != next.ticketsDone) {
        d->state.counts.updateExact(commit.db, next);
        commit.changes.flags.views = true;
    }
    settle(commit, d->cursor().seq);
    return commit.finish();
}

HistoryState Writer::history()
{
    return readHistory(d->db());
}

ChangeSet Writer::applyThreadPage(const desk::TicketId& ticket, const QList<desk::Message>& messages, bool older)
{
    Commit commit(d->state);
    applyPast(commit, {messages.cbegin(), messages.cend()});
    extendThread(commit.db, ticket, messages, older);
    settle(commit, d->cursor().seq);
    return commit.finish();
}

ChangeSet Writer::applyFound(const QList<desk::Entity>& entities)
{
    Commit commit(d->state);
    applyPast(commit, entities);
    settle(commit, d->cursor().seq);
    return commit.finish();
}

ChangeSet Writer::applyProfile(const QList<desk::Entity>& entities, const desk::ProfileId& id)
{
    Commit commit(d->state);
    for (const QString& table : {u"orders"_s, u"subscription"_s, u"event"_s})
        commit.db.execute(u"DELETE FROM %1 WHERE profile = ?"_s.arg(table), id.value());
    for (const desk::Entity& entity : entities)
        applyEntity(commit, entity, Origin::Past);
    commit.changes.profile(id);
    return commit.finish();
}

} // namespace store
