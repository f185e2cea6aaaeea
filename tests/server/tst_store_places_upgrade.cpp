// A desk from before messages had places gets them in the order of its ids, on both engines (TKT-13).

#include "server/store/keys.h"
#include "server/store/reading.h"
#include "server/store/schema.h"
#include "sql/migration.h"
#include "sql/postgres_connection.h"
#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "tests/server/desk_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

void insert(sql::Connection& db, qint64 id, qint64 ticket, qint64 at)
{
    db.execute(u"INSERT INTO messages (id, seq, ticket, kind, outbound, channel, author_kind, author, author_name, at, "
               "text, html, delivery, failure, attachments, operation, event_kind, event_from, event_to) "
               "VALUES (?, ?, ?, 'message', 0, 'sms', 'customer', 0, '', ?, 'words', '', 'none', '', '', '', '', '', "
               "'')"_s,
               id, id, ticket, at);
}

qint64 number(sql::Connection& db, const QString& sql)
{
    return db.value<qint64>(sql).value_or(-1);
}

QList<qint64> places(sql::Connection& db, qint64 ticket)
{
    QList<qint64> list;
    auto rows = db.query(u"SELECT place FROM messages WHERE ticket = ? ORDER BY id"_s, ticket);
    while (rows.next())
        list.append(rows.integer(0));
    return list;
}

} // namespace

class TestPlacesUpgrade : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    test::PostgresFixture m_postgres;

private Q_SLOTS:
    void theOrderOfTheIdsStays_data() { test::DeskFixture::rows(); }
    void theOrderOfTheIdsStays()
    {
        QFETCH(sql::Engine, engine);
        const bool isFile = engine == sql::Engine::Sqlite;
        if (!isFile && !m_postgres.start())
            QSKIP(qPrintable(m_postgres.why()));
        std::unique_ptr<sql::Connection> owned;
        if (isFile)
            owned = sql::SqliteConnection::open(m_folder.filePath(u"old.sqlite"_s), sql::OpenMode::Create);
        else
            owned = sql::PostgresConnection::open(m_postgres.newDatabase());
        sql::Connection& db = *owned;
        const auto steps = server::store::serverMigrations();
        qsizetype before = 0;
        while (steps[before].name != u"places of messages"_s)
            ++before;
        sql::migrate(db, steps.first(before));
        {
            sql::Transaction transaction(db, {.durable = true});
            // In order; three of one millisecond; one whose server's clock was behind; one without a time.
            insert(db, 1, 7, 1000);
            insert(db, 2, 8, 5000);
            insert(db, 3, 7, 2000);
            insert(db, 4, 7, 2000);
            insert(db, 5, 7, 2000);
            insert(db, 6, 8, 2000);
            insert(db, 7, 8, 9000);
            insert(db, 8, 9, 0);
            db.execute(u"UPDATE desk_counter SET seq = 20"_s);
            db.execute(u"INSERT INTO read_marks (agent, ticket, seq, message, unread) VALUES (1, 8, 0, 6, 0)"_s);
            db.execute(u"INSERT INTO read_marks (agent, ticket, seq, message, unread) VALUES (1, 9, 0, 0, 1)"_s);
            transaction.commit();
        }
        sql::migrate(db, steps);
        QCOMPARE(places(db, 7), (QList<qint64>{1000, 2000, 2001, 2002}));
        QCOMPARE(places(db, 8), (QList<qint64>{5000, 5001, 9000}));
        QCOMPARE(places(db, 9), (QList<qint64>{1}));
        // What a client holds at its time and stands elsewhere now comes to it by the feed.
        QCOMPARE(number(db, u"SELECT count(*) FROM messages WHERE seq > 20"_s), 4);
        QCOMPARE(number(db, u"SELECT count(*) FROM messages WHERE seq > 20 AND id IN (4, 5, 6, 8)"_s), 4);
        QCOMPARE(number(db, u"SELECT seq FROM desk_counter"_s), 24);
        QCOMPARE(number(db, u"SELECT max(seq) FROM messages"_s), 24);
        QCOMPARE(number(db, u"SELECT place FROM read_marks WHERE ticket = 8"_s), 5001);
        QCOMPARE(number(db, u"SELECT place FROM read_marks WHERE ticket = 9"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestPlacesUpgrade)
#include "tst_store_places_upgrade.moc"
