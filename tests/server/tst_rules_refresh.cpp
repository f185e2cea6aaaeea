// Refresh tokens that come twice: a lost answer is given again, a copy ends the family (docs/protocol.md "Signing in").

#include "tests/server/desk_fixture.h"

#include <QTest>

#include <barrier>
#include <thread>

using namespace Qt::StringLiterals;
using test::DeskFixture;
namespace rules = server::rules;
namespace store = server::store;

namespace
{

constexpr desk::Instant kStart{1'000'000};

/// `spends` is shown to the server; `gets` is what the new refresh token is called, empty: the family must end.
struct Step {
    QString spends;
    qint64 at = 0; ///< after the sign-in, in ms
    QString gets;
};

} // namespace

class TestRefresh : public QObject
{
    Q_OBJECT

    DeskFixture m_desk;

    rules::SignIn signedIn()
    {
        const auto added =
            rules::addUser(m_desk.store(), u"ada@desk.example"_s, u"Ada"_s, desk::Role::Owner, u"a long password"_s);
        if (!added)
            qFatal("no agent");
        return *rules::signIn(m_desk.store(), u"ada@desk.example"_s, u"a long password"_s, {}, kStart);
    }
    bool isSignedIn(const rules::SignIn& in, desk::Instant at)
    {
        return rules::authenticate(m_desk.store(), in.access, at).ok();
    }

private Q_SLOTS:
    void spentTokensComeAgain_data()
    {
        QTest::addColumn<sql::Engine>("engine");
        QTest::addColumn<QList<Step>>("steps");
        const auto row = [](const char* name, const QList<Step>& steps) {
            QTest::addRow("sqlite: %s", name) << sql::Engine::Sqlite << steps;
            QTest::addRow("postgres: %s", name) << sql::Engine::Postgres << steps;
        };
        const qint64 grace = rules::kRefreshGrace;
        row("one after the other", {{u"a"_s, 1, u"b"_s}, {u"b"_s, 2, u"c"_s}, {u"c"_s, 3, u"d"_s}});
        row("a lost answer", {{u"a"_s, 1, u"lost"_s}, {u"a"_s, 1 + grace, u"b"_s}, {u"b"_s, 2 + grace, u"c"_s}});
        row("many lost answers", {{u"a"_s, 1, u"lost"_s},
                                  {u"a"_s, 2, u"lost too"_s},
                                  {u"a"_s, 3, u"b"_s},
                                  {u"b"_s, 4, u"lost as well"_s},
                                  {u"b"_s, 5, u"c"_s},
                                  {u"c"_s, 5 + 2 * grace, u"d"_s}});
        row("the first answer came late", {{u"a"_s, 1, u"late"_s}, {u"a"_s, 2, u"b"_s}, {u"late"_s, 3, u"c"_s}});
        row("too late", {{u"a"_s, 1, u"b"_s}, {u"a"_s, 2 + grace, {}}});
        row("a replacement was used", {{u"a"_s, 1, u"b"_s}, {u"b"_s, 2, u"c"_s}, {u"a"_s, 3, {}}});
        row("two heirs of one answer",
            {{u"a"_s, 1, u"stolen"_s}, {u"a"_s, 2, u"b"_s}, {u"b"_s, 3, u"c"_s}, {u"stolen"_s, 4, {}}});
        row("a clock that was set back", {{u"a"_s, desk::kHour, u"b"_s}, {u"a"_s, 1, {}}});
        row("grace is not prolonged by use", {{u"a"_s, 1, u"b"_s}, {u"a"_s, grace, u"c"_s}, {u"a"_s, 2 + grace, {}}});
    }
    void spentTokensComeAgain()
    {
        QFETCH(sql::Engine, engine);
        QFETCH(QList<Step>, steps);
        if (!m_desk.open(engine))
            QSKIP(qPrintable(m_desk.why()));
        QHash<QString, rules::SignIn> pairs{{u"a"_s, signedIn()}};
        for (const Step& step : std::as_const(steps)) {
            const desk::Instant at = kStart + step.at;
            const auto got = rules::refresh(m_desk.store(), pairs[step.spends].refresh, at);
            if (!step.gets.isEmpty()) {
                QVERIFY2(got.ok(), qPrintable(step.gets));
                QVERIFY(isSignedIn(*got, at));
                pairs.insert(step.gets, *got);
                continue;
            }
            QCOMPARE(got.fault().code, u"signed-out"_s);
            for (const rules::SignIn& each : std::as_const(pairs)) {
                QVERIFY(!isSignedIn(each, at));
                QVERIFY(!rules::refresh(m_desk.store(), each.refresh, at).ok());
            }
        }
    }

    void retriesAtOnce_data() { DeskFixture::rows(); }
    void retriesAtOnce()
    {
        FRESH_DESK(m_desk);
        const rules::SignIn in = signedIn();
        constexpr int kRetries = 8;
        // On PostgreSQL every retry meets another server process.
        QList<std::shared_ptr<store::Database>> processes;
        std::vector<std::unique_ptr<store::Store>> stores;
        for (int i = 0; i < kRetries; ++i) {
            const bool isOther = engine == sql::Engine::Postgres;
            processes.append(isOther ? m_desk.anotherProcess() : nullptr);
            stores.push_back(isOther ? std::move(processes.last()->connect()).value() : m_desk.connect());
        }
        std::vector<std::optional<rules::SignIn>> got(kRetries);
        std::barrier together(kRetries);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < kRetries; ++i) {
            threads.emplace_back([&, i] {
                together.arrive_and_wait();
                if (auto pair = rules::refresh(*stores[i], in.refresh, kStart + 1))
                    got[i] = *pair;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QSet<QString> tokens;
        for (const auto& pair : got) {
            QVERIFY(pair.has_value());
            QVERIFY(isSignedIn(*pair, kStart + 2));
            tokens.insert(pair->refresh);
        }
        QCOMPARE(tokens.size(), kRetries);
        // The client goes on with one of them; a second that is used was somebody else's.
        QVERIFY(rules::refresh(m_desk.store(), got[3]->refresh, kStart + 3).ok());
        QVERIFY(!rules::refresh(m_desk.store(), got[5]->refresh, kStart + 4).ok());
        QVERIFY(!isSignedIn(*got[3], kStart + 5));
    }

    void twoHeirsAtOnce_data() { DeskFixture::rows(); }
    void twoHeirsAtOnce()
    {
        FRESH_DESK(m_desk);
        const rules::SignIn in = signedIn();
        const auto first = rules::refresh(m_desk.store(), in.refresh, kStart + 1);
        const auto second = rules::refresh(m_desk.store(), in.refresh, kStart + 1);
        QVERIFY(first.ok() && second.ok());
        const auto other = m_desk.connect();
        std::barrier together(2);
        bool isOther = false;
        std::thread thread([&] {
            together.arrive_and_wait();
            isOther = rules::refresh(*other, second->refresh, kStart + 2).ok();
        });
        together.arrive_and_wait();
        const bool isOne = rules::refresh(m_desk.store(), first->refresh, kStart + 2).ok();
        thread.join();
        QVERIFY(isOne != isOther);
        QVERIFY(!isSignedIn(*first, kStart + 3));
    }
};

QTEST_GUILESS_MAIN(TestRefresh)
#include "tst_rules_refresh.moc"
