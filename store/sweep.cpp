#include "store/sweep.h"

#include "store/desk_rows.h"
#include "store/history.h"
#include "store/replay.h"

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
QStringList unseen(Commit& commit, const QString& table, const QString& but = u"1"_s)
{
    QStringList ids;
    sql::Statement rows =
        commit.db.query(u"SELECT id FROM %1 WHERE gen < ? AND %2"_s.arg(table, but), commit.state.generation);
    while (rows.next())
        ids += rows.text(0);
    return ids;
}
} // namespace

void beginSweep(Commit& commit, qint64 generation)
{
    putSetting(commit.db, u"generation"_s, QString::number(generation));
    commit.messages.generation = generation;
    forgetRanges(commit.db);
    commit.db.execute(u"DELETE FROM tombstone"_s);
}

void sweepUnseen(Commit& commit)
{
    for (const QString& id : unseen(commit, u"ticket"_s))
        forgetTicket(commit, desk::TicketId(id));
    for (const QString& id : unseen(commit, u"message"_s, u"id NOT LIKE 'op:%'"_s)) {
        if (const auto row = findMessage(commit.db, desk::MessageId(id)))
            commit.messages.remove(*row);
    }
    using K = desk::EntityKind;
    for (K kind : {K::Profile, K::Order, K::Subscription, K::Event}) {
        for (const QString& id : unseen(commit, tableOf(kind)))
            deleteRow(commit.db, commit.index, kind, id);
    }
}

qint64 storedGeneration(sql::Connection& db)
{
    return setting(db, u"generation"_s).toLongLong();
}

} // namespace store
