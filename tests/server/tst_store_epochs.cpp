// Epochs (DESK-6): whoever holds a cursor of a desk that went back in time is told so, however far the desk has gone on
// since; an ordinary restart costs nobody anything.

#include "server/rules/jobs.h"
#include "server/store/epochs.h"
#include "server/store/feed.h"
#include "server/store/high_mark.h"
#include "server/store/reading.h"
#include "tests/server/desk_copy.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using test::DeskCopy;
using test::DeskFixture;
namespace store = server::store;

class TestEpochs : public QObject
{
    Q_OBJECT

    DeskFixture m_desk;
    desk::AgentId m_ada;
    int m_written = 0;

    desk::Cursor here() { return store::feedEnd(m_desk.store())->cursor; }
    /// The code of the refusal of this cursor; empty = it is good.
    QString refusal(const desk::Cursor& cursor)
    {
        const auto own = store::changes(m_desk.store(), m_ada, cursor);
        const auto shared = store::sharedChanges(m_desk.store(), cursor);
        if (own.ok() != shared.ok())
            return u"one says so, one not"_s;
        return own ? QString() : own.fault().code;
    }
    void write(int messages)
    {
        for (int i = 0; i < messages; ++i)
            m_desk.receive(desk::Channel::Email, u"c%1@shop.example"_s.arg(++m_written), u"Hello"_s);
    }
    static void expectWarning()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^the database is behind what was handed out"_s));
    }

