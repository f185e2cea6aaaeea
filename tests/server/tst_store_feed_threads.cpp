// Readers of the feed never miss a change, whatever writers do: transactions that overlap, stay open, are rolled back
// or lose their line, drawn from a seed and run by threads on PostgreSQL (docs/protocol.md "Feed").

#include "server/store/feed.h"
#include "sql/postgres_connection.h"
#include "tests/server/desk_fixture.h"

#include <QTest>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using desk::EntityKind;
using test::DeskFixture;
namespace store = server::store;

namespace
{

/// Who gives a change its number.
enum class Numbers {
    Counter, ///< the product: FeedTransaction::stamp()
    Sequence ///< the naive way that readers lose changes by
};

/// One transaction of the plan.
struct Step {
    enum class End { Commit, RollBack, LoseLine };
    int made = 0;          ///< new labels
    int changed = -1;      ///< a label that all writers share
    bool isBuried = false; ///< the writer's oldest label goes
    int openBefore = 0;    ///< pages that the readers take before the seqs are given
    int openAfter = 0;     ///< and after, before the end
    End end = End::Commit;
};

constexpr int kShared = 3;

QList<Step> planOf(quint64 seed, int steps)
{
    std::mt19937_64 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<quint64>(n)); };
    QList<Step> plan;
    for (int i = 0; i < steps; ++i) {
        Step step;
        step.made = below(3);
        step.changed = below(4) - 1;
        step.isBuried = below(6) == 0;
        step.openBefore = below(3) == 0 ? below(4) : 0;
        step.openAfter = below(3) == 0 ? below(4) : 0;
        const int end = below(10);
        step.end = end == 0 ? Step::End::LoseLine : end < 3 ? Step::End::RollBack : Step::End::Commit;
        plan.append(step);
    }
    return plan;
}

/// What all threads of one run share.
struct Run {
    std::atomic<int> writers = 0; ///< still at work
    std::atomic<qint64> pages = 0;
    std::atomic<int> broken = 0;
    std::atomic<int> ends[3] = {};

    /// Returns when the readers have taken that many more pages: the transaction stays open meanwhile.
    void stayOpen(int more)
    {
        const qint64 until = pages + more;
        while (pages < until)
            std::this_thread::yield();
    }
};

/// The labels as one side knows them: id and seq.
using Labels = QMap<qint64, qint64>;

/// Follows one feed from now on.
class Reader
{
public:
    Reader(store::Store& store, const desk::AgentId& agent, bool isShared)
        : m_store(store)
        , m_agent(agent)
        , m_isShared(isShared)
        , m_cursor(store::feedEnd(store)->cursor)
    {
    }

    /// Reads one page; true when there is more now.
    bool page(int limit)
    {
        return m_isShared ? take(store::sharedChanges(m_store, m_cursor, limit))
                          : take(store::changes(m_store, m_agent, m_cursor, limit));
    }
    const Labels& known() const { return m_known; }
    const QString& trouble() const { return m_trouble; }

private:
    static const desk::Change& changeOf(const desk::Change& change) { return change; }
    static const desk::Change& changeOf(const store::SharedChange& shared) { return shared.change; }

    template<class Page>
    bool take(const store::Result<Page>& page)
    {
        if (!page) {
            m_trouble = page.fault().code;
            return false;
        }
        qint64 last = m_cursor.seq;
        for (const auto& each : page->changes) {
            const desk::Change& change = changeOf(each);
            if (change.seq <= last)
                m_trouble = u"seq %1 after %2"_s.arg(change.seq).arg(last);
            last = change.seq;
            if (change.kind != EntityKind::Label)
                continue;
            if (change.entity)
                m_known.insert(change.id.toLongLong(), change.seq);
            else
                m_known.remove(change.id.toLongLong());
        }
        m_cursor = page->to;
        return page->more;
    }

    store::Store& m_store;
    desk::AgentId m_agent;
    bool m_isShared;
    desk::Cursor m_cursor;
    Labels m_known;
    QString m_trouble;
};

