// A desk's file that lost its end is damaged, however little is gone; one whose log waits is not.

#include "desk_file.h"

#include "sql/sqlite_connection.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{

void fill(DeskFile& file)
{
    file.writer().applyBootstrap(bootstrap(1), false);
    file.writer().applyChanges({change(ticket(u"7"_s, 2))}, 2);
    file.writer().submit(reply(u"op1"_s, u"7"_s, u"kept"_s, file.clock.at), {}, {}, false);
}

bool isSound(const QString& path)
{
    return sql::SqliteConnection::open(path, sql::OpenMode::ReadWrite)->integrityCheck().sound;
}

} // namespace

class TestCutShort : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStartThatIsKilledLeavesNoHalfOfAFile()
    {
        DeskFile file;
        file.writer().close();
        file.close();
        // What a kill leaves that came before the file had its name, and the log of a file that is gone.
        QVERIFY(QFile::rename(file.path(), file.path() + u"-new"_s));
        QVERIFY(QFile::resize(file.path() + u"-new"_s, 0));
        QFile log(file.path() + u"-wal"_s);
        QVERIFY(log.open(QIODevice::WriteOnly) && log.write(QByteArray(5000, 'x')) == 5000);
        log.close();
        file.reopen();
        QVERIFY(file.writer().damagedCopy().isEmpty());
        QVERIFY(!QFile::exists(file.path() + u"-new"_s));
        QVERIFY(isSound(file.path()));
    }

    void howeverLittleIsCutOffIsNoticed_data()
    {
        QTest::addColumn<int>("share"); // what is left of a hundred parts
        QTest::addColumn<int>("bytes"); // and these more, or less
        QTest::addColumn<bool>("readable");
        QTest::newRow("a byte") << 100 << -1 << true;
        QTest::newRow("a page") << 100 << -4096 << false;
        QTest::newRow("half of the header") << 0 << 50 << false;
        QTest::newRow("everything") << 0 << 0 << false;
    }
    void howeverLittleIsCutOffIsNoticed()
    {
        QFETCH(const int, share);
        QFETCH(const int, bytes);
        QFETCH(const bool, readable);
        DeskFile file;
        fill(file);
        file.writer().close();
        file.close();
        QVERIFY(QFile::resize(file.path(), QFile(file.path()).size() * share / 100 + bytes));
        file.reopen();
        QVERIFY(QFile::exists(file.writer().damagedCopy()));
        QVERIFY(!file.writer().connection().value<QString>(u"SELECT id FROM ticket"_s));
        if (readable)
            QCOMPARE(file.reader().outbox().size(), 1);
        QVERIFY(isSound(file.path()));
        file.reopen();
        QVERIFY(file.writer().damagedCopy().isEmpty());
    }

    void aFileWhoseLogWaitsIsNotDamaged()
    {
        DeskFile file;
        fill(file);
        const QString text(50'000, u'x');
        file.writer().applyChanges({change(message(u"8"_s, u"7"_s, 3, file.clock.at, text))}, 3);
        // As it lies there while the writer is at it: the log holds more pages than the file.
        QVERIFY(QFile(file.path() + u"-wal"_s).size() > 0);
        DeskFile crashed;
        crashed.close();
        for (const QString& end : {u""_s, u"-wal"_s}) {
            QFile::remove(crashed.path() + end);
            QVERIFY(QFile::copy(file.path() + end, crashed.path() + end));
        }
        // A checkpoint writes the header before the pages that it counts; here it was killed between the two.
        QFile torn(crashed.path());
        QVERIFY(torn.open(QIODevice::ReadWrite) && torn.seek(28));
        QCOMPARE(torn.write(QByteArray::fromHex("00000100")), 4);
        torn.close();
        crashed.reopen();
        QVERIFY(crashed.writer().damagedCopy().isEmpty());
        QCOMPARE(crashed.reader().outbox().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCutShort)
#include "tst_cut_short.moc"
