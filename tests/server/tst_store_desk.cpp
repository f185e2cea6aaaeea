// What a desk is known by, its id and its name, and the folder that belongs to it.

#include "server/rules/chat.h"
#include "server/seed/seed.h"
#include "server/store/reading.h"
#include "server/store/rows.h"
#include "server/store/settings.h"
#include "tests/server/desk_fixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using test::DeskFixture;
namespace store = server::store;
namespace rules = server::rules;

class TestDesk : public QObject
{
    Q_OBJECT

    /// As older programs left a desk: without id, name and mark.
    /// Takes back what the steps behind the fourth did: the next start finds a desk of that time.
    void growYounger()
    {
        m_desk.store().sql().executeScript(
            u"DROP TABLE epochs; ALTER TABLE token_families DROP COLUMN standing; DROP INDEX messages_thread;"
            "DROP INDEX messages_place; ALTER TABLE messages DROP COLUMN place; ALTER TABLE tickets DROP COLUMN "
            "inbound_place; ALTER TABLE read_marks RENAME COLUMN place TO message; CREATE INDEX messages_ticket ON "
            "messages (ticket, id); DELETE FROM schema_version WHERE number > 4"_s);
    }

    void forgetDesk()
    {
        growYounger();
        m_desk.store().sql().executeScript(u"DELETE FROM settings"_s);
        QFile::remove(m_desk.store().database().attachmentsDir() + u"/desk"_s);
    }

private Q_SLOTS:
    void hoursOfOlderProgramsAreRead_data() { DeskFixture::rows(); }
    /// A day was null or one object, and 23:59 was the last end that could be written.
    void hoursOfOlderProgramsAreRead()
    {
        FRESH_DESK(m_desk);
        const auto stored = m_desk.store().write([](store::FeedTransaction& transaction) {
            store::setSetting(transaction.sql(), u"office-hours"_s,
                              u"{\"timeZone\":\"UTC\",\"days\":[{\"from\":\"00:00\",\"to\":\"23:59\"},null,"
                              "{\"from\":\"09:00\",\"to\":\"17:30\"},null,null,null,null],\"holidays\":[],"
                              "\"closedNotice\":\"Later.\"}"_s);
            return store::Done{};
        });
        QVERIFY(stored.ok());
        const auto hours = store::officeHours(m_desk.store().sql());
        QVERIFY(hours);
        QCOMPARE(hours->days[0], (QList<desk::OpenSpan>{{0, 24 * 60}}));
        QVERIFY(hours->days[1].isEmpty());
        QCOMPARE(hours->days[2], (QList<desk::OpenSpan>{{9 * 60, 17 * 60 + 30}}));
        const auto again = m_desk.store().write([&](store::FeedTransaction& transaction) {
            store::setOfficeHours(transaction.sql(), hours);
            return store::Done{};
        });
        QVERIFY(again.ok());
        QVERIFY(store::officeHours(m_desk.store().sql()) == hours);
    }

    void aVisitorIsToldWhenItOpens_data() { DeskFixture::rows(); }
    void aVisitorIsToldWhenItOpens()
    {
        FRESH_DESK(m_desk);
        const auto stored = m_desk.store().write([](store::FeedTransaction& transaction) {
            store::OfficeHours hours; // UTC
            hours.days[0] = {{9 * 60, 12 * 60}, {13 * 60, 17 * 60}};
            store::setOfficeHours(transaction.sql(), hours);
            return store::Done{};
        });
        QVERIFY(stored.ok());
        const qint64 monday = 1'796'601'600'000; // 2026-12-07 00:00 UTC
        const auto noon = rules::chatHello(m_desk.store(), {}, {monday + 12 * desk::kHour});
        QVERIFY(noon.ok() && !noon->open);
        QCOMPARE(noon->opens.ms, monday + 13 * desk::kHour);
        const auto open = rules::chatHello(m_desk.store(), {}, {monday + 13 * desk::kHour});
        QVERIFY(open.ok() && open->open && !open->opens.isSet());
    }