qint64 insertLabel(sql::Connection& sql, qint64 seq)
{
    auto rows = sql.query(u"INSERT INTO labels (seq, name, color) VALUES (?, 'a label', '') RETURNING id"_s, seq);
    const qint64 id = rows.next() ? rows.integer(0) : 0;
    rows.next();
    return id;
}

/// One writer with its own connection.
class Writer
{
public:
    Writer(DeskFixture& desk, Run& run, const QList<qint64>& shared)
        : m_store(desk.connect())
        , m_killer(sql::PostgresConnection::open(desk.options().postgres))
        , m_run(run)
        , m_shared(shared)
    {
    }

    void write(const QList<Step>& plan, Numbers numbers)
    {
        for (const Step& step : plan)
            numbers == Numbers::Counter ? stamped(step) : numbered(step);
        --m_run.writers;
    }

private:
    void stamped(const Step& step)
    {
        QList<qint64> made;
        const auto done = m_store->write([&](store::FeedTransaction& transaction) -> store::Result<store::Done> {
            made = effects(transaction, step);
            m_run.stayOpen(step.openBefore);
            transaction.stamp();
            m_run.stayOpen(step.openAfter);
            if (step.end == Step::End::RollBack)
                return store::Fault{store::FaultKind::Refused, u"planned"_s, {}, 0};
            if (step.end == Step::End::LoseLine)
                loseLine();
            return store::Done{};
        });
        const QString expected = step.end == Step::End::Commit     ? QString()
                                 : step.end == Step::End::RollBack ? u"planned"_s
                                                                   : u"database-gone"_s;
        if ((done ? QString() : done.fault().code) != expected)
            ++m_run.broken;
        ++m_run.ends[static_cast<int>(step.end)];
        if (done)
            m_own = made;
    }

    /// Returns what this writer owns once it is committed.
    QList<qint64> effects(store::FeedTransaction& transaction, const Step& step)
    {
        sql::Connection& sql = transaction.sql();
        QList<qint64> own = m_own;
        if (step.changed >= 0) {
            sql.execute(u"UPDATE labels SET color = color || 'x' WHERE id = ?"_s, m_shared[step.changed]);
            transaction.touch(EntityKind::Label, m_shared[step.changed]);
        }
        for (int i = 0; i < step.made; ++i) {
            own.append(insertLabel(sql, 0));
            transaction.touch(EntityKind::Label, own.last());
        }
        if (step.isBuried && !own.isEmpty()) {
            const qint64 gone = own.takeFirst();
            sql.execute(u"DELETE FROM labels WHERE id = ?"_s, gone);
            transaction.bury(EntityKind::Label, QString::number(gone), {}, {1});
        }
        return own;
    }

    void loseLine()
    {
        const int pid = static_cast<sql::PostgresConnection&>(m_store->sql()).backendPid();
        m_killer->value<bool>(u"SELECT pg_terminate_backend(?, 10000)"_s, pid);
    }

    /// The same without the counter's lock: a number at the start, the newest one told at the end.
    void numbered(const Step& step)
    {
        if (step.end != Step::End::Commit)
            return;
        sql::Connection& sql = m_store->sql();
        sql::Transaction transaction(sql);
        const qint64 seq = sql.value<qint64>(u"SELECT nextval('naive_seq')"_s).value_or(0);
        insertLabel(sql, seq);
        m_run.stayOpen(step.openBefore + step.openAfter);
        sql.execute(u"UPDATE desk_counter SET seq = GREATEST(seq, ?)"_s, seq);
        transaction.commit();
    }

    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<sql::PostgresConnection> m_killer;
    Run& m_run;
    QList<qint64> m_shared;
    QList<qint64> m_own;
};

/// What one run came to.
struct Outcome {
    int missed = 0; ///< labels that some reader does not have, has in another version, or has though they are gone
    QString trouble;
    std::array<int, 3> ends{};
};

