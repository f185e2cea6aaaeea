// Migrations and injected faults, the same on SQLite and on PostgreSQL.
#include "sql/fault_plan.h"
#include "sql/migration.h"
#include "sql/transaction.h"
#include "tests/sql/both_engines.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using sql::ErrorKind;
using sql::FaultPlan;
using sql::Migration;
using sql::Transaction;
using sql::Values;

namespace
{

const QString noteTable = u"CREATE TABLE note (id {id}, body {text} NOT NULL UNIQUE, size {int}, score {real}, "
                          "seen {bool}, raw {bytes}, facts {json}, CHECK (size < 1000000000000000))"_s;

qint64 count(sql::Connection& db)
{
    return db.value<qint64>(u"SELECT count(*) FROM note"_s).value_or(-1);
}

} // namespace

class TestUpgradeAndFaults : public QObject
{
    Q_OBJECT

private:
    BothEngines m_engines;

private Q_SLOTS:
    void migrationsRunOnce_data() { BothEngines::rows(); }
    void migrationsRunOnce()
    {
        FRESH(m_engines);
        int steps = 0;
        QList<Migration> migrations = {
            {1, u"notes"_s, noteTable, {}},
            {2, u"first note"_s, u"CREATE INDEX note_size ON note (size); UPDATE note SET size = 0"_s,
             [&steps](sql::Connection& c) {
                 c.execute(u"INSERT INTO note (body) VALUES (?)"_s, u"made by step 2"_s);
                 ++steps;
             }},
        };
        QCOMPARE(sql::schemaVersion(db), 0);
        QCOMPARE(sql::migrate(db, migrations.first(1)), 1);
        QCOMPARE(sql::migrate(db, migrations), 2);
        QCOMPARE(sql::migrate(db, migrations), 2);
        QCOMPARE(steps, 1);
        QCOMPARE(sql::schemaVersion(db), 2);
        try {
            sql::migrate(db, migrations.first(1));
            QFAIL("a newer schema was accepted");
        } catch (const sql::NewerSchema& newer) {
            QCOMPARE(newer.found(), 2);
            QCOMPARE(newer.known(), 1);
        }
        VERIFY_FAILS(sql::migrate(db, {{2, u"gap"_s, {}, {}}}), ErrorKind::Other);
    }

    void aFailedMigrationLeavesNothing_data() { BothEngines::rows(); }
    void aFailedMigrationLeavesNothing()
    {
        FRESH(m_engines);
        const QList<Migration> broken = {
            {1, u"notes"_s, noteTable, {}},
            {2, u"broken"_s, u"CREATE TABLE half (a {int}); INSERT INTO nowhere VALUES (1)"_s, {}},
        };
        VERIFY_FAILS(sql::migrate(db, broken), ErrorKind::Other);
        QCOMPARE(sql::schemaVersion(db), 1);
        QVERIFY(!db.inTransaction());
        const QList<Migration> mended = {broken[0], {2, u"mended"_s, u"CREATE TABLE half (a {int})"_s, {}}};
        QCOMPARE(sql::migrate(db, mended), 2);
    }

    void twoProcessesMigrateAtOnce_data() { BothEngines::rows(); }
    void twoProcessesMigrateAtOnce()
    {
        FRESH(m_engines);
        QList<Migration> migrations;
        for (int i = 1; i <= 10; ++i)
            migrations += {i, u"step"_s, u"CREATE TABLE t%1 (a {int})"_s.arg(i), {}};
        const auto other = m_engines.another(engine);
        std::atomic<int> reached = 0;
        std::thread thread([&] { reached = sql::migrate(*other, migrations); });
        const int here = sql::migrate(db, migrations);
        thread.join();
        QCOMPARE(here, 10);
        QCOMPARE(reached.load(), 10);
        QCOMPARE(db.value<int>(u"SELECT count(*) FROM schema_version"_s), std::optional(10));
    }

    void everyCallMayFail_data() { BothEngines::rows(); }
    void everyCallMayFail()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const auto work = [&db] {
            Transaction transaction(db, {.durable = true});
            db.clearStatementCache();
            const auto id = db.value<qint64>(u"INSERT INTO note (body) VALUES ('x') RETURNING id"_s);
            db.execute(u"UPDATE note SET size = ? WHERE id = ?"_s, 5, id.value_or(0));
            db.bulkInsert(u"note"_s, {u"body"_s}, {Values{u"y"_s}});
            transaction.commit();
        };
        const auto counting = std::make_shared<FaultPlan>();
        db.setFaultPlan(counting);
        work();
        QVERIFY(!counting->fired());
        db.setFaultPlan({});
        db.execute(u"DELETE FROM note"_s);
        QVERIFY(counting->calls() >= 7);

        for (int i = 0; i < counting->calls(); ++i) {
            const auto plan = std::make_shared<FaultPlan>(i);
            db.setFaultPlan(plan);
            VERIFY_FAILS(work(), ErrorKind::Injected);
            db.setFaultPlan({});
            QVERIFY2(plan->fired(), qPrintable(u"call %1"_s.arg(i)));
            QVERIFY(!db.inTransaction());
            QCOMPARE(count(db), 0);
        }
        const auto late = std::make_shared<FaultPlan>(counting->calls());
        db.setFaultPlan(late);
        work();
        QVERIFY(!late->fired());
        db.setFaultPlan({});
        QCOMPARE(count(db), 2);
    }

    void aLastingFaultGoesOn()
    {
        const auto db = m_engines.fresh(sql::Engine::Sqlite);
        db->executeScript(noteTable);
        const auto full = std::make_shared<FaultPlan>(1, ErrorKind::Full, FaultPlan::Lasting::Onwards);
        full->only(FaultPlan::Call::Commit);
        db->setFaultPlan(full);
        const auto write = [&db] {
            Transaction transaction(*db);
            db->execute(u"INSERT INTO note (body) VALUES (?)"_s, QString::number(count(*db)));
            transaction.commit();
        };
        write();
        VERIFY_FAILS(write(), ErrorKind::Full);
        VERIFY_FAILS(write(), ErrorKind::Full);
        QCOMPARE(count(*db), 1);
    }
};

QTEST_GUILESS_MAIN(TestUpgradeAndFaults)
#include "tst_upgrade_and_faults.moc"
