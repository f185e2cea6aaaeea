// Work that is due: beside other processes, and without spinning.

#include "server/process/job_runner.h"
#include "server/rules/jobs.h"
#include "server/store/rows.h"
#include "tests/server/desk_fixture.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using server::process::JobRunner;
using test::DeskFixture;
namespace store = server::store;

class TestJobRunner : public QObject
{
    Q_OBJECT

    class HandClock final : public desk::Clock
    {
    public:
        desk::Instant now() const override { return {at.load()}; }
        std::atomic<qint64> at = 1000 * desk::kDay;
    };

private Q_SLOTS:
    /// More than one part, and then the next day's.
    void prunesToTheEndAndAgainTheNextDay_data() { DeskFixture::rows(); }
    void prunesToTheEndAndAgainTheNextDay()
    {
        DeskFixture desk;
        FRESH_DESK(desk);
        const auto fill = [&desk](int many) {
            const auto made = desk.store().write([&](store::FeedTransaction& transaction) {
                for (int i = 0; i < many; ++i)
                    transaction.sql().execute(u"INSERT INTO token_families (id, agent, device, created, revoked) "
                                              "VALUES (?, 1, '', 1, 0)"_s,
                                              u"dead%1"_s.arg(i));
                return store::Done{};
            });
            return made.ok();
        };
        const auto left = [&desk] {
            return desk.store().sql().value<qint64>(u"SELECT count(*) FROM token_families"_s).value_or(-1);
        };
        const auto planned = [&desk] {
            return desk.store().sql().value<qint64>(u"SELECT due FROM jobs WHERE kind = 'prune'"_s).value_or(-1);
        };
        HandClock clock;
        const qint64 day = clock.at;
        QVERIFY(fill(server::rules::kPruneBatch + 10));
        JobRunner runner(desk.database().shared_from_this(), clock, std::nullopt);
        runner.start();
        QTRY_COMPARE(planned(), day + desk::kDay);
        QCOMPARE(left(), 0);
        QVERIFY(fill(1));
        clock.at += desk::kDay;
        runner.wake();
        QTRY_COMPARE(planned(), day + 2 * desk::kDay);
        QCOMPARE(left(), 0);
        runner.stop();
    }

    void thePause_data()
    {
        QTest::addColumn<qint64>("due");
        QTest::addColumn<int>("pause");
        QTest::newRow("another process is at it") << qint64(500) << 250;
        QTest::newRow("now") << qint64(1'000) << 250;
        QTest::newRow("soon") << qint64(1'010) << 250;
        QTest::newRow("in a while") << qint64(6'000) << 5'000;
        QTest::newRow("tomorrow") << qint64(90'000'000) << 60'000;
    }
    void thePause()
    {
        QFETCH(const qint64, due);
        QFETCH(const int, pause);
        QCOMPARE(int(JobRunner::pauseUntil({due}, {1'000}).count()), pause);
    }

    /// An operation holds its ticket and then changes the ticket's job: whoever wakes must not hold that job meanwhile.
    void wakingWaitsForNoOperation()
    {
        DeskFixture desk;
        if (!desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(desk.why()));
        const auto ada = desk.agent();
        const auto inbound = desk.receive(desk::Channel::Sms, u"+31600000001"_s, u"Hello"_s);
        auto snooze = DeskFixture::operation(desk::OperationKind::Snooze, inbound.ticket);
        snooze.until = {10'000};
        QCOMPARE(desk.run(snooze, ada)->status, 200);
        const qint64 ticket = store::keyOf(inbound.ticket);
        std::future<int> woken;
        const auto done = desk.store().write([&](store::FeedTransaction& transaction) -> store::Result<store::Done> {
            store::lockTicket(transaction.sql(), ticket);
            woken = std::async(std::launch::async, [&desk] {
                const auto own = desk.connect();
                const auto result = server::rules::runDueJobs(*own, {20'000});
                return result ? result->woken : -1;
            });
            if (woken.wait_for(10s) != std::future_status::ready)
                return store::Fault{store::FaultKind::Broken, u"stuck"_s, u"waking waits for the operation"_s, 0};
            transaction.sql().execute(u"UPDATE jobs SET due = 30000 WHERE subject = ?"_s, ticket);
            return store::Done{};
        });
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.fault().message));
        QCOMPARE(woken.get(), 0);
        QCOMPARE(server::rules::runDueJobs(desk.store(), {20'000})->woken, 0);
        QCOMPARE(server::rules::runDueJobs(desk.store(), {30'000})->woken, 1);
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_job_runner.moc"