Labels labelsOf(store::Store& store, qint64 after)
{
    return store
        .read([after](sql::Connection& sql) {
            Labels labels;
            auto rows = sql.query(u"SELECT id, seq FROM labels WHERE seq > ?"_s, after);
            while (rows.next())
                labels.insert(rows.integer(0), rows.integer(1));
            return labels;
        })
        .value();
}

int difference(const Labels& truth, const Labels& known)
{
    int count = 0;
    for (auto each = truth.begin(); each != truth.end(); ++each)
        count += known.value(each.key()) == *each ? 0 : 1;
    for (auto each = known.begin(); each != known.end(); ++each)
        count += truth.contains(each.key()) ? 0 : 1;
    return count;
}

Outcome race(DeskFixture& desk, const desk::AgentId& agent, quint64 seed, Numbers numbers)
{
    constexpr int kWriters = 4;
    constexpr int kReaders = 3;
    QList<qint64> shared;
    for (int i = 0; i < kShared; ++i)
        shared.append(*desk.store().write([](store::FeedTransaction& transaction) {
            const qint64 id = insertLabel(transaction.sql(), 0);
            transaction.touch(EntityKind::Label, id);
            return id;
        }));
    const qint64 start = *store::newestSeq(desk.store());
    if (numbers == Numbers::Sequence)
        desk.store().sql().executeScript(
            u"DROP SEQUENCE IF EXISTS naive_seq; CREATE SEQUENCE naive_seq START %1"_s.arg(start + 1));
    Run run;
    run.writers = kWriters;
    std::vector<std::unique_ptr<store::Store>> stores;
    std::vector<Reader> readers;
    for (int r = 0; r < kReaders; ++r) {
        stores.push_back(desk.connect());
        readers.emplace_back(*stores.back(), agent, r == 0);
    }
    std::vector<std::thread> threads;
    for (int r = 0; r < kReaders; ++r)
        threads.emplace_back([&, r] {
            Reader& reader = readers[static_cast<std::size_t>(r)];
            bool isLast = false;
            for (bool more = true; more || !isLast; ++run.pages) {
                isLast = run.writers == 0; // asked first: the page after it has everything
                more = reader.page(2 + 3 * r);
            }
        });
    for (int w = 0; w < kWriters; ++w)
        threads.emplace_back(
            [&, w] { Writer(desk, run, shared).write(planOf(seed * 100 + static_cast<quint64>(w), 30), numbers); });
    for (auto& thread : threads)
        thread.join();
    Outcome outcome;
    const Labels truth = labelsOf(desk.store(), start);
    for (const Reader& reader : readers) {
        outcome.missed += difference(truth, reader.known());
        if (!reader.trouble().isEmpty())
            outcome.trouble = reader.trouble();
    }
    if (run.broken > 0)
        outcome.trouble = u"%1 transactions ended otherwise than planned"_s.arg(run.broken.load());
    for (std::size_t i = 0; i < outcome.ends.size(); ++i)
        outcome.ends[i] = run.ends[i];
    return outcome;
}

} // namespace

class TestFeedThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        m_agent = m_desk.agent();
    }

    void noReaderMissesAChange_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %d", static_cast<int>(seed)) << seed;
    }
    void noReaderMissesAChange()
    {
        QFETCH(quint64, seed);
        const Outcome outcome = race(m_desk, m_agent, seed, Numbers::Counter);
        QVERIFY2(outcome.trouble.isEmpty(), qPrintable(outcome.trouble));
        QCOMPARE(outcome.missed, 0);
        for (int ends : outcome.ends)
            QVERIFY(ends > 0); // commits, roll-backs and lost lines all happened
    }

    /// The check can fail: the same readers lose changes that a sequence has numbered.
    void theSameReadersMissASequencesChanges()
    {
        int missed = 0;
        for (quint64 seed = 1; seed <= 3; ++seed)
            missed += race(m_desk, m_agent, seed, Numbers::Sequence).missed;
        QVERIFY2(missed > 0, "the test cannot see a lost change");
    }

private:
    DeskFixture m_desk;
    desk::AgentId m_agent;
};

QTEST_GUILESS_MAIN(TestFeedThreads)
#include "tst_store_feed_threads.moc"
