// A database file that was cut short, by however little, is told from one that is whole, new or something else.
#include "sql/sqlite_connection.h"
#include "sql/sqlite_file.h"
#include "sql/transaction.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using sql::FileEnd;
using sql::OpenMode;
using sql::SqliteConnection;

namespace
{

void fill(SqliteConnection& db)
{
    db.executeScript(u"CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)"_s);
    sql::Transaction transaction(db);
    for (int i = 0; i < 500; ++i)
        db.execute(u"INSERT INTO t (body) VALUES (?)"_s, QString(200, QChar(u'a' + i % 26)));
    transaction.commit();
}

/// Whether another process finds SQLite's shared lock on the file.
bool isLocked(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    const pid_t child = fork();
    if (child == 0) {
        struct flock lock = {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        lock.l_start = 0x40000002; // https://www.sqlite.org/src/file/src/os.h: SHARED_FIRST, SHARED_SIZE
        lock.l_len = 510;
        const int file = ::open(name.constData(), O_RDWR | O_CLOEXEC);
        _exit(file >= 0 && fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 1 : 0);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

} // namespace

class TestSqliteFile : public QObject
{
    Q_OBJECT

    QString newPath() { return m_folder.filePath(QString::number(++m_files) + u".sqlite"_s); }
    /// A database that was closed properly: no log is left beside it.
    QString filledFile()
    {
        const QString path = newPath();
        fill(*SqliteConnection::open(path, OpenMode::Create));
        return path;
    }

private Q_SLOTS:
    /// Another process would else take itself for the last one and delete the log that is in use here.
    void lookingAtTheEndKeepsTheLocks()
    {
        const QString path = newPath();
        const auto db = SqliteConnection::open(path, OpenMode::Create);
        fill(*db);
        QVERIFY(isLocked(path));
        QVERIFY(sql::endOf(path) == FileEnd::Whole);
        QVERIFY(isLocked(path));
    }

    void theEndOfAFileIsTold_data()
    {
        using Spoil = std::function<void(QFile&)>;
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<FileEnd>("end");
        const auto cut = [](qint64 bytes) {
            return Spoil([bytes](QFile& file) { file.resize(bytes < 0 ? file.size() + bytes : bytes); });
        };
        const auto put = [](qint64 place, const QByteArray& bytes, qint64 cutOff) {
            return Spoil([=](QFile& file) {
                file.seek(place);
                file.write(bytes);
                file.resize(file.size() - cutOff);
            });
        };
        const auto beside = [](const QString& end, const QByteArray& bytes) {
            return Spoil([=](QFile& file) {
                file.resize(file.size() - 1);
                QFile other(file.fileName() + end);
                if (other.open(QIODevice::WriteOnly))
                    other.write(bytes);
            });
        };
        QTest::newRow("untouched") << Spoil([](QFile&) {}) << FileEnd::Whole;
        QTest::newRow("a byte less") << cut(-1) << FileEnd::CutShort;
        QTest::newRow("a page less") << cut(-4096) << FileEnd::CutShort;
        QTest::newRow("one page left") << cut(4096) << FileEnd::CutShort;
        QTest::newRow("the header alone") << cut(100) << FileEnd::CutShort;
        QTest::newRow("half of the header") << cut(50) << FileEnd::CutShort;
        QTest::newRow("nothing") << cut(0) << FileEnd::Empty;
        QTest::newRow("longer") << Spoil([](QFile& file) { file.resize(file.size() + 10); }) << FileEnd::Whole;
        QTest::newRow("a log waits") << beside(u"-wal"_s, "frames") << FileEnd::Whole;
        QTest::newRow("a journal waits") << beside(u"-journal"_s, "pages") << FileEnd::Whole;
        QTest::newRow("an empty log") << beside(u"-wal"_s, {}) << FileEnd::CutShort;
        QTest::newRow("the count is out of date") << put(92, QByteArray(4, '\x7f'), 1) << FileEnd::Whole;
        QTest::newRow("something else") << put(0, "A letter, not a database", 1) << FileEnd::Whole;
        QTest::newRow("a few letters") << Spoil([](QFile& file) { file.resize(0), file.write("abc"); })
                                       << FileEnd::Whole;
        QTest::newRow("missing") << Spoil([](QFile& file) { file.remove(); }) << FileEnd::Whole;
    }
    void theEndOfAFileIsTold()
    {
        QFETCH(std::function<void(QFile&)>, spoil);
        QFETCH(FileEnd, end);
        const QString path = filledFile();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        spoil(file);
        file.close();
        const bool isThere = QFile::exists(path);
        const qint64 size = QFile(path).size();
        QVERIFY(sql::endOf(path) == end);
        QCOMPARE(QFile::exists(path), isThere);
        QCOMPARE(QFile(path).size(), size);
    }

    void theLargestPagesAreCounted()
    {
        const QString path = newPath();
        {
            sql::SqliteOptions deleted;
            deleted.journal = sql::Journal::Delete;
            const auto db = SqliteConnection::open(path, OpenMode::Create, deleted);
            db->executeScript(u"PRAGMA page_size = 65536; VACUUM"_s);
            fill(*db);
        }
        QVERIFY(QFile(path).size() >= 2 * 65'536);
        QVERIFY(sql::endOf(path) == FileEnd::Whole);
        QVERIFY(QFile::resize(path, QFile(path).size() - 1));
        QVERIFY(sql::endOf(path) == FileEnd::CutShort);
    }

private:
    QTemporaryDir m_folder;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(TestSqliteFile)
#include "tst_sqlite_file.moc"
