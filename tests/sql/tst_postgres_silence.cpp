// A line that swallows: acknowledged by a kernel, answered by nobody.
#include "sql/postgres_connection.h"
#include "sql/postgres_line.h"
#include "sql/transaction.h"
#include "tests/sql/both_engines.h"
#include "tests/support/line_forwarder.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>
#include <thread>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sql::ErrorKind;
using sql::PostgresConnection;
using sql::PostgresOptions;
using sql::Transaction;
using sql::Values;
using test::LineForwarder;
using Way = test::LineForwarder::Way;

namespace
{

/// Far above the limits below, far below what a wait without a limit takes.
constexpr qint64 kBounded = 20'000;

PostgresOptions shortLimits()
{
    PostgresOptions options;
    options.limits = {.connect = 10s, .statement = 1s, .patient = 1s, .probe = 1s};
    return options;
}

using Call = std::function<void(PostgresConnection&)>;

} // namespace

Q_DECLARE_METATYPE(Call)
Q_DECLARE_METATYPE(Way)

class TestPostgresSilence : public QObject
{
    Q_OBJECT

private:
    test::PostgresFixture m_server;
    std::unique_ptr<LineForwarder> m_line;
    QString m_direct;
    QString m_uri;

private Q_SLOTS:
    void initTestCase() { NEED_POSTGRES(m_server); }

    void init()
    {
        m_line = std::make_unique<LineForwarder>(LineForwarder::postgresSocket(m_server.socketFolder()));
        m_direct = m_server.newDatabase();
        m_uri = m_line->through(m_direct);
        PostgresConnection::open(m_direct)->executeScript(u"CREATE TABLE t (a {int}); INSERT INTO t VALUES (1)"_s);
    }

