// A desk's file that lost its end is damaged, however little is gone; one whose log waits is not.

#include "desk_file.h"

#include "sql/sqlite_connection.h"
#include "store/database.h"
#include "store/work_file.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{

void fill(DeskFile& file)
{
    file.writer().applyBootstrap(bootstrap(1), false);
    file.writer().applyChanges({change(ticket(u"7"_s, 2))}, 2);
    file.writer().submit(reply(u"op1"_s, u"7"_s, u"kept"_s, file.clock.at), {}, {}, false);
    file.writer().saveDraft({desk::TicketId(u"7"_s), true, u"kept too"_s, {}, {}, {}, file.clock.at});
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
        QVERIFY(file.writer().damage().cacheCopy.isEmpty());
        QVERIFY(!QFile::exists(file.path() + u"-new"_s));
        QVERIFY(isSound(file.path()));
    }

    void howeverLittleIsCutOffIsNoticed_data()
    {
        QTest::addColumn<int>("share"); // what is left of a hundred parts
        QTest::addColumn<int>("bytes"); // and these more, or less
        QTest::newRow("a byte") << 100 << -1;
        QTest::newRow("a page") << 100 << -4096;
        QTest::newRow("half of the header") << 0 << 50;
        QTest::newRow("the header alone is left") << 0 << 100;
        QTest::newRow("everything") << 0 << 0;
        for (int share = 5; share < 100; share += 5)
            QTest::newRow(qPrintable(u"%1 of a hundred are left"_s.arg(share))) << share << 0;
    }
    void howeverLittleIsCutOffIsNoticed()
    {
        QFETCH(const int, share);
        QFETCH(const int, bytes);
        DeskFile file;
        fill(file);
        file.writer().close();
        file.close();
        QVERIFY(QFile::resize(file.path(), QFile(file.path()).size() * share / 100 + bytes));
        file.reopen();
        QVERIFY(QFile::exists(file.writer().damage().cacheCopy));
        QVERIFY(!file.writer().connection().value<QString>(u"SELECT id FROM ticket"_s));
        QCOMPARE(file.reader().outbox().size(), 1);
        QCOMPARE(file.reader().drafts().size(), 1);
        QVERIFY(isSound(file.path()));
        file.reopen();
        QVERIFY(file.writer().damage().cacheCopy.isEmpty());
    }

    void aDamagedWorkFileIsPutAsideWhole_data()
    {
        QTest::addColumn<bool>("isCut"); // else nonsense is written over its beginning
        QTest::addColumn<int>("bytes");
        QTest::newRow("a page is cut off") << true << 4096;
        QTest::newRow("a byte is cut off") << true << 1;
        QTest::newRow("the first word of the header") << false << 16;
        QTest::newRow("the header") << false << 100;
        QTest::newRow("the first page") << false << 4096;
    }
    void aDamagedWorkFileIsPutAsideWhole()
    {
        QFETCH(const bool, isCut);
        QFETCH(const int, bytes);
        DeskFile file;
        fill(file);
        file.writer().close();
        file.close();
        QFile work(store::workPath(file.path()));
        QVERIFY(work.open(QIODevice::ReadWrite));
        if (isCut)
            QVERIFY(work.resize(work.size() - bytes));
        else
            QCOMPARE(work.write(QByteArray(bytes, '\x7f')), qint64(bytes));
        QVERIFY(work.seek(0));
        const QByteArray whole = work.readAll();
        work.close();
        file.reopen();
        QFile copy(file.writer().damage().workCopy);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), whole);
        QVERIFY(file.writer().damage().cacheCopy.isEmpty());
        QVERIFY(file.writer().lossAt().isSet());
        QVERIFY(isSound(store::workPath(file.path())));
        // The agent goes on at once, and is told once.
        file.writer().submit(reply(u"op2"_s, u"7"_s, u"after it"_s, file.clock.at), {}, {}, false);
        file.reopen();
        QVERIFY(file.writer().damage().isEmpty());
        QCOMPARE(file.reader().outbox().last().operation.text, u"after it"_s);
    }

    void aFileWhoseLogWaitsIsNotDamaged()
    {
        DeskFile file;
        fill(file);
        QString text; // nothing in it repeats, so that it takes its room
        std::minstd_rand random(1);
        while (text.size() < 100'000)
            text += QString::number(random(), 36);
        file.writer().applyChanges({change(message(u"8"_s, u"7"_s, 3, file.clock.at, text))}, 3);
        // As it lies there while the writer is at it: the log holds more pages than the file.
        QVERIFY(QFile(file.path() + u"-wal"_s).size() > 0);
        DeskFile crashed;
        crashed.close();
        for (const QString& end : {u""_s, u"-wal"_s}) {
            QFile::remove(crashed.path() + end);
            QFile::remove(store::workPath(crashed.path()) + end);
            QVERIFY(QFile::copy(file.path() + end, crashed.path() + end));
            QVERIFY(QFile::copy(store::workPath(file.path()) + end, store::workPath(crashed.path()) + end));
        }
        // A checkpoint writes the header before the pages that it counts; here it was killed between the two.
        QFile torn(crashed.path());
        QVERIFY(torn.open(QIODevice::ReadWrite) && torn.seek(28));
        QCOMPARE(torn.write(QByteArray::fromHex("00000100")), 4);
        torn.close();
        crashed.reopen();
        QVERIFY(crashed.writer().damage().cacheCopy.isEmpty());
        QCOMPARE(crashed.reader().outbox().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCutShort)
#include "tst_cut_short.moc"
