// What only PostgreSQL does.
#include "sql/postgres_connection.h"
#include "sql/postgres_statement.h"
#include "sql/transaction.h"
#include "tests/sql/both_engines.h"

#include <QSocketNotifier>
#include <QTest>

using namespace Qt::StringLiterals;
using sql::ErrorKind;
using sql::Notification;
using sql::PostgresConnection;
using sql::Transaction;
using sql::Value;
using sql::Values;

class TestPostgres : public QObject
{
    Q_OBJECT

private:
    test::PostgresFixture m_server;

private Q_SLOTS:
    void initTestCase() { NEED_POSTGRES(m_server); }

    void notificationsArrive()
    {
        const QString uri = m_server.newDatabase();
        const auto listener = PostgresConnection::open(uri);
        const auto sender = PostgresConnection::open(uri);
        listener->listen(u"Something \"new\""_s);
        QList<Notification> arrived;
        QSocketNotifier notifier(listener->socket(), QSocketNotifier::Read);
        connect(&notifier, &QSocketNotifier::activated, this, [&] { arrived += listener->takeNotifications(); });
        {
            Transaction transaction(*sender);
            sender->notify(u"Something \"new\""_s, u"lost"_s);
        }
        {
            Transaction transaction(*sender);
            sender->notify(u"Something \"new\""_s, u"seq 42 é"_s);
            transaction.commit();
        }
        const Notification wanted{u"Something \"new\""_s, u"seq 42 é"_s, sender->backendPid()};
        QTRY_COMPARE(arrived.size(), 1);
        QVERIFY(arrived[0] == wanted);
    }

    void nativeTypes()
    {
        const auto db = PostgresConnection::open(m_server.uri());
        auto row = db->query(u"SELECT true, 7::smallint, 2.5::numeric, 3::numeric, 1.5::real, NULL::int, 'x'::bytea, "
                             "'2024-05-01'::date, sum(x) FROM (VALUES (9000000000), (1)) AS v(x)"_s);
        QVERIFY(row.next());
        QVERIFY(row.value(0) == Value(1));
        QCOMPARE(row.text(0), u"1"_s);
        QVERIFY(row.value(1) == Value(7));
        QVERIFY(row.value(2) == Value(2.5));
        QCOMPARE(row.get<int>(2), 2);
        QVERIFY(row.value(3) == Value(3));
        QVERIFY(row.value(4) == Value(1.5));
        QVERIFY(row.value(5).isNull());
        QVERIFY(row.value(6) == Value(QByteArray("x")));
        QCOMPARE(row.text(7), u"2024-05-01"_s);
        QCOMPARE(row.get<qint64>(8), 9000000001LL);
        QCOMPARE(db->value<bool>(u"SELECT ?::boolean"_s, true), std::optional(true));
    }

    void aSpoiledTransactionDoesNotSeemCommitted()
    {
        const auto db = PostgresConnection::open(m_server.newDatabase());
        db->executeScript(u"CREATE TABLE t (a {int} UNIQUE)"_s);
        Transaction transaction(*db);
        db->execute(u"INSERT INTO t VALUES (1)"_s);
        VERIFY_FAILS(db->execute(u"INSERT INTO t VALUES (1)"_s), ErrorKind::Unique);
        VERIFY_FAILS(transaction.commit(), ErrorKind::Other);
        QCOMPARE(db->value<int>(u"SELECT count(*) FROM t"_s), std::optional(0));
    }

    void conflictsAreSerializationErrors()
    {
        const QString uri = m_server.newDatabase();
        const auto one = PostgresConnection::open(uri);
        const auto two = PostgresConnection::open(uri);
        one->executeScript(u"CREATE TABLE t (a {int}); INSERT INTO t VALUES (1)"_s);
        one->executeScript(u"BEGIN ISOLATION LEVEL REPEATABLE READ"_s);
        QCOMPARE(one->value<int>(u"SELECT a FROM t"_s), std::optional(1));
        two->execute(u"UPDATE t SET a = 2"_s);
        VERIFY_FAILS(one->execute(u"UPDATE t SET a = 3"_s), ErrorKind::Serialization);
        one->executeScript(u"ROLLBACK"_s);
        one->executeScript(u"BEGIN; SELECT a FROM t {for update}"_s);
        VERIFY_FAILS(two->execute(u"SELECT a FROM t FOR UPDATE NOWAIT"_s), ErrorKind::Busy);
        QCOMPARE(two->value<int>(u"SELECT a FROM t {skip locked}"_s), std::nullopt);
        one->executeScript(u"ROLLBACK"_s);
        Transaction reading(*one, {.access = Transaction::Access::Read});
        VERIFY_FAILS(one->execute(u"DELETE FROM t"_s), ErrorKind::ReadOnly);
    }

    void aDeadServerIsALostConnection()
    {
        test::PostgresFixture mortal;
        NEED_POSTGRES(mortal);
        const QString uri = mortal.newDatabase();
        auto db = PostgresConnection::open(uri);
        QVERIFY(db->isAlive());
        db->executeScript(u"CREATE TABLE t (a {int})"_s);
        mortal.kill();
        VERIFY_FAILS(db->execute(u"INSERT INTO t VALUES (1)"_s), ErrorKind::Connection);
        QVERIFY(!db->isAlive());
        VERIFY_FAILS(db->takeNotifications(), ErrorKind::Connection);
        VERIFY_FAILS(PostgresConnection::open(uri), ErrorKind::Connection);
        QVERIFY2(mortal.start(), qPrintable(mortal.why()));
        db = PostgresConnection::open(uri);
        QCOMPARE(db->execute(u"INSERT INTO t VALUES (1)"_s), 1);
    }

    void aStatementMayOutliveItsConnection()
    {
        auto db = PostgresConnection::open(m_server.uri());
        auto row = db->query(u"SELECT 1"_s);
        QVERIFY(row.next());
        db.reset();
        QCOMPARE(row.get<int>(0), 1);
    }

    void states_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* state, ErrorKind kind) {
            QTest::newRow(state) << QByteArray(state) << int(kind);
        };
        row("23505", ErrorKind::Unique);
        row("23503", ErrorKind::Constraint);
        row("40001", ErrorKind::Serialization);
        row("40P01", ErrorKind::Serialization);
        row("57014", ErrorKind::Interrupted);
        row("57P01", ErrorKind::Connection);
        row("08006", ErrorKind::Connection);
        row("53300", ErrorKind::Connection);
        row("53100", ErrorKind::Full);
        row("25006", ErrorKind::ReadOnly);
        row("XX001", ErrorKind::Corrupt);
        row("42601", ErrorKind::Other);
        row("", ErrorKind::Other);
    }
    void states()
    {
        QFETCH(QByteArray, state);
        QFETCH(int, kind);
        QCOMPARE(int(sql::postgresKind(state)), kind);
    }

    void badAddresses()
    {
        VERIFY_FAILS(PostgresConnection::open(u"postgresql://postgres@/x?host=/nonexistent"_s), ErrorKind::Connection);
        VERIFY_FAILS(PostgresConnection::open(u"postgresql://[bad"_s), ErrorKind::Connection);
        VERIFY_FAILS(PostgresConnection::open(m_server.uri().replace(u"/postgres?"_s, u"/nosuch?"_s)),
                     ErrorKind::Connection);
    }
};

QTEST_GUILESS_MAIN(TestPostgres)
#include "tst_postgres.moc"