    void connectingHasALimit()
    {
        m_line->swallow();
        PostgresOptions options;
        options.limits.connect = 200ms;
        QElapsedTimer clock;
        clock.start();
        VERIFY_FAILS(PostgresConnection::open(m_uri, options), ErrorKind::Connection);
        QVERIFY(clock.elapsed() < kBounded);
        clock.restart();
        VERIFY_FAILS(PostgresConnection::open(m_uri + u"?connect_timeout=1"_s), ErrorKind::Connection);
        QVERIFY(clock.elapsed() < 9'000); // without the uri's it is ten seconds
        m_line->pass();
        QVERIFY(PostgresConnection::open(m_uri)->isAlive());
    }

    /// It sees at once what ends only our limits otherwise: a peer that is gone.
    void theKernelWatchesTheLineToo()
    {
        const sql::PostgresLine line(m_uri, shortLimits());
        const auto option = [&line](int level, int name) {
            int value = -1;
            socklen_t size = sizeof value;
            return getsockopt(PQsocket(line.handle()), level, name, &value, &size) == 0 ? value : -1;
        };
        QCOMPARE(option(SOL_SOCKET, SO_KEEPALIVE), 1);
        QCOMPARE(option(IPPROTO_TCP, TCP_KEEPIDLE), 30);
        QCOMPARE(option(IPPROTO_TCP, TCP_KEEPINTVL), 10);
        QCOMPARE(option(IPPROTO_TCP, TCP_KEEPCNT), 3);
        QCOMPARE(option(IPPROTO_TCP, TCP_USER_TIMEOUT), 1000); // as long as a statement may be silent
    }

    void everyCallHasALimit_data()
    {
        QTest::addColumn<Call>("prepare");
        QTest::addColumn<Call>("call");
        QTest::addColumn<Way>("way");
        const Call nothing = [](PostgresConnection&) {};
        const Call begin = [](PostgresConnection& db) { db.executeScript(u"BEGIN"_s); };
        const Call select = [](PostgresConnection& db) { db.value<int>(u"SELECT a FROM t"_s); };
        const Call change = [](PostgresConnection& db) { db.execute(u"UPDATE t SET a = a + 1"_s); };
        const Call columns = [](PostgresConnection& db) { db.prepare(u"SELECT a FROM t"_s).columnCount(); };
        const Call script = [](PostgresConnection& db) { db.executeScript(u"SELECT 1; SELECT 2"_s); };
        const Call commit = [](PostgresConnection& db) { db.executeScript(u"COMMIT"_s); };
        const Call listen = [](PostgresConnection& db) { db.listen(u"news"_s); };
        const Call notify = [](PostgresConnection& db) { db.notify(u"news"_s, u"x"_s); };
        const Call probe = [](PostgresConnection& db) { db.probe(); };
        const Call copy = [](PostgresConnection& db) { db.bulkInsert(u"t"_s, {u"a"_s}, {Values{7}}); };
        const Call transaction = [](PostgresConnection& db) { Transaction(db).commit(); };
        QTest::newRow("prepare") << nothing << select << Way::Both;
        QTest::newRow("execute") << select << select << Way::Both;
        QTest::newRow("execute, requests swallowed") << change << change << Way::ToServer;
        QTest::newRow("execute, answers swallowed") << change << change << Way::ToClient;
        QTest::newRow("describe") << columns << columns << Way::Both;
        QTest::newRow("script") << nothing << script << Way::Both;
        QTest::newRow("begin") << nothing << transaction << Way::Both;
        QTest::newRow("commit") << begin << commit << Way::Both;
        QTest::newRow("commit, answers swallowed") << begin << commit << Way::ToClient;
        QTest::newRow("copy") << nothing << copy << Way::Both;
        QTest::newRow("copy in a transaction") << begin << copy << Way::ToClient;
        QTest::newRow("listen") << nothing << listen << Way::Both;
        QTest::newRow("notify") << notify << notify << Way::Both;
        QTest::newRow("probe") << probe << probe << Way::ToClient;
    }
    void everyCallHasALimit()
    {
        QFETCH(Call, prepare);
        QFETCH(Call, call);
        QFETCH(Way, way);
        auto db = PostgresConnection::open(m_uri, shortLimits());
        prepare(*db);
        m_line->swallow(way);
        QElapsedTimer clock;
        clock.start();
        VERIFY_FAILS(call(*db), ErrorKind::Connection);
        QVERIFY(!db->isAlive());
        VERIFY_FAILS(call(*db), ErrorKind::Connection); // and does not wait again
        db.reset();
        QVERIFY2(clock.elapsed() < kBounded, qPrintable(QString::number(clock.elapsed())));
        m_line->pass();
        db = PostgresConnection::open(m_uri);
        QVERIFY(db->value<int>(u"SELECT count(*) FROM t"_s).value_or(0) >= 1);
    }

    void rollingBackHasALimit()
    {
        const auto db = PostgresConnection::open(m_uri, shortLimits());
        QElapsedTimer clock;
        {
            Transaction transaction(*db);
            db->execute(u"INSERT INTO t VALUES (2)"_s);
            m_line->swallow();
            clock.start();
        }
        QVERIFY(clock.elapsed() < kBounded);
        QVERIFY(!db->isAlive());
    }

    void theRowsOfACopyHaveALimit_data()
    {
        QTest::addColumn<Way>("way");
        QTest::newRow("rows swallowed") << Way::ToServer;
        QTest::newRow("the answer swallowed") << Way::ToClient;
    }
    void theRowsOfACopyHaveALimit()
    {
        QFETCH(Way, way);
        const auto db = PostgresConnection::open(m_uri, shortLimits());
        m_line->swallowAt("777777", way);
        VERIFY_FAILS(db->bulkInsert(u"t"_s, {u"a"_s}, QList<Values>(100'000, Values{777'777})), ErrorKind::Connection);
        QVERIFY(m_line->hasHeard());
        QCOMPARE(PostgresConnection::open(m_direct)->value<int>(u"SELECT count(*) FROM t"_s), std::optional(1));
    }

