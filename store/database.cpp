#include "store/database.h"

#include "sql/sqlite_file.h"
#include "store/packed_text.h"
#include "store/quarantine.h"
#include "store/schema.h"
#include "store/trouble.h"
#include "store/work_file.h"
#include "store/work_move.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

namespace store
{

using namespace Qt::StringLiterals;

namespace
{
struct DatabaseText {
    Q_DECLARE_TR_FUNCTIONS(store::OpenFailure)
};

OpenFailure openFailure(const sql::Failure& failure, const QString& path)
{
    using F = OpenFailure::Kind;
    const QString name = QDir::toNativeSeparators(path);
    switch (failure.kind()) {
    case sql::ErrorKind::Busy:
    case sql::ErrorKind::Serialization:
        return {F::Locked, DatabaseText::tr(
                               "Another program holds the desk's file %1. Nothing was changed. Close that program and "
                               "start again.")
                               .arg(name)};
    case sql::ErrorKind::Full:
        return {F::Full,
                DatabaseText::tr("The disk is full, so the desk's file %1 cannot be opened for writing. Nothing was "
                                 "lost. Free some space and start again.")
                    .arg(name)};
    case sql::ErrorKind::ReadOnly:
        return {F::ReadOnly,
                DatabaseText::tr("The desk's file %1 or its folder may not be written. Nothing was changed. Give your "
                                 "user the right to write there, or choose another folder with --data.")
                    .arg(name)};
    default:
        return {F::Other,
                DatabaseText::tr("The desk's file %1 cannot be opened (%2). Nothing was changed. Start again; if it "
                                 "happens again, choose another folder with --data.")
                    .arg(name, failure.message())};
    }
}

OpenFailure newerFailure(const sql::NewerSchema& newer, const QString& path)
{
    return {OpenFailure::Kind::Newer,
            DatabaseText::tr(
                "The desk's file %1 was written by a newer version of Bellhop (its format is %2, this version knows "
                "%3). Nothing was changed. Install the newer version, or choose another folder with --data.")
                .arg(QDir::toNativeSeparators(path))
                .arg(newer.found())
                .arg(newer.known())};
}

void makeFolder(const QString& path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (QDir().mkpath(folder))
        return;
    throw OpenFailure(
        OpenFailure::Kind::NoFolder,
        DatabaseText::tr("The folder %1 cannot be made. Nothing was changed. Choose another folder with --data.")
            .arg(QDir::toNativeSeparators(folder)));
}

/// Reads what everything else goes by: damage there must show now, not when the agent presses Send.
void probe(sql::SqliteConnection& db)
{
    for (const QString& table : {u"setting"_s, u"shadow"_s, u"arrived"_s}) {
        sql::Statement rows = db.query(u"SELECT * FROM "_s + table);
        while (rows.next())
            continue;
    }
}

std::unique_ptr<sql::SqliteConnection> openAndUpgrade(const QString& path,
                                                      const std::shared_ptr<sql::FaultPlan>& faults)
{
    if (!QFile::exists(path))
        sql::createFile(path, {}, [](auto& db) { sql::migrate(db, migrations()); });
    // SQLite takes the torn last page for a whole one and an empty file for a new one.
    if (sql::endOf(path) != sql::FileEnd::Whole)
        throw sql::Failure(sql::ErrorKind::Corrupt, u"the file was cut short"_s);
    auto db = sql::SqliteConnection::open(path, sql::OpenMode::Create, {.cacheKiB = 8192});
    readsPackedText(*db);
    db->setFaultPlan(faults);
    sql::checkSchema(*db, knownSchema());
    attachWork(*db, workPath(path));
    if (holdsWork(*db)) {
        sql::migrate(*db, migrations().mid(0, kFirstWithoutWork - 1));
        moveWork(*db);
    }
    sql::migrate(*db, migrations());
    moveIsDone(*db);
    probe(*db);
    if (isSuspect(path)) {
        if (!db->integrityCheck(true).sound) // the work file was checked before it was attached
            throw sql::Failure(sql::ErrorKind::Corrupt, u"the check found damage"_s);
        clearSuspicion(path);
    }
    return db;
}
} // namespace

bool meansDamage(sql::ErrorKind kind) noexcept
{
    return kind == sql::ErrorKind::Corrupt || kind == sql::ErrorKind::NotADatabase;
}

namespace
{
void noteRescue(Damage& damage, const Quarantined& aside, sql::Connection& db)
{
    damage.rescued += importRescued(db, aside.rescued);
    damage.unread += aside.rescued.unread;
    if (!aside.rescueFile.isEmpty())
        damage.rescueFile = aside.rescueFile;
}

bool holdsAnything(sql::Connection& db)
{
    return db
        .value<bool>(u"SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM draft) OR "
                     "EXISTS (SELECT 1 FROM fact WHERE name = 'desk-id')"_s)
        .value_or(false);
}

/// From here on the mark says what this file holds, and files of the agent that were kept before it are kept: some may
/// belong to what is lost.
void noteLoss(sql::Connection& db, desk::Instant now)
{
    WorkChange change(db);
    putFact(db, u"loss-at"_s, QString::number(now.ms));
    change.commit();
}

/// Runs `open`; a damaged file is put aside and tried once more, everything else becomes a sentence.
template<class Open>
auto withoutDamage(const QString& path, const desk::Clock& clock, std::optional<Quarantined>& aside, const Open& open)
{
    for (;;) {
        try {
            return open();
        } catch (const sql::NewerSchema& newer) {
            throw newerFailure(newer, path);
        } catch (const sql::Failure& failure) {
            if (aside || !meansDamage(failure.kind()))
                throw openFailure(failure, path);
        }
        aside = quarantine(path, clock);
    }
}
} // namespace

Opened openDatabase(const QString& path, const desk::Clock& clock, const OpenOptions& options)
{
    makeFolder(path);
    const QString work = workPath(path);
    std::optional<Quarantined> workAside;
    std::optional<Quarantined> cacheAside;
    const bool oneFile = !QFile::exists(work);
    const bool cacheMissing = !QFile::exists(path);
    const qint64 marked = markedCommits(work);
    const qint64 counted = withoutDamage(work, clock, workAside, [&] { return prepareWork(work); });
    if (options.damageShowed && !workAside && QFile::exists(path))
        cacheAside = quarantine(path, clock);
    Opened opened{withoutDamage(path, clock, cacheAside, [&] { return openAndUpgrade(path, options.faults); }), {}};
    opened.connection->setFaultPlan({});
    sql::Connection& db = *opened.connection;
    Damage& damage = opened.damage;
    damage.workCopy = workAside ? workAside->damagedCopy : QString();
    damage.cacheCopy = cacheAside ? cacheAside->damagedCopy : QString();
    damage.heldWork = workAside || (cacheAside && oneFile);
    damage.workGone = oneFile && marked > 0;
    damage.workWentBack = !oneFile && !workAside && counted < marked;
    try {
        if (workAside)
            noteRescue(damage, *workAside, db);
        if (cacheAside) // of an older version, which kept them there
            noteRescue(damage, *cacheAside, db);
        damage.cacheGone = cacheMissing && holdsAnything(db);
        if (damage.heldWork || damage.workGone || damage.workWentBack)
            noteLoss(db, clock.now());
    } catch (const sql::Failure& failure) {
        throw openFailure(failure, work);
    }
    return opened;
}

std::unique_ptr<sql::SqliteConnection> openForReading(const QString& path)
{
    auto db = sql::SqliteConnection::open(path, sql::OpenMode::ReadOnly, {.cacheKiB = 4096});
    try {
        sql::checkSchema(*db, knownSchema());
        attachWork(*db, workPath(path));
        readsPackedText(*db);
    } catch (const sql::NewerSchema& newer) {
        throw newerFailure(newer, path);
    }
    return db;
}

} // namespace store