    void everyDeskHasAnIdAndAName_data() { DeskFixture::rows(); }
    void everyDeskHasAnIdAndAName()
    {
        FRESH_DESK(m_desk);
        const auto first = store::deskInfo(m_desk.store());
        QVERIFY(!QUuid::fromString(first->id).isNull());
        QVERIFY(!first->name.isEmpty());
        QVERIFY(!first->sample);
        QCOMPARE(rules::chatHello(m_desk.store(), {}, {1})->desk, first->name);
        m_desk.reopen();
        QCOMPARE(store::deskInfo(m_desk.store())->id, first->id);
        QVERIFY(m_desk.open(engine));
        QVERIFY(store::deskInfo(m_desk.store())->id != first->id);
    }

    void aReadInsideAnotherSharesItsSnapshot_data() { DeskFixture::rows(); }
    void aReadInsideAnotherSharesItsSnapshot()
    {
        FRESH_DESK(m_desk);
        m_desk.agent();
        const auto agents = [](sql::Connection& sql) {
            return sql.value<qint64>(u"SELECT count(*) FROM agents"_s).value_or(-1);
        };
        const auto other = m_desk.connect();
        const auto seen = m_desk.store().read([&](sql::Connection& sql) {
            const qint64 before = agents(sql);
            const auto added = other->write([](store::FeedTransaction& transaction) {
                transaction.sql().execute(u"DELETE FROM agents"_s);
                return store::Done{};
            });
            return QList<qint64>{before, added ? m_desk.store().read(agents).value() : -1};
        });
        QVERIFY(seen && seen->first() > 0);
        QCOMPARE(seen->last(), seen->first());
        QCOMPARE(m_desk.store().read(agents).value(), 0);
    }

    void aReadThatFailsInsideAnotherFailsBoth_data() { DeskFixture::rows(); }
    void aReadThatFailsInsideAnotherFailsBoth()
    {
        FRESH_DESK(m_desk);
        const auto broken = [](sql::Connection& sql) { return sql.value<qint64>(u"SELECT id FROM no_such_table"_s); };
        const auto outer = m_desk.store().read([&](sql::Connection&) {
            return m_desk.store().read(broken).ok(); // ends here, as the database is in no state to go on
        });
        QVERIFY(!outer);
        const auto after = m_desk.store().read([](sql::Connection& sql) { return sql.value<qint64>(u"SELECT 1"_s); });
        QVERIFY(after);
    }

    void anOlderDeskGetsThem_data() { DeskFixture::rows(); }
    void anOlderDeskGetsThem()
    {
        FRESH_DESK(m_desk);
        const auto known = m_desk.agent();
        forgetDesk();
        m_desk.reopen();
        QVERIFY(!QUuid::fromString(store::deskInfo(m_desk.store())->id).isNull());
        QVERIFY(!store::deskInfo(m_desk.store())->name.isEmpty());
        QCOMPARE(store::bootstrap(m_desk.store(), known, {1})->agent.id, known);
    }

    void anOlderSampleKeepsItsOwn_data() { DeskFixture::rows(); }
    void anOlderSampleKeepsItsOwn()
    {
        FRESH_DESK(m_desk);
        const QString id = store::deskInfo(m_desk.store())->id;
        server::seed::SeedOptions options;
        options.tickets = 20;
        options.messages = 60;
        QVERIFY(server::seed::seedDesk(m_desk.store(), options).ok());
        const auto seeded = store::deskInfo(m_desk.store());
        QCOMPARE(seeded->id, id);
        QCOMPARE(seeded->name, options.deskName);
        growYounger();
        m_desk.reopen();
        QCOMPARE(store::deskInfo(m_desk.store())->id, id);
        QCOMPARE(store::deskInfo(m_desk.store())->name, options.deskName);
    }

