// What must be the same on SQLite and on PostgreSQL: one set of queries serves both.
#include "sql/dialect.h"
#include "sql/transaction.h"
#include "tests/sql/both_engines.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using sql::ErrorKind;
using sql::Transaction;
using sql::Value;
using sql::Values;

namespace
{

const QString noteTable = u"CREATE TABLE note (id {id}, body {text} NOT NULL UNIQUE, size {int}, score {real}, "
                          "seen {bool}, raw {bytes}, facts {json}, CHECK (size < 1000000000000000))"_s;

qint64 count(sql::Connection& db)
{
    return db.value<qint64>(u"SELECT count(*) FROM note"_s).value_or(-1);
}

/// A slow query that both engines can be interrupted in.
const QString slowQuery = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) "
                          "SELECT count(*) FROM n"_s;

} // namespace

class TestBoth : public QObject
{
    Q_OBJECT

private:
    BothEngines m_engines;

private Q_SLOTS:
    void valuesComeBack_data() { BothEngines::rows(); }
    void valuesComeBack()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const QByteArray blob = QByteArray::fromHex("00ff10005c0a");
        const QString text = u"Grüße 👋 \\ \t \n 'quoted' ? {id}"_s;
        const QString insert =
            u"INSERT INTO note (body, size, score, seen, raw, facts) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"_s;
        const auto id = db.value<qint64>(insert, text, 123456789012345LL, 0.1, true, blob, sql::Utf8{"{\"a\":\"é\"}"});
        QCOMPARE(id, std::optional<qint64>(1));

