// What only SQLite does, and what bad files and bad luck get.
#include "sql/migration.h"
#include "sql/sqlite_connection.h"
#include "sql/sqlite_statement.h"
#include "sql/transaction.h"
#include "tests/sql/both_engines.h"

#include <QFile>
#include <QTest>

#include <sqlite3.h>

#include <unistd.h>

using namespace Qt::StringLiterals;
using sql::ErrorKind;
using sql::OpenMode;
using sql::SqliteConnection;
using sql::Transaction;
using sql::Value;
using sql::Values;

namespace
{

/// File permissions mean nothing to root, so such tests run as somebody else for their length.
class AsNobody
{
public:
    AsNobody()
        : m_changed(geteuid() == 0 && setresuid(nobody, nobody, 0) == 0)
    {
    }
    ~AsNobody()
    {
        if (m_changed && setresuid(0, 0, 0) != 0)
            qFatal("cannot become root again");
    }

private:
    static constexpr uid_t nobody = 65534;
    bool m_changed;
};

void fill(SqliteConnection& db, int rows)
{
    db.executeScript(u"CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, body TEXT)"_s);
    Transaction transaction(db);
    for (int i = 0; i < rows; ++i)
        db.execute(u"INSERT INTO t (body) VALUES (?)"_s, QString(200, QChar(u'a' + i % 26)));
    transaction.commit();
}

sql::SqliteOptions impatient()
{
    sql::SqliteOptions options;
    options.busyTimeout = std::chrono::milliseconds(10);
    return options;
}

} // namespace

class TestSqlite : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;

    QString newPath() { return m_folder.filePath(u"%1.db"_s.arg(++m_files)); }

    /// A closed file with some pages in it.
    QString filledFile()
    {
        const QString path = newPath();
        fill(*SqliteConnection::open(path, OpenMode::Create), 500);
        return path;
    }

