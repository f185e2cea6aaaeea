// Damage that shows while the program runs: said once, mended by itself, and what waits goes on.

#include "desk_file.h"

#include "sql/sqlite_connection.h"
#include "store/search.h"
#include "store/work_file.h"
#include "store/worker.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;
using store::Worker;

namespace
{
const desk::TicketId kSeven(u"7"_s);
constexpr int kPage = 4096;

/// A running worker over a desk with a ticket, a reply that waits and a draft.
class Running
{
public:
    Running()
        : worker(path(), clock)
    {
        worker.start(
            &context, [](const QString&) {}, [this](const QString& sentence) { said += sentence; });
        worker.onRefill([this] { ++refills; });
        run([this](store::Writer& writer) {
            writer.applyBootstrap(bootstrap(1), false);
            writer.applyChanges({change(ticket(u"7"_s, 2))}, 2);
            writer.submit(reply(u"op1"_s, u"7"_s, u"kept"_s, clock.at), {}, {}, false);
            return writer.saveDraft({kSeven, true, u"kept too"_s, {}, {}, {}, clock.at});
        });
    }

    QString path() const { return m_folder.filePath(u"desk.db"_s); }
    QStringList aside() const { return QDir(m_folder.path()).entryList({u"*damaged-*"_s}); }

    QString run(const Worker::Job& job)
    {
        std::optional<QString> result;
        QObject turn;
        worker.run(Worker::Urgency::Agent, job, &turn, [&](const QString& error) { result = error; });
        return QTest::qWaitFor([&] { return result.has_value(); }, 20'000) ? *result : u"it did not end"_s;
    }

    /// Writes nonsense over the root pages of these tables, on the disk and beyond the page cache.
    void spoil(const QString& schema, const QStringList& tables)
    {
        const QString file = schema == u"work"_s ? store::workPath(path()) : path();
        run([&](store::Writer& writer) {
            sql::Connection& db = writer.connection();
            db.executeScript(u"PRAGMA %1.wal_checkpoint(TRUNCATE)"_s.arg(schema));
            QFile raw(file);
            bool done = raw.open(QIODevice::ReadWrite);
            for (const QString& table : tables) {
                const auto root =
                    db.value<qint64>(u"SELECT rootpage FROM %1.sqlite_master WHERE name = ?"_s.arg(schema), table);
                done =
                    done && raw.seek((root.value_or(1) - 1) * kPage) && raw.write(QByteArray(kPage, '\x7f')) == kPage;
            }
            raw.close();
            spoiled = done;
            db.clearStatementCache();
            db.executeScript(u"PRAGMA shrink_memory"_s);
            return store::ChangeSet();
        });
        QVERIFY(spoiled);
    }

    QStringList sendable()
    {
        QStringList ids;
        run([&](store::Writer& writer) {
            for (const store::OutboxRow& row : writer.sendable(clock.at, 10))
                ids += row.operation.id.value();
            return store::ChangeSet();
        });
        return ids;
    }

    HandClock clock;
    QObject context;
    QStringList said;
    std::atomic<int> refills = 0;
    bool spoiled = false;

private:
    QTemporaryDir m_folder;

public:
    Worker worker;
};
} // namespace

class TestDamageInUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendingGoesOnWithoutARestart()
    {
        Running desk;
        store::Reader reader(desk.path());
        QVERIFY(reader.ticket(kSeven));
        desk.spoil(u"main"_s, {u"ticket"_s, u"message"_s, u"setting"_s});
        // A job of the background finds it.
        desk.worker.run(Worker::Urgency::Background,
                        [](store::Writer& writer) { return writer.applyChanges({change(ticket(u"7"_s, 3))}, 3); });
        QTRY_COMPARE(desk.refills.load(), 1);
        QTRY_COMPARE(desk.said.size(), 1);
        QVERIFY2(desk.said.first().contains(u".damaged-"_s), qPrintable(desk.said.first()));
        QVERIFY(!desk.aside().isEmpty());
        QCOMPARE(desk.sendable(), QStringList{u"op1"_s});
        // The reader that was open looks at the new file.
        QCOMPARE(reader.outbox().size(), 1);
        QVERIFY(!reader.ticket(kSeven));
        QCOMPARE(reader.draft(kSeven, true)->text, u"kept too"_s);
        // The desk gives the ticket again; what waits stands in its thread.
        QCOMPARE(desk.run([](store::Writer& writer) {
            writer.applyBootstrap(bootstrap(1), false);
            return writer.applyHistory({ticket(u"7"_s, 3)}, {});
        }),
                 QString());
        QCOMPARE(reader.thread(kSeven, {}, 10).messages.size(), 1);
        QCOMPARE(desk.run([&](store::Writer& writer) {
            return writer.submit(reply(u"op2"_s, u"7"_s, u"next"_s, desk.clock.at), {}, {}, false);
        }),
                 QString());
        QCOMPARE(desk.said.size(), 1);
    }

