#include "store/sweep.h"

#include "store/desk_rows.h"
#include "store/history.h"
#include "store/replay.h"

#include <array>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype kRemovedAtOnce = 200;
constexpr int kLookedAtAtOnce = 2000;

using K = desk::EntityKind;
// Messages before their tickets: what a ticket then takes with it is little.
constexpr std::array kTables{K::Message, K::Ticket, K::Profile, K::Order, K::Subscription, K::Event};

/// The rows of the place's table that were not seen; moves the place behind what was looked at.
QStringList unseen(Commit& commit, SweepPlace& place)
{
    const QString sql = u"SELECT rowid, id, gen < ? FROM %1 WHERE rowid > ? ORDER BY rowid LIMIT ?"_s.arg(
        tableOf(kTables[place.table]));
    QStringList ids;
    int looked = 0;
    sql::Statement rows = commit.db.query(sql, commit.state.generation, place.after, kLookedAtAtOnce);
    while (ids.size() < kRemovedAtOnce && rows.next()) {
        ++looked;
        place.after = rows.integer(0);
        if (rows.get<bool>(2))
            ids += rows.text(1);
    }
    if (ids.size() == kRemovedAtOnce || looked == kLookedAtAtOnce)
        return ids;
    place = {place.table + 1, 0, place.table + 1 == int(kTables.size())};
    return ids;
}

void remove(Commit& commit, K kind, const QString& id)
{
    if (kind == K::Ticket)
        return forgetTicket(commit, desk::TicketId(id));
    if (kind != K::Message)
        return deleteRow(commit.db, commit.index, kind, id);
    const auto row = findMessage(commit.db, desk::MessageId(id));
    if (!row)
        return;
    commit.messages.remove(*row);
    forgetArrival(commit, row->message.operation);
}
} // namespace

void beginSweep(Commit& commit, qint64 generation)
{
    putSetting(commit.db, u"generation"_s, QString::number(generation));
    commit.messages.generation = generation;
    forgetRanges(commit.db);
    commit.db.execute(u"DELETE FROM tombstone"_s);
}

SweepPlace sweepUnseen(Commit& commit, SweepPlace place)
{
    if (place.done)
        return place;
    const K kind = kTables[place.table];
    for (const QString& id : unseen(commit, place)) {
        const bool ours = kind == K::Message && id.startsWith(u"op:");
        if (!ours)
            remove(commit, kind, id);
    }
    return place;
}

qint64 storedGeneration(sql::Connection& db)
{
    return setting(db, u"generation"_s).toLongLong();
}

} // namespace store