private Q_SLOTS:
    void filesAreTheOwnersAlone()
    {
        const QString path = newPath();
        const auto db = SqliteConnection::open(path, OpenMode::Create);
        fill(*db, 1);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString& file : {path, path + u"-wal"_s, path + u"-shm"_s}) {
            QVERIFY2(QFile::exists(file), qPrintable(file));
            QVERIFY2(!(QFile::permissions(file) & others), qPrintable(file));
        }
        const QString wide = filledFile();
        QFile::setPermissions(wide, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        SqliteConnection::open(wide, OpenMode::ReadWrite);
        QVERIFY(!(QFile::permissions(wide) & others));
    }

    void settingsHold()
    {
        sql::SqliteOptions options;
        options.cacheKiB = 6000;
        options.foreignKeys = true;
        options.synchronous = sql::Synchronous::Full;
        const auto db = SqliteConnection::open(newPath(), OpenMode::Create, options);
        const auto setting = [&db](const QString& name) { return db->value<QString>(u"PRAGMA "_s + name); };
        QCOMPARE(setting(u"journal_mode"_s), u"wal"_s);
        QVERIFY(db->isWal());
        QCOMPARE(setting(u"cache_size"_s), u"-6000"_s);
        QCOMPARE(setting(u"foreign_keys"_s), u"1"_s);
        QCOMPARE(setting(u"synchronous"_s), u"2"_s);
        QCOMPARE(setting(u"mmap_size"_s).value_or(u"0"_s), u"0"_s);
        QCOMPARE(setting(u"journal_size_limit"_s), u"16777216"_s);
    }

    void walOnlyWhereItWorks_data()
    {
        QTest::addColumn<quint64>("magic");
        QTest::addColumn<bool>("works");
        QTest::newRow("ext4") << quint64(0xEF53) << true;
        QTest::newRow("btrfs") << quint64(0x9123683E) << true;
        QTest::newRow("tmpfs") << quint64(0x01021994) << true;
        QTest::newRow("unknown") << quint64(0) << true;
        QTest::newRow("NFS") << quint64(0x6969) << false;
        QTest::newRow("CIFS") << quint64(0xFF534D42) << false;
        QTest::newRow("SMB2") << quint64(0xFE534D42) << false;
        QTest::newRow("FAT") << quint64(0x4D44) << false;
        QTest::newRow("exFAT") << quint64(0x2011BAB0) << false;
        QTest::newRow("9P") << quint64(0x01021997) << false;
    }
    void walOnlyWhereItWorks()
    {
        QFETCH(quint64, magic);
        QFETCH(bool, works);
        QCOMPARE(sql::walWorksOn(magic), works);
    }

    void withoutWalEverythingWorks()
    {
        sql::SqliteOptions options;
        options.journal = sql::Journal::Delete;
        const QString path = filledFile(); // was a WAL file: is turned back
        const auto db = SqliteConnection::open(path, OpenMode::ReadWrite, options);
        QVERIFY(!db->isWal());
        fill(*db, 10);
        QVERIFY(db->checkpoint(SqliteConnection::Checkpoint::Truncate));
        QCOMPARE(db->value<int>(u"SELECT count(*) FROM t"_s), std::optional(510));
    }

    void durableIsForOneTransaction()
    {
        const auto db = SqliteConnection::open(newPath(), OpenMode::Create);
        const auto level = [&db] { return db->value<int>(u"PRAGMA synchronous"_s).value_or(-1); };
        QCOMPARE(level(), 1);
        {
            Transaction transaction(*db, {.durable = true});
            QCOMPARE(level(), 2);
            transaction.commit();
        }
        QCOMPARE(level(), 1);
        {
            Transaction transaction(*db, {.durable = true});
        }
        QCOMPARE(level(), 1);
    }

    void oneWriterAtATime()
    {
        const QString path = newPath();
        const auto one = SqliteConnection::open(path, OpenMode::Create);
        fill(*one, 1);
        const auto two = SqliteConnection::open(path, OpenMode::ReadWrite, impatient());
        Transaction transaction(*one);
        VERIFY_FAILS(Transaction(*two, {.durable = true}), ErrorKind::Busy);
        QCOMPARE(two->value<int>(u"PRAGMA synchronous"_s), std::optional(1));
        QCOMPARE(two->value<int>(u"SELECT count(*) FROM t"_s), std::optional(1)); // readers go on
    }

    void lockedIsBusyNeverCorrupt()
    {
        const QString path = filledFile();
        sql::SqliteOptions rollbackJournal;
        rollbackJournal.journal = sql::Journal::Delete;
        const auto one = SqliteConnection::open(path, OpenMode::ReadWrite, rollbackJournal);
        one->executeScript(u"BEGIN EXCLUSIVE"_s);
        VERIFY_FAILS(SqliteConnection::open(path, OpenMode::ReadWrite, impatient()), ErrorKind::Busy);
        VERIFY_FAILS(SqliteConnection::open(path, OpenMode::ReadOnly, impatient()), ErrorKind::Busy);
        one->executeScript(u"COMMIT"_s);
        QVERIFY(SqliteConnection::open(path, OpenMode::ReadOnly, impatient())->integrityCheck().sound);
    }

    void missingFilesAreNotMade()
    {
        const QString path = newPath();
        VERIFY_FAILS(SqliteConnection::open(path, OpenMode::ReadWrite), ErrorKind::Other);
        VERIFY_FAILS(SqliteConnection::open(path, OpenMode::ReadOnly), ErrorKind::Other);
        QVERIFY(!QFile::exists(path));
        VERIFY_FAILS(SqliteConnection::open(m_folder.filePath(u"no/such/folder.db"_s), OpenMode::Create),
                     ErrorKind::Other);
        VERIFY_FAILS(SqliteConnection::open(m_folder.path(), OpenMode::ReadWrite), ErrorKind::Other);
    }

    void readOnlyFolder()
    {
        const QString folder = m_folder.filePath(u"locked"_s);
        QVERIFY(QDir().mkpath(folder));
        const QString path = folder + u"/a.db"_s;
        fill(*SqliteConnection::open(path, OpenMode::Create), 5);
        QVERIFY(QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755)));
        const auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        QVERIFY(QFile::setPermissions(path, readable));
        QVERIFY(QFile::setPermissions(folder, readable | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther));
        {
            const AsNobody guard;
            VERIFY_FAILS(SqliteConnection::open(path, OpenMode::ReadWrite), ErrorKind::ReadOnly);
            VERIFY_FAILS(SqliteConnection::open(folder + u"/new.db"_s, OpenMode::Create), ErrorKind::ReadOnly);
        }
        QVERIFY(QFile::setPermissions(folder, readable | QFile::WriteOwner | QFile::ExeOwner));
    }

    void readersCannotWrite()
    {
        const QString path = filledFile();
        const auto db = SqliteConnection::open(path, OpenMode::ReadOnly);
        VERIFY_FAILS(db->execute(u"DELETE FROM t"_s), ErrorKind::ReadOnly);
        QCOMPARE(db->value<int>(u"SELECT count(*) FROM t"_s), std::optional(500));
    }

    void otherFilesAreNoDatabases()
    {
        const QString path = newPath();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("This is a letter, and nobody may overwrite it. ").repeated(50));
        file.close();
        for (const OpenMode mode : {OpenMode::Create, OpenMode::ReadWrite, OpenMode::ReadOnly})
            VERIFY_FAILS(SqliteConnection::open(path, mode), ErrorKind::NotADatabase);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("This is a letter"));
    }

    void truncatedFilesAreCorrupt()
    {
        const QString path = filledFile();
        QVERIFY(QFile::resize(path, QFile(path).size() / 2));
        try {
            const auto db = SqliteConnection::open(path, OpenMode::ReadWrite);
            const sql::IntegrityReport report = db->integrityCheck();
            QVERIFY(!report.sound);
            QVERIFY(!report.problems.isEmpty());
        } catch (const sql::Failure& failure) {
            QVERIFY2(failure.kind() == ErrorKind::Corrupt, failure.what());
        }
    }

    void overwrittenPagesAreFound()
    {
        const QString path = filledFile();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(4096 * 3);
        file.write(QByteArray(4096 * 4, '\x5a'));
        file.close();
        const auto db = SqliteConnection::open(path, OpenMode::ReadWrite);
        QVERIFY(!db->integrityCheck().sound);
        VERIFY_FAILS(db->query(u"SELECT sum(length(body)) FROM t"_s).next(), ErrorKind::Corrupt);
    }

    void soundFilesAreSound()
    {
        const auto db = SqliteConnection::open(filledFile(), OpenMode::ReadWrite);
        QVERIFY(db->integrityCheck().sound);
        QVERIFY(db->integrityCheck(true).sound);
    }

    void aNewerSchemaIsLeftAlone()
    {
        const QString path = newPath();
        {
            const auto db = SqliteConnection::open(path, OpenMode::Create);
            sql::migrate(*db, {{1, u"a"_s, u"CREATE TABLE a (b)"_s, {}}, {2, u"b"_s, {}, {}}});
        }
        const auto reader = SqliteConnection::open(path, OpenMode::ReadOnly);
        sql::checkSchema(*reader, 2);
        QVERIFY_THROWS_EXCEPTION(sql::NewerSchema, sql::checkSchema(*reader, 1));
    }

    void aFullDiskLosesNothing()
    {
        const auto db = SqliteConnection::open(newPath(), OpenMode::Create);
        fill(*db, 10);
        db->executeScript(u"PRAGMA max_page_count = 20"_s);
        const auto tooMuch = [&db] {
            Transaction transaction(*db, {.durable = true});
            for (int i = 0; i < 1000; ++i)
                db->execute(u"INSERT INTO t (body) VALUES (?)"_s, QString(500, u'x'));
            transaction.commit();
        };
        VERIFY_FAILS(tooMuch(), ErrorKind::Full);
        QVERIFY(!db->inTransaction());
        QCOMPARE(db->value<int>(u"PRAGMA synchronous"_s), std::optional(1));
        QCOMPARE(db->value<int>(u"SELECT count(*) FROM t"_s), std::optional(10));
        db->executeScript(u"PRAGMA max_page_count = 100000"_s);
        tooMuch();
        QCOMPARE(db->value<int>(u"SELECT count(*) FROM t"_s), std::optional(1010));
    }

    void checkpointsEmptyTheLog()
    {
        const QString path = newPath();
        const auto db = SqliteConnection::open(path, OpenMode::Create);
        fill(*db, 500);
        const QString log = path + u"-wal"_s;
        QVERIFY(QFile(log).size() > 0);
        {
            const auto reader = SqliteConnection::open(path, OpenMode::ReadOnly);
            auto rows = reader->query(u"SELECT * FROM t"_s);
            QVERIFY(rows.next());
            fill(*db, 1);
            QVERIFY(!db->checkpoint(SqliteConnection::Checkpoint::Passive)); // an open read holds it up
        }
        QVERIFY(db->checkpoint(SqliteConnection::Checkpoint::Truncate));
        QCOMPARE(QFile(log).size(), 0);
    }

    void statementsEndWithTheirScope()
    {
        const auto db = SqliteConnection::open(filledFile(), OpenMode::ReadWrite);
        {
            auto rows = db->query(u"SELECT * FROM t"_s);
            QVERIFY(rows.next());
        }
        for (sqlite3_stmt* statement = nullptr; (statement = sqlite3_next_stmt(db->handle(), statement));)
            QVERIFY(!sqlite3_stmt_busy(statement));
    }

    void zeroInTextIsKept()
    {
        const auto db = SqliteConnection::open(u":memory:"_s, OpenMode::Create);
        const QString text = u"a"_s + QChar(0) + u"b"_s;
        QCOMPARE(db->value<QString>(u"SELECT ?"_s, text), std::optional(text));
    }

    void oneStatementAtATime()
    {
        const auto db = SqliteConnection::open(u":memory:"_s, OpenMode::Create);
        VERIFY_FAILS(db->prepare(u"SELECT 1; DROP TABLE t"_s), ErrorKind::Other);
        VERIFY_FAILS(db->prepare(u"  "_s), ErrorKind::Other);
        QCOMPARE(db->value<int>(u"SELECT 1;  "_s), std::optional(1));
    }

    void functionsOfOurs()
    {
        const auto db = SqliteConnection::open(u":memory:"_s, OpenMode::Create);
        db->registerFunction("twice", 1, [](const Values& values) -> Value {
            if (values[0].isNull())
                throw std::runtime_error("nothing to double");
            return std::get<qint64>(values[0].data()) * 2;
        });
        QCOMPARE(db->value<int>(u"SELECT twice(?)"_s, 21), std::optional(42));
        VERIFY_FAILS(db->value<int>(u"SELECT twice(NULL)"_s), ErrorKind::Other);
    }

    void fullTextSearchIsThere()
    {
        const auto db = SqliteConnection::open(u":memory:"_s, OpenMode::Create);
        db->executeScript(u"CREATE VIRTUAL TABLE f USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')"_s);
        db->execute(u"INSERT INTO f (body) VALUES (?)"_s, u"where is my order"_s);
        QCOMPARE(db->value<int>(u"SELECT rowid FROM f WHERE f MATCH ?"_s, u"order"_s), std::optional(1));
    }
};

QTEST_GUILESS_MAIN(TestSqlite)
#include "tst_sqlite.moc"