    void whatTheAgentDoesThenIsDoneAllTheSame()
    {
        Running desk;
        desk.spoil(u"main"_s, {u"ticket"_s});
        // Saving looks the ticket up: the first try meets the damage, the second one the new file.
        QCOMPARE(desk.run([&](store::Writer& writer) {
            return writer.saveDraft({kSeven, false, u"written on"_s, {}, {}, {}, desk.clock.at});
        }),
                 QString());
        QCOMPARE(desk.refills.load(), 1);
        QCOMPARE(store::Reader(desk.path()).draft(kSeven, false)->text, u"written on"_s);
    }

    void aReaderThatMeetsItHasItMended()
    {
        Running desk;
        store::Reader reader(desk.path());
        desk.spoil(u"main"_s, {u"ticket"_s});
        QVERIFY_THROWS_EXCEPTION(sql::Failure, reader.ticket(kSeven));
        QTRY_COMPARE(desk.refills.load(), 1);
        QVERIFY(!reader.ticket(kSeven));
        QCOMPARE(reader.outbox().size(), 1);
        // What others report of the old file is no news.
        QCOMPARE(desk.run([](store::Writer&) { return store::ChangeSet(); }), QString());
        QCOMPARE(desk.refills.load(), 1);
    }

    void aSearchThatMeetsItHasItMended()
    {
        Running desk;
        store::SearchThread search(desk.path());
        desk.spoil(u"main"_s, {u"ticket"_s, u"ticket_fts_data"_s, u"ticket_fts_idx"_s, u"term"_s});
        std::optional<store::SearchResult> result;
        const auto ask = [&] {
            result.reset();
            search.ask({u"late"_s, 10}, &desk.context, [&](const store::SearchResult& answer) { result = answer; });
            return QTest::qWaitFor([&] { return result.has_value(); });
        };
        QVERIFY(ask());
        QVERIFY(!result->error.isEmpty());
        QTRY_COMPARE(desk.refills.load(), 1);
        QVERIFY(ask());
        QVERIFY2(result->error.isEmpty(), qPrintable(result->error));
    }

    void aDamagedWorkFileGivesWhatCanBeRead()
    {
        Running desk;
        desk.spoil(u"work"_s, {u"draft"_s});
        desk.run([&](store::Writer& writer) {
            return writer.saveDraft({kSeven, false, u"written on"_s, {}, {}, {}, desk.clock.at});
        });
        QTRY_COMPARE(desk.said.size(), 1);
        QVERIFY2(desk.said.first().contains(u".work.db.damaged-"_s), qPrintable(desk.said.first()));
        QCOMPARE(desk.sendable(), QStringList{u"op1"_s});
        store::Reader reader(desk.path());
        QVERIFY(reader.ticket(kSeven)); // the cache was sound and stayed
        QCOMPARE(reader.draft(kSeven, false)->text, u"written on"_s);
    }

    void aFileThatIsDeletedInUseComesBack_data()
    {
        QTest::addColumn<bool>("work");
        QTest::newRow("cache") << false;
        QTest::newRow("work file") << true;
    }
    void aFileThatIsDeletedInUseComesBack()
    {
        QFETCH(const bool, work);
        Running desk;
        QVERIFY(QFile::remove(work ? store::workPath(desk.path()) : desk.path()));
        QCOMPARE(desk.run([](store::Writer&) { return store::ChangeSet(); }), QString());
        QCOMPARE(desk.refills.load(), 1);
        QCOMPARE(desk.sendable(), QStringList{u"op1"_s});
        desk.worker.stop();
        store::Reader reader(desk.path());
        QCOMPARE(reader.outbox().size(), 1);
        QCOMPARE(reader.draft(kSeven, true)->text, u"kept too"_s);
        QCOMPARE(reader.ticket(kSeven).has_value(), work);
    }
};

QTEST_GUILESS_MAIN(TestDamageInUse)
#include "tst_damage_in_use.moc"