private Q_SLOTS:
    void anOrdinaryRestartCostsNothing_data() { DeskFixture::rows(); }
    void anOrdinaryRestartCostsNothing()
    {
        FRESH_DESK(m_desk);
        m_ada = m_desk.agent();
        write(2);
        const desk::Cursor early = here();
        write(2);
        const desk::Cursor before = here();
        m_desk.reopen();
        m_desk.reopen();
        QCOMPARE(here().seq, before.seq);
        QVERIFY(here().word != before.word);
        const auto page = store::changes(m_desk.store(), m_ada, before);
        QVERIFY(page.ok());
        QVERIFY(page->changes.isEmpty());
        QCOMPARE(page->to, here());
        const auto rest = store::changes(m_desk.store(), m_ada, early);
        QVERIFY(rest.ok());
        QVERIFY(!rest->changes.isEmpty());
        write(1);
        QCOMPARE(refusal(before), QString());
        QCOMPARE(refusal({}), QString());
    }

    void aPageInTheMiddleCarriesTheNewestWord_data() { DeskFixture::rows(); }
    void aPageInTheMiddleCarriesTheNewestWord()
    {
        FRESH_DESK(m_desk);
        m_ada = m_desk.agent();
        write(4);
        m_desk.reopen();
        desk::Cursor cursor;
        for (bool more = true; more;) {
            const auto page = store::changes(m_desk.store(), m_ada, cursor, 2);
            QVERIFY(page.ok());
            cursor = page->to;
            more = page->more;
            QCOMPARE(cursor.word, here().word);
            QCOMPARE(refusal(cursor), QString());
        }
        QCOMPARE(store::bootstrap(m_desk.store(), m_ada, {1})->cursor, here());
    }

    /// Overtaken: the seqs of the lost time are given anew before its readers come back.
    void aDeskThatWentBackIsNoticed_data()
    {
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<int>("restarts"); ///< between the copy and what is lost
        for (const auto engine : {sql::Engine::Sqlite, sql::Engine::Postgres})
            for (int restarts : {0, 1, 2})
                QTest::addRow("%s, %d restarts", engine == sql::Engine::Sqlite ? "sqlite" : "postgres", restarts)
                    << engine << restarts;
    }
    void aDeskThatWentBackIsNoticed()
    {
        QFETCH(int, restarts);
        FRESH_DESK(m_desk);
        m_ada = m_desk.agent();
        write(3);
        const desk::Cursor kept = here();
        m_desk.close(); // in good order: the copy says nothing of what comes
        DeskCopy copy;
        copy.take(m_desk);
        m_desk.reopen();
        for (int i = 0; i < restarts; ++i) {
            write(1);
            m_desk.reopen();
        }
        const desk::Cursor same = here(); // stood where the copy does, but under a word that it does not know
        write(2);
        const desk::Cursor lost = here();
        m_desk.close();
        copy.putBack(m_desk);
        m_desk.reopen();
        write(10);
        m_desk.reopen();
        write(10);
        QVERIFY(here().seq > lost.seq);
        QCOMPARE(refusal(lost), u"cursor-gone"_s);
        QCOMPARE(refusal(same), u"cursor-gone"_s);
        QCOMPARE(refusal(kept), QString());
        QCOMPARE(refusal(here()), QString());
    }

    void aLostLogIsNoticed()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        m_ada = m_desk.agent();
        m_desk.store().sql().executeScript(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        const desk::Cursor kept = here();
        write(3);
        const desk::Cursor lost = here();
        DeskCopy copy;
        copy.take(m_desk, DeskCopy::Log::Lost);
        m_desk.close();
        copy.putBack(m_desk);
        m_desk.reopen();
        write(10);
        QCOMPARE(refusal(lost), u"cursor-gone"_s);
        QCOMPARE(refusal(kept), QString());
    }

    void processesShareOneFeed()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        m_ada = m_desk.agent();
        write(1);
        const desk::Cursor first = here();
        const auto other = m_desk.anotherProcess();
        const auto theirs = std::move(other->connect()).value();
        write(1);
        // Whoever is asked gives the same word.
        QCOMPARE(store::feedEnd(*theirs)->cursor, here());
        QVERIFY(store::changes(*theirs, m_ada, first).ok());
        QCOMPARE(store::changes(*theirs, m_ada, first)->to, here());
        QCOMPARE(refusal(first), QString());
    }

    void aNewLineToPostgresBeginsAnEpoch()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        m_ada = m_desk.agent();
        const desk::Cursor before = here();
        const auto another = m_desk.connect(); // to the same server: nothing new
        QCOMPARE(here(), before);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^store: "_s));
        const auto broken = m_desk.store().write([](store::FeedTransaction& transaction) {
            transaction.sql().execute(u"SELECT pg_terminate_backend(pg_backend_pid())"_s);
            return store::Done{};
        });
        QVERIFY(!broken);
        QCOMPARE(here().seq, before.seq);
        QVERIFY(here().word != before.word);
        QCOMPARE(refusal(before), QString());
    }

    void aCommandThatLooksBeginsNone_data() { DeskFixture::rows(); }
    void aCommandThatLooksBeginsNone()
    {
        FRESH_DESK(m_desk);
        const desk::Cursor before = here();
        auto options = m_desk.options();
        options.beside = true;
        options.looks = true;
        {
            const auto looking = store::Database::open(options);
            QVERIFY(looking.ok());
            QVERIFY((*looking)->connect().ok());
        }
        QCOMPARE(here(), before);
        options.looks = false;
        QVERIFY(store::Database::open(options).ok());
        QVERIFY(here().word != before.word);
    }

    void wordsLiveAsLongAsTombstones_data() { DeskFixture::rows(); }
    void wordsLiveAsLongAsTombstones()
    {
        FRESH_DESK(m_desk);
        m_ada = m_desk.agent();
        const desk::Cursor first = here();
        m_desk.reopen();
        const desk::Cursor second = here();
        m_desk.reopen();
        const desk::Cursor third = here();
        const desk::Instant now = desk::SystemClock().now();
        // The first ended, and the second began, before the limit: cursors of the second may be younger.
        m_desk.store().sql().execute(u"UPDATE epochs SET at = ? WHERE word IN (?, ?)"_s, (now - 100 * desk::kDay).ms,
                                     first.word, second.word);
        QVERIFY(server::rules::prune(m_desk.store(), now).ok());
        QCOMPARE(refusal(first), u"cursor-gone"_s);
        QCOMPARE(refusal(second), QString());
        QCOMPARE(refusal(third), QString());
    }

    void aDatabaseBehindItsMarkIsHeld_data() { DeskFixture::rows(); }
    void aDatabaseBehindItsMarkIsHeld()
    {
        FRESH_DESK(m_desk);
        write(3);
        m_desk.database().handedOut(here().seq);
        m_desk.reopen();
        QVERIFY(!store::feedEnd(m_desk.store())->held.isSet());
        m_desk.database().handedOut(here().seq + 1); // told of something that is not there any more
        expectWarning();
        m_desk.reopen();
        const desk::Instant held = store::feedEnd(m_desk.store())->held;
        QVERIFY(held.isSet());
        m_desk.reopen(); // it is said once, and stays
        QCOMPARE(store::feedEnd(m_desk.store())->held, held);
        QVERIFY(*m_desk.store().write(
            [](store::FeedTransaction& transaction) { return store::release(transaction.sql()); }));
        m_desk.reopen();
        QVERIFY(!store::feedEnd(m_desk.store())->held.isSet());
    }
};

QTEST_GUILESS_MAIN(TestEpochs)
#include "tst_store_epochs.moc"
