// What a desk is known by: its id and its name.

#include "server/rules/chat.h"
#include "server/seed/seed.h"
#include "server/store/reading.h"
#include "tests/server/desk_fixture.h"

#include <QTest>

#include <array>
#include <thread>

using namespace Qt::StringLiterals;
using test::DeskFixture;
namespace store = server::store;
namespace rules = server::rules;

class TestDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    void anOlderDeskGetsThem_data() { DeskFixture::rows(); }
    void anOlderDeskGetsThem()
    {
        FRESH_DESK(m_desk);
        const auto known = m_desk.agent();
        m_desk.store().sql().executeScript(u"DELETE FROM settings; DELETE FROM schema_version WHERE number = 4"_s);
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
        m_desk.store().sql().executeScript(u"DELETE FROM schema_version WHERE number = 4"_s);
        m_desk.reopen();
        QCOMPARE(store::deskInfo(m_desk.store())->id, id);
        QCOMPARE(store::deskInfo(m_desk.store())->name, options.deskName);
    }

    void twoProcessesAgreeOnOne()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        for (int round = 0; round < 5; ++round) {
            m_desk.store().sql().executeScript(u"DELETE FROM settings; DELETE FROM schema_version WHERE number = 4"_s);
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

private:
    DeskFixture m_desk;
};

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_store_desk.moc"