    void twoProcessesAgreeOnOne()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        for (int round = 0; round < 5; ++round) {
            forgetDesk();
            std::array<QString, 3> ids;
            std::vector<std::thread> threads;
            for (QString& id : ids)
                threads.emplace_back([&] {
                    const auto database = m_desk.anotherProcess();
                    id = store::deskInfo(**database->connect())->id;
                });
            for (auto& thread : threads)
                thread.join();
            QVERIFY(!ids[0].isEmpty());
            QCOMPARE(ids[1], ids[0]);
            QCOMPARE(ids[2], ids[0]);
        }
    }

    void anotherDesksFolderIsRefused_data() { DeskFixture::rows(); }
    void anotherDesksFolderIsRefused()
    {
        FRESH_DESK(m_desk);
        const QString id = store::deskInfo(m_desk.store())->id;
        m_desk.store().sql().execute(u"UPDATE settings SET value = 'another' WHERE name = 'desk-id'"_s);
        const auto refused = openElsewhere(m_desk.options());
        QCOMPARE(refused.code, u"other-desk"_s);
        QVERIFY(refused.message.contains(m_desk.options().dataDir));
        QFile mark(m_desk.options().dataDir + u"/attachments/desk"_s);
        QVERIFY(mark.open(QIODevice::ReadOnly));
        QCOMPARE(mark.readAll().trimmed(), id.toLatin1());
    }

    void processesOfADeskShareAFolder()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        QVERIFY(m_desk.anotherProcess() != nullptr);
        QTemporaryDir elsewhere;
        store::StoreOptions options = m_desk.options();
        options.dataDir = elsewhere.path();
        const auto refused = openElsewhere(options);
        QCOMPARE(refused.code, u"other-folder"_s);
        QVERIFY(refused.message.contains(elsewhere.path()));
        // What the sentence says to do when the files are lost.
        QFile mark(elsewhere.path() + u"/attachments/desk"_s);
        QVERIFY(mark.open(QIODevice::WriteOnly));
        mark.write(store::deskInfo(m_desk.store())->id.toLatin1() + '\n');
        mark.close();
        QVERIFY(store::Database::open(options).ok());
    }

    /// Two processes start at once on a new desk with two folders: exactly one may go on.
    void ofTwoFoldersOneIsTheDesks()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        for (int round = 0; round < 5; ++round) {
            m_desk.store().sql().execute(u"DELETE FROM settings WHERE name = 'files-marked'"_s);
            std::array<QTemporaryDir, 2> folders;
            std::atomic<int> opened = 0;
            std::vector<std::thread> threads;
            for (const QTemporaryDir& folder : folders)
                threads.emplace_back([&, path = folder.path()] {
                    store::StoreOptions options = m_desk.options();
                    options.dataDir = path;
                    opened += store::Database::open(options).ok() ? 1 : 0;
                });
            for (auto& thread : threads)
                thread.join();
            QCOMPARE(opened.load(), 1);
        }
    }

    void anOlderDeskIsMarked_data() { DeskFixture::rows(); }
    void anOlderDeskIsMarked()
    {
        FRESH_DESK(m_desk);
        const QString mark = m_desk.options().dataDir + u"/attachments/desk"_s;
        m_desk.store().sql().execute(u"DELETE FROM settings WHERE name = 'files-marked'"_s);
        QVERIFY(QFile::remove(mark));
        m_desk.reopen();
        QVERIFY(QFile::exists(mark));
    }

private:
    /// The fault that a further process gets; on SQLite the first has ended.
    store::Fault openElsewhere(const store::StoreOptions& options)
    {
        if (m_desk.store().engine() == sql::Engine::Sqlite)
            m_desk.close();
        const auto opened = store::Database::open(options);
        return opened ? store::Fault{} : opened.fault();
    }

    DeskFixture m_desk;
};

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_store_desk.moc"
