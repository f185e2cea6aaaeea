// An upgrade that folds words further has everything indexed anew in idle time, while the desk lives on (BEY-1).

#include "desk_file.h"

#include "sql/sqlite_connection.h"
#include "store/index_floor.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{

QString wordOf(int number)
{
    return u"word%1x"_s.arg(number);
}

desk::Message numbered(int number, const QString& text)
{
    desk::Message made =
        message(QString::number(number), u"7"_s, 1000 + number, desk::Instant{1'749'000'000'000 + number}, text);
    made.place = 1'749'000'000'000 + number;
    return made;
}

qint64 hits(DeskFile& file, const QString& word)
{
    return file.writer()
        .connection()
        .value<qint64>(u"SELECT count(*) FROM message_fts WHERE message_fts MATCH ?"_s, u'"' + word + u'"')
        .value_or(-1);
}

} // namespace

class TestReindex : public QObject
{
    Q_OBJECT

    static constexpr int kCount = 1000;

    static void fill(DeskFile& file)
    {
        file.writer().applyChanges({change(ticket(u"7"_s, 101))}, 101);
        QList<desk::Entity> all;
        for (int number = 1; number <= kCount; ++number)
            all += numbered(number, wordOf(number));
        file.writer().applyHistory(all, allHistory());
    }

    /// As an upgrade leaves it.
    static void emptyTheIndex(DeskFile& file)
    {
        sql::Connection& db = file.writer().connection();
        for (const char* table : {"message_fts", "ticket_fts", "profile_fts"})
            db.execute(u"INSERT INTO %1 (%1) VALUES ('delete-all')"_s.arg(QLatin1String(table)));
        db.execute(u"DELETE FROM term"_s);
        store::raiseFloors(db);
        file.reopen();
    }

private Q_SLOTS:
    void theNewestComeFirstAndAllInTheEnd()
    {
        DeskFile file;
        fill(file);
        emptyTheIndex(file);
        QCOMPARE(hits(file, wordOf(kCount)), 0);
        QVERIFY(file.writer().idleStep());
        QCOMPARE(hits(file, wordOf(kCount)), 1);
        QCOMPARE(hits(file, wordOf(1)), 0);
        file.reopen(); // goes on where it was
        while (file.writer().idleStep()) {
        }
        for (int number = 1; number <= kCount; ++number)
            QCOMPARE(hits(file, wordOf(number)), 1);
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM index_floor"_s), 0);
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM ticket_fts WHERE ticket_fts MATCH "
                                                          "'anna'"_s),
                 1);
    }

    /// Edited, removed and new rows on both sides of the floor stand in the index as they are in the end.
    void theDeskLivesOnMeanwhile()
    {
        DeskFile file;
        fill(file);
        emptyTheIndex(file);
        QVERIFY(file.writer().idleStep()); // the upper rows are indexed
        const auto edited = [](int number) {
            desk::Message made = numbered(number, u"edited%1x"_s.arg(number));
            made.rev += 100'000;
            return change(made);
        };
        file.writer().applyChanges(
            {edited(kCount - 1), edited(2), deletion(desk::EntityKind::Message, QString::number(kCount - 2), 200'001),
             deletion(desk::EntityKind::Message, u"3"_s, 200'002), change(numbered(kCount + 1, wordOf(kCount + 1)))},
            300'000);
        desk::Message late = numbered(kCount + 2, wordOf(kCount + 2)); // of the past, far below the floor
        late.place = 1'748'000'000'000;
        file.writer().applyHistory({late}, allHistory());
        while (file.writer().idleStep()) {
        }
        for (const int gone : {kCount - 1, 2, kCount - 2, 3})
            QCOMPARE(hits(file, wordOf(gone)), 0);
        for (const int there : {1, 4, kCount - 3, kCount, kCount + 1, kCount + 2})
            QCOMPARE(hits(file, wordOf(there)), 1);
        QCOMPARE(hits(file, u"edited%1x"_s.arg(kCount - 1)), 1);
        QCOMPARE(hits(file, u"edited2x"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestReindex)
#include "tst_reindex.moc"