    void aCommitWithoutAnAnswerMayHaveHappened()
    {
        const auto db = PostgresConnection::open(m_uri, shortLimits());
        Transaction transaction(*db);
        db->execute(u"INSERT INTO t VALUES (2)"_s);
        m_line->swallowAt("COMMIT", Way::ToClient);
        VERIFY_FAILS(transaction.commit(), ErrorKind::Connection);
        const auto other = PostgresConnection::open(m_direct);
        QTRY_COMPARE(other->value<int>(u"SELECT count(*) FROM t"_s), std::optional(2));
    }

    void locksOfALostLineEnd()
    {
        const auto db = PostgresConnection::open(m_uri, shortLimits());
        Transaction transaction(*db);
        db->execute(u"UPDATE t SET a = 5"_s);
        m_line->swallow();
        VERIFY_FAILS(db->execute(u"UPDATE t SET a = 6"_s), ErrorKind::Connection);
        const auto other = PostgresConnection::open(m_direct);
        other->execute(u"UPDATE t SET a = 7"_s); // waits for the server to give up on the silent one
        QCOMPARE(other->value<int>(u"SELECT a FROM t"_s), std::optional(7));
    }

    void aSlowStatementIsEndedByTheServer()
    {
        PostgresOptions options;
        options.limits.statement = 5s; // half a second before that
        const auto db = PostgresConnection::open(m_uri, options);
        VERIFY_FAILS(db->execute(u"SELECT pg_sleep(60)"_s), ErrorKind::Interrupted);
        QVERIFY(db->isAlive());
        QCOMPARE(db->value<int>(u"SELECT a FROM t"_s), std::optional(1));
    }

    void patienceLasts()
    {
        PostgresOptions options = shortLimits();
        options.limits.patient = 60s;
        const auto db = PostgresConnection::open(m_uri, options);
        {
            const sql::Patience patience(*db);
            const sql::Patience again(*db);
            db->execute(u"SELECT pg_sleep(1.5)"_s); // the limit of others is one second
        }
        VERIFY_FAILS(db->execute(u"SELECT pg_sleep(60)"_s),
                     db->isAlive() ? ErrorKind::Interrupted : ErrorKind::Connection);
    }

    void interruptingHasALimit()
    {
        PostgresOptions options = shortLimits();
        options.limits.connect = 500ms;
        const auto db = PostgresConnection::open(m_direct, options);
        const auto silent = PostgresConnection::open(m_uri, options);
        m_line->swallow();
        QElapsedTimer clock;
        clock.start();
        silent->interrupt();
        QVERIFY(clock.elapsed() < kBounded);
    }

    void whoeverEndsNeedNotWait()
    {
        PostgresOptions options;
        options.limits.statement = 10min;
        options.stopper = std::make_shared<sql::LineStopper>();
        const auto db = PostgresConnection::open(m_uri, options);
        m_line->swallow();
        std::thread ending([&] {
            while (m_line->held() == 0) // the statement is on its way
                std::this_thread::yield();
            options.stopper->stop();
        });
        QElapsedTimer clock;
        clock.start();
        VERIFY_FAILS(db->execute(u"SELECT 1"_s), ErrorKind::Connection);
        ending.join();
        m_line->pass();
        VERIFY_FAILS(PostgresConnection::open(m_uri, options), ErrorKind::Connection);
        QVERIFY(clock.elapsed() < kBounded);
    }

    void whatWasHeldBackComesLater()
    {
        const auto listener = PostgresConnection::open(m_uri);
        listener->listen(u"news"_s);
        const auto sender = PostgresConnection::open(m_direct);
        m_line->swallow();
        sender->notify(u"news"_s, u"late"_s);
        QTRY_VERIFY(m_line->held() > 0);
        QVERIFY(listener->takeNotifications().isEmpty());
        m_line->pass();
        QList<sql::Notification> heard;
        QTRY_VERIFY(!(heard += listener->takeNotifications()).isEmpty());
        QCOMPARE(heard[0].payload, u"late"_s);
        listener->probe();
        m_line->cut();
        VERIFY_FAILS(listener->probe(), ErrorKind::Connection);
    }
};

QTEST_GUILESS_MAIN(TestPostgresSilence)
#include "tst_postgres_silence.moc"
