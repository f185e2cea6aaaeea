// A thread stands in the order of its places, whatever this computer's clock says (TKT-13); what waits is at its end.

#include "desk_file.h"

#include "sql/migration.h"
#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "store/desk_time.h"
#include "store/schema.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{

const desk::TicketId kSeven(u"7"_s);
const desk::Instant kThen{1'749'000'000'000};

desk::Message placed(const QString& id, qint64 rev, qint64 place, desk::Instant at, const QString& text)
{
    desk::Message made = message(id, u"7"_s, rev, at, text);
    made.place = place;
    return made;
}

QStringList texts(DeskFile& file)
{
    QStringList list;
    for (const auto& each : file.reader().thread(kSeven, {}, 50).messages)
        list += each.message.text;
    return list;
}

/// A file of the version before there were places, as a clock that was an hour behind left it.
void writeOldFile(const QString& path)
{
    const auto db = sql::SqliteConnection::open(path, sql::OpenMode::Create);
    qsizetype before = 0;
    while (store::migrations()[before].name != u"places of messages"_s)
        ++before;
    sql::migrate(*db, store::migrations().first(before));
    sql::Transaction transaction(*db, {sql::Transaction::Access::Write, true});
    const auto insert = [&](const QString& id, desk::Instant at, desk::Instant keyedAt, const QString& text) {
        const qint64 key = (keyedAt.ms << 20) + 1;
        db->execute(u"INSERT INTO message (key, id, rev, ticket, kind, direction, channel, author_kind, author, "
                    "author_name, at, text, html, delivery, failure, attachments, operation, event_kind, event_from, "
                    "event_to) VALUES (?, ?, 1, '7', 0, 0, 0, 0, '', '', ?, ?, '', 0, '', '', '', '', '', '')"_s,
                    key, id, at.ms, text);
        db->execute(u"INSERT INTO message_fts (rowid, text) VALUES (?, ?)"_s, key, text);
        db->execute(u"INSERT INTO term (term, df) VALUES (?, 1)"_s, text);
    };
    insert(u"1"_s, kThen, kThen, u"first"_s);
    insert(u"3"_s, kThen + 2 * desk::kMinute, kThen - desk::kHour, u"third"_s); // came while the clock was behind
    insert(u"2"_s, kThen + desk::kMinute, kThen + desk::kMinute, u"second"_s);
    db->execute(u"INSERT INTO thread_range (ticket, floor, complete) VALUES ('7', 0, 1)"_s);
    db->execute(u"INSERT INTO setting (name, value) VALUES ('history', ?)"_s,
                uR"({"activeDone": true, "ticketsDone": true, "messagesNext": "41", "messagesCame": 9})"_s);
    transaction.commit();
}

} // namespace

class TestPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theClockHereDoesNotOrder()
    {
        DeskFile file;
        file.writer().applyChanges({change(ticket(u"7"_s, 101))}, 101);
        file.clock.at = kThen - desk::kHour; // behind for a moment
        file.writer().applyChanges({change(placed(u"1"_s, 102, kThen.ms, kThen, u"question"_s))}, 102);
        file.clock.at = kThen + desk::kHour;
        // The process that took these has its clock three seconds behind.
        file.writer().applyChanges({change(placed(u"2"_s, 103, kThen.ms + 1, kThen - 3000, u"answer"_s))}, 103);
        file.writer().applyHistory({placed(u"3"_s, 104, kThen.ms - 9, kThen + 9, u"before"_s)}, allHistory());
        QCOMPARE(texts(file), (QStringList{u"before"_s, u"question"_s, u"answer"_s}));
        // Search: newest first by the same order.
        const auto rows = file.reader().thread(kSeven, {}, 50).messages;
        QVERIFY(rows[0].key < rows[1].key && rows[1].key < rows[2].key);
        QCOMPARE(rows[2].key.value >> 20, kThen.ms + 1);
        QCOMPARE(rows[2].message.place, kThen.ms + 1);
        QCOMPARE(rows[2].message.at, kThen - 3000);
    }

    void aDeskWithoutPlacesKeepsItsTimes()
    {
        DeskFile file;
        file.writer().applyChanges({change(ticket(u"7"_s, 101)), change(placed(u"2"_s, 103, 0, kThen + 5, u"b"_s)),
                                    change(placed(u"1"_s, 102, 0, kThen, u"a"_s))},
                                   103);
        file.writer().applyHistory({}, allHistory());
        QCOMPARE(texts(file), (QStringList{u"a"_s, u"b"_s}));
        // Once it tells places, a newer version stands where they say.
        file.writer().applyChanges({change(placed(u"1"_s, 104, kThen.ms + 9, kThen, u"a"_s))}, 104);
        QCOMPARE(texts(file), (QStringList{u"b"_s, u"a"_s}));
    }

    void whatWaitsStandsAtTheEndUntilItIsConfirmed()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(100), false);
        file.writer().applyChanges({change(ticket(u"7"_s, 101)), change(placed(u"1"_s, 102, kThen.ms, kThen, u"a"_s))},
                                   102);
        file.writer().applyHistory({}, allHistory());
        for (const qint64 clock : {kThen.ms - desk::kHour, kThen.ms + 200 * desk::kDay}) {
            file.clock.at = {clock};
            const QString id = QString::number(clock);
            file.writer().submit(reply(id, u"7"_s, id, file.clock.at), {}, {}, false);
        }
        const QString first = QString::number(kThen.ms - desk::kHour);
        const QString second = QString::number(kThen.ms + 200 * desk::kDay);
        file.writer().applyChanges({change(placed(u"2"_s, 103, kThen.ms + 500 * desk::kDay, kThen, u"b"_s))}, 103);
        QCOMPARE(texts(file), (QStringList{u"a"_s, u"b"_s, first, second}));
        auto echo = placed(u"3"_s, 104, kThen.ms + 500 * desk::kDay + 1, kThen, second);
        echo.direction = desk::Direction::Outbound;
        echo.operation = desk::OperationId(second);
        const auto set = file.writer().applyChanges({change(echo)}, 104);
        QCOMPARE(texts(file), (QStringList{u"a"_s, u"b"_s, second, first}));
        QCOMPARE(set.threads.value(0).removed.size(), 1);
        QCOMPARE(set.threads.value(0).added.size(), 1);
    }

    void anOldFileGetsItsOrderAndLosesNothing()
    {
        DeskFile file;
        file.close();
        QVERIFY(QFile::remove(file.path()));
        writeOldFile(file.path());
        file.clock.at = kThen + desk::kDay;
        file.reopen();
        QCOMPARE(texts(file), (QStringList{u"first"_s, u"second"_s, u"third"_s}));
        while (file.writer().idleStep()) { // indexes anew what an upgrade found
        }
        auto& db = file.writer().connection();
        for (const QString& word : {u"first"_s, u"second"_s, u"third"_s})
            QCOMPARE(db.value<qint64>(u"SELECT count(*) FROM message_fts JOIN message ON message.key = "
                                      "message_fts.rowid WHERE message_fts MATCH ? AND message.text = ?"_s,
                                      word, word),
                     1);
        // The desk's page keys are others now: the history that was under way begins anew.
        QVERIFY(file.writer().history().messagesNext.isEmpty());
        QVERIFY(file.writer().history().activeDone);
        QVERIFY(!file.writer().history().messagesDone);
    }

    void actionsCarryTheDesksTime()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(100), false);
        file.writer().applyChanges({change(ticket(u"7"_s, 101))}, 101);
        const desk::Instant there = kThen;
        file.clock.at = there - 200 * desk::kDay;
        file.writer().setDeskTime({200 * desk::kDay, there});
        file.writer().submit(reply(u"op1"_s, u"7"_s, u"one"_s, file.clock.at), {}, {}, false);
        QCOMPARE(file.reader().outbox().first().operation.at, there);
        // What a clock has dated ahead happened now at the latest; from the first attempt on the body stays.
        file.writer().setDeskTime({0, there});
        file.clock.at = there + 200 * desk::kDay;
        file.writer().submit(reply(u"op2"_s, u"7"_s, u"two"_s, file.clock.at), {}, {}, false);
        file.clock.at = there + desk::kMinute;
        file.writer().withdraw(desk::OperationId(u"op1"_s), false);
        file.writer().markSending(desk::OperationId(u"op2"_s));
        QCOMPARE(file.reader().outbox().first().operation.at, there + desk::kMinute);
        file.clock.at = there;
        file.writer().postpone(desk::OperationId(u"op2"_s), file.clock.at, u"network"_s, {});
        file.writer().markSending(desk::OperationId(u"op2"_s));
        QCOMPARE(file.reader().outbox().first().operation.at, there + desk::kMinute);
    }
};

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
