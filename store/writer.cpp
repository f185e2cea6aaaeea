#include "store/database.h"
#include "store/desk_rows.h"
#include "store/desk_time.h"
#include "store/draft_rows.h"
#include "store/history.h"
#include "store/index_floor.h"
#include "store/named_files.h"
#include "store/replay.h"
#include "store/sweep.h"
#include "store/work_file.h"
#include "store/writer_private.h"

#include "desk/lifecycle.h"

#include <utility>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kWakeAtOnce = 500;
// Asked after every change; left to itself the planner reads all snoozed tickets.
const QString kSnoozed = u"INDEXED BY ticket_due WHERE status = 'snoozed' AND snoozed_until > 0"_s;
} // namespace

Writer::Writer(const QString& path, const desk::Clock& clock, bool damageShowed)
{
    Opened opened = openDatabase(path, clock, {damageShowed, {}});
    d.reset(new Private{{std::move(opened.connection), clock, {}}, std::move(opened.damage)});
    d->state.generation = storedGeneration(d->db());
}

Writer::~Writer() = default;

ChangeSet Writer::saveDraft(const desk::Draft& draft)
{
    WorkChange change(d->db());
    ChangeSet changes;
    changes.outbox = putDraft(change.db, draft);
    changes.drafts = {draft.ticket};
    change.commit();
    return changes;
}

ChangeSet Writer::restoreDraft(const desk::Draft& version)
{
    WorkChange change(d->db());
    if (const auto present = findDraft(change.db, version.ticket, version.note))
        keepVersion(change.db, *present);
    ChangeSet changes;
    changes.outbox = putDraft(change.db, version);
    changes.drafts = {version.ticket};
    change.commit();
    return changes;
}

ChangeSet Writer::wakeSnoozed(desk::Instant now)
{
    Commit commit(d->state);
    QList<TicketRow> due;
    {
        static const QString sql = u"SELECT %1 FROM ticket %2 AND snoozed_until <= ? "
                                   "ORDER BY snoozed_until LIMIT ?"_s.arg(ticketColumns(), kSnoozed);
        sql::Statement rows = commit.db.query(sql, now.ms, kWakeAtOnce);
        while (rows.next())
            due += ticketFrom(rows);
    }
    for (const TicketRow& row : due)
        showLocally(commit, row, desk::afterSnoozeDue(row.ticket, now));
    return commit.finish();
}

desk::Instant Writer::nextSnoozeDue()
{
    static const QString sql = u"SELECT snoozed_until FROM ticket %1 ORDER BY snoozed_until LIMIT 1"_s.arg(kSnoozed);
    return {d->db().value<qint64>(sql).value_or(0)};
}

desk::Instant Writer::nextViewCrossing()
{
    return Counts::nextCrossing(d->db());
}

ChangeSet Writer::crossView(desk::Instant now)
{
    Commit commit(d->state);
    if (const auto view = d->state.counts.cross(commit.db, now))
        commit.changes.flags.crossed = {*view};
    return commit.finish();
}

void Writer::setDeskTime(const DeskTime& time)
{
    Commit commit(d->state);
    writeDeskTime(commit.db, time);
    commit.finish();
}

QString Writer::deskId()
{
    const QString here = setting(d->db(), u"desk-id"_s);
    return here.isEmpty() ? fact(d->db(), u"desk-id"_s) : here;
}

desk::Instant Writer::lossAt()
{
    return {fact(d->db(), u"loss-at"_s).toLongLong()};
}

void Writer::setSetting(const QString& name, const QString& value)
{
    Commit commit(d->state);
    putSetting(commit.db, name, value);
    commit.finish();
}

QSet<QString> Writer::namedFiles()
{
    return store::namedFiles(d->db());
}

bool Writer::idleStep()
{
    {
        Commit commit(d->state);
        commit.index.settleSome();
        const bool more = reindexStep(commit.db, commit.index) || mergeStep(commit.db);
        commit.finish();
        if (more || !d->state.heldTerms.order.isEmpty())
            return true;
    }
    Commit commit(d->state);
    dropOldTombstones(commit.db, commit.now);
    dropOldUploads(commit.db);
    dropOldArrivals(commit.db);
    commit.finish();
    d->state.db->checkpoint(sql::SqliteConnection::Checkpoint::Passive);
    d->state.db->checkpoint(sql::SqliteConnection::Checkpoint::Passive, "work");
    // A live desk writes little at a time; the large cache is for the past.
    d->state.db->executeScript(u"PRAGMA cache_size = -2048; PRAGMA shrink_memory"_s);
    return false;
}

void Writer::close()
{
    d->db().executeScript(u"PRAGMA analysis_limit = 400; PRAGMA optimize"_s);
    d->state.db->checkpoint(sql::SqliteConnection::Checkpoint::Truncate);
    d->state.db->checkpoint(sql::SqliteConnection::Checkpoint::Truncate, "work");
}

std::optional<sql::Error> Writer::takeTrouble()
{
    return std::exchange(d->state.trouble, std::nullopt);
}

const Damage& Writer::damage() const
{
    return d->damage;
}

sql::Connection& Writer::connection()
{
    return d->db();
}

} // namespace store