        auto row = db.query(u"SELECT body, size, score, seen, raw, facts FROM note WHERE id = ?"_s, *id);
        QVERIFY(row.next());
        QCOMPARE(row.columnCount(), 6);
        QCOMPARE(row.text(0), text);
        QCOMPARE(row.get<qint64>(1), 123456789012345LL);
        QCOMPARE(row.get<double>(2), 0.1);
        QCOMPARE(row.get<bool>(3), true);
        QCOMPARE(row.bytes(4), blob);
        QCOMPARE(row.text(5), u"{\"a\":\"é\"}"_s);
        QVERIFY(row.value(0) == Value(text));
        QVERIFY(row.value(1) == Value(123456789012345LL));
        QVERIFY(row.value(4) == Value(blob));
        QVERIFY(!row.next());
    }

    void nullAndEmptyDiffer_data() { BothEngines::rows(); }
    void nullAndEmptyDiffer()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        db.execute(u"INSERT INTO note (body, size, raw, facts) VALUES (?, ?, ?, ?)"_s, QString(), std::optional<int>(),
                   QByteArray(""), nullptr);
        auto row = db.query(u"SELECT body, size, raw, facts FROM note"_s);
        QVERIFY(row.next());
        QVERIFY(!row.isNull(0));
        QCOMPARE(row.text(0), QString());
        QVERIFY(row.isNull(1));
        QCOMPARE(row.get<std::optional<int>>(1), std::nullopt);
        QCOMPARE(row.integer(1), 0);
        QVERIFY(!row.isNull(2));
        QVERIFY(row.isNull(3));
        QCOMPARE(row.text(3), QString());
    }

    void affectedRowsAreCounted_data() { BothEngines::rows(); }
    void affectedRowsAreCounted()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const QString insert = u"INSERT INTO note (body) VALUES (?) ON CONFLICT (body) DO NOTHING"_s;
        QCOMPARE(db.execute(insert, u"a"_s), 1);
        QCOMPARE(db.execute(insert, u"a"_s), 0); // the figure of the statement before must not show
        QCOMPARE(db.execute(insert, u"b"_s), 1);
        QCOMPARE(db.execute(u"UPDATE note SET size = ?"_s, 1), 2);
        QCOMPARE(db.execute(u"SELECT body FROM note"_s), 0);
        QCOMPARE(db.execute(u"DELETE FROM note"_s), 2);
    }

    void textOrdersByBytes_data() { BothEngines::rows(); }
    void textOrdersByBytes()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        for (const QString& body : {u"b"_s, u"ä"_s, u"Z"_s, u"a"_s, u"10"_s, u"9"_s})
            db.execute(u"INSERT INTO note (body) VALUES (?)"_s, body);
        QStringList found;
        auto rows = db.query(u"SELECT body FROM note WHERE (body, id) > (?, ?) ORDER BY body"_s, u"10"_s, 0);
        while (rows.next())
            found += rows.text(0);
        QCOMPARE(found, QStringList({u"10"_s, u"9"_s, u"Z"_s, u"a"_s, u"b"_s, u"ä"_s}));
    }

    void statementsNest_data() { BothEngines::rows(); }
    void statementsNest()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const QString insert = u"INSERT INTO note (body, size) VALUES (?, ?)"_s;
        for (int i = 0; i < 3; ++i)
            db.execute(insert, QString::number(i), i);
        const QString all = u"SELECT id FROM note ORDER BY id"_s;
        int pairs = 0;
        auto outer = db.query(all);
        while (outer.next()) {
            auto inner = db.query(all); // the same SQL while the first is still in use
            while (inner.next())
                ++pairs;
        }
        QCOMPARE(pairs, 9);
    }

    void wrongArgumentCounts_data() { BothEngines::rows(); }
    void wrongArgumentCounts()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        VERIFY_FAILS(db.execute(u"DELETE FROM note WHERE id = ?"_s), ErrorKind::Other);
        VERIFY_FAILS(db.execute(u"DELETE FROM note WHERE id = ?"_s, 1, 2), ErrorKind::Other);
        QCOMPARE(db.execute(u"DELETE FROM note WHERE id IN (?, ?) AND size = ?"_s, Values{1, 2}, 3), 0);
    }

    void errorsHaveKinds_data() { BothEngines::rows(); }
    void errorsHaveKinds()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const QString insert = u"INSERT INTO note (body, size) VALUES (?, ?)"_s;
        db.execute(insert, u"a"_s, 1);
        VERIFY_FAILS(db.execute(insert, u"a"_s, 1), ErrorKind::Unique);
        VERIFY_FAILS(db.execute(insert, nullptr, 1), ErrorKind::Constraint);
        VERIFY_FAILS(db.execute(insert, u"b"_s, 1000000000000000LL), ErrorKind::Constraint);
        VERIFY_FAILS(db.execute(u"SELECT nothing FROM nowhere"_s), ErrorKind::Other);
        VERIFY_FAILS(db.execute(u"CREATE TABLE x (a {nonsense})"_s), ErrorKind::Other);
        QCOMPARE(count(db), 1); // and the connection works on
    }

    void transactionsAreAllOrNothing_data() { BothEngines::rows(); }
    void transactionsAreAllOrNothing()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const QString insert = u"INSERT INTO note (body) VALUES (?)"_s;
        {
            Transaction transaction(db);
            db.execute(insert, u"lost"_s);
            QVERIFY(db.inTransaction());
        }
        QVERIFY(!db.inTransaction());
        QCOMPARE(count(db), 0);
        {
            Transaction transaction(db, {.durable = true});
            db.execute(insert, u"kept"_s);
            transaction.commit();
            VERIFY_FAILS(transaction.commit(), ErrorKind::Other);
        }
        QCOMPARE(count(db), 1);
        const auto other = m_engines.another(engine);
        QCOMPARE(count(*other), 1);
    }

    void nestingJoinsAndDooms_data() { BothEngines::rows(); }
    void nestingJoinsAndDooms()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const char* complaint = "sql: a transaction was begun inside another; it joins the outer one";
        {
            Transaction outer(db);
            QTest::ignoreMessage(QtCriticalMsg, complaint);
            Transaction inner(db);
            db.execute(u"INSERT INTO note (body) VALUES ('a')"_s);
            inner.commit();
            QVERIFY(db.inTransaction());
            outer.commit();
        }
        QCOMPARE(count(db), 1);
        {
            Transaction outer(db);
            {
                QTest::ignoreMessage(QtCriticalMsg, complaint);
                Transaction inner(db);
                db.execute(u"INSERT INTO note (body) VALUES ('b')"_s);
            }
            VERIFY_FAILS(outer.commit(), ErrorKind::Other);
        }
        QCOMPARE(count(db), 1);
    }

    void savepointsTakeBackAPart_data() { BothEngines::rows(); }
    void savepointsTakeBackAPart()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const QString insert = u"INSERT INTO note (body) VALUES (?)"_s;
        Transaction transaction(db);
        db.execute(insert, u"a"_s);
        try {
            sql::Savepoint part(db);
            db.execute(insert, u"b"_s);
            db.execute(insert, u"a"_s);
            QFAIL("the double was taken");
        } catch (const sql::Failure& failure) {
            QVERIFY(failure.kind() == ErrorKind::Unique);
        }
        {
            sql::Savepoint part(db);
            db.execute(insert, u"c"_s);
            part.commit();
        }
        transaction.commit();
        QCOMPARE(count(db), 2);
    }

    void aSnapshotStandsStill_data() { BothEngines::rows(); }
    void aSnapshotStandsStill()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const auto other = m_engines.another(engine);
        Transaction reading(db, {.access = Transaction::Access::Read});
        QCOMPARE(count(db), 0);
        other->execute(u"INSERT INTO note (body) VALUES ('new')"_s);
        QCOMPARE(count(db), 0);
        reading.commit();
        QCOMPARE(count(db), 1);
    }

    void bulkKeepsEveryValue_data() { BothEngines::rows(); }
    void bulkKeepsEveryValue()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        QList<Values> rows;
        for (int i = 0; i < 1000; ++i)
            rows += Values{u"%1 \\ \t \r\n \\N '\" 日本 👋"_s.arg(i),
                           i % 3 ? Value(i) : Value(),
                           i / 7.0,
                           i % 2 == 0,
                           QByteArray::fromHex("005c0a09ff"),
                           sql::Utf8{"{}"}};
        const QStringList columns = {u"body"_s, u"size"_s, u"score"_s, u"seen"_s, u"raw"_s, u"facts"_s};
        QCOMPARE(db.bulkInsert(u"note"_s, columns, rows), 1000);
        auto found = db.query(u"SELECT body, size, score, seen, raw FROM note ORDER BY id"_s);
        for (const Values& row : rows) {
            QVERIFY(found.next());
            QVERIFY(found.value(0) == row[0]);
            QVERIFY(found.value(1) == row[1]);
            QVERIFY(Value(found.get<double>(2)) == row[2]);
            QVERIFY(Value(found.get<bool>(3)) == row[3]);
            QVERIFY(found.value(4) == row[4]);
        }
        QVERIFY(!found.next());
    }

    void bulkIsAllOrNothing_data() { BothEngines::rows(); }
    void bulkIsAllOrNothing()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        QList<Values> rows;
        for (int i = 0; i < 500; ++i)
            rows += Values{QString::number(i)};
        rows += Values{u"7"_s};
        VERIFY_FAILS(db.bulkInsert(u"note"_s, {u"body"_s}, rows), ErrorKind::Unique);
        QCOMPARE(count(db), 0);
        VERIFY_FAILS(db.bulkInsert(u"note"_s, {u"body"_s}, {Values{1, 2}}), ErrorKind::Other);
        VERIFY_FAILS(db.bulkInsert(u"no \" table"_s, {u"body"_s}, {Values{1}}), ErrorKind::Other);
        QCOMPARE(db.bulkInsert(u"note"_s, {u"body"_s}, {}), 0);
        rows.removeLast();
        QCOMPARE(db.bulkInsert(u"note"_s, {u"body"_s}, rows), 500);
    }

    void aTextIsNeverShortened_data() { BothEngines::rows(); }
    void aTextIsNeverShortened()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        const QString text = u"a"_s + QChar(0) + u"b"_s;
        const sql::Utf8 utf8{text.toUtf8()};
        VERIFY_FAILS(db.execute(u"INSERT INTO note (body) VALUES (?)"_s, text), ErrorKind::BadText);
        VERIFY_FAILS(db.execute(u"INSERT INTO note (body) VALUES (?)"_s, Value(text)), ErrorKind::BadText);
        VERIFY_FAILS(db.execute(u"INSERT INTO note (body) VALUES (?)"_s, utf8), ErrorKind::BadText);
        VERIFY_FAILS(db.value<int>(u"SELECT count(*) FROM note WHERE body = ?"_s, text), ErrorKind::BadText);
        QList<Values> rows(20'000, Values{u"%1"_s}); // more than one piece is on its way before the last
        for (int i = 0; i < rows.size(); ++i)
            rows[i] = {QString(20, u'x') + QString::number(i)};
        for (const Value& bad : {Value(text), Value(utf8)}) {
            rows.last() = {bad};
            VERIFY_FAILS(db.bulkInsert(u"note"_s, {u"body"_s}, rows), ErrorKind::BadText);
            QCOMPARE(count(db), 0);
        }
        rows.removeLast();
        QCOMPARE(db.bulkInsert(u"note"_s, {u"body"_s}, rows), rows.size());
    }

    void interruptEndsAQuery_data() { BothEngines::rows(); }
    void interruptEndsAQuery()
    {
        FRESH(m_engines);
        std::atomic<bool> ended = false;
        std::thread other([&] {
            while (!ended) { // an interrupt before the query has begun does nothing, hence again and again
                db.interrupt();
                std::this_thread::yield();
            }
        });
        ErrorKind kind = ErrorKind::Other;
        try {
            db.query(slowQuery).next();
        } catch (const sql::Failure& failure) {
            kind = failure.kind();
        }
        ended = true;
        other.join();
        QCOMPARE(int(kind), int(ErrorKind::Interrupted));
        // A late cancel may still hit one statement on PostgreSQL; after that the connection is as good as new.
        QTRY_COMPARE(([&]() -> int {
                         try {
                             return db.value<int>(u"SELECT 1"_s).value_or(0);
                         } catch (const sql::Failure&) {
                             return 0;
                         }
                     }()),
                     1);
    }

    void cachedStatementsSurviveUse_data() { BothEngines::rows(); }
    void cachedStatementsSurviveUse()
    {
        FRESH(m_engines);
        db.executeScript(noteTable);
        for (int i = 0; i < 600; ++i) // three times the cache
            QCOMPARE(db.value<int>(u"SELECT CAST(? AS {int}) + %1"_s.arg(i % 300), 1), std::optional(i % 300 + 1));
        auto held = db.query(u"SELECT 1 AS one"_s);
        QVERIFY(held.next());
        db.clearStatementCache();
        QCOMPARE(held.get<int>(0), 1);
    }
};

QTEST_GUILESS_MAIN(TestBoth)
#include "tst_both.moc"
