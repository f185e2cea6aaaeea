// What nobody can use any more goes, a part at a time and once a day; what can still be used stays.

#include "server/rules/auth.h"
#include "server/rules/chat.h"
#include "server/rules/jobs.h"
#include "tests/server/desk_fixture.h"
#include "tests/server/uploads.h"

#include <QTest>

#include <chrono>
#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::DeskFixture;
namespace store = server::store;
namespace rules = server::rules;

namespace
{

constexpr desk::Instant kStart{1000 * desk::kDay};

desk::Instant after(qint64 days)
{
    return kStart + days * desk::kDay;
}

} // namespace

class TestHousekeeping : public QObject
{
    Q_OBJECT

    DeskFixture m_desk;

    qint64 count(const QString& from)
    {
        return m_desk.store().sql().value<qint64>(u"SELECT count(*) FROM "_s + from).value_or(-1);
    }
    rules::SignIn signedIn()
    {
        const auto added =
            rules::addUser(m_desk.store(), u"ada@desk.example"_s, u"Ada"_s, desk::Role::Owner, u"a long password"_s);
        if (!added)
            qFatal("no agent");
        return *rules::signIn(m_desk.store(), u"ada@desk.example"_s, u"a long password"_s, {}, kStart);
    }
    /// Sign-ins of long ago of which no token is left.
    void deadFamilies(int many, const QString& name = u"dead"_s)
    {
        const auto made = m_desk.store().write([&](store::FeedTransaction& transaction) {
            for (int i = 0; i < many; ++i)
                transaction.sql().execute(u"INSERT INTO token_families (id, agent, device, created, revoked) "
                                          "VALUES (?, 1, '', 1, 0)"_s,
                                          name + QString::number(i));
            return store::Done{};
        });
        QVERIFY(made.ok());
    }
    /// Whole days of housekeeping, each to its end.
    void pruneOn(desk::Instant now)
    {
        for (auto done = rules::prune(m_desk.store(), now); done; done = rules::prune(m_desk.store(), now))
            if (done->next > now)
                return;
        QFAIL("pruning failed");
    }

private Q_SLOTS:
    void aSignInStaysWhileItCanBeRenewed_data() { DeskFixture::rows(); }
    void aSignInStaysWhileItCanBeRenewed()
    {
        FRESH_DESK(m_desk);
        rules::SignIn in = signedIn();
        // The lid was shut over a long weekend: the client must be told to refresh, not that it is signed out.
        pruneOn(after(4));
        QCOMPARE(rules::authenticate(m_desk.store(), in.access, after(4)).fault().code, u"token-expired"_s);
        auto next = rules::refresh(m_desk.store(), in.refresh, after(4));
        QVERIFY(next.ok());
        pruneOn(after(33));
        QCOMPARE(rules::authenticate(m_desk.store(), next->access, after(33)).fault().code, u"token-expired"_s);
        next = rules::refresh(m_desk.store(), next->refresh, after(33));
        QVERIFY(next.ok());
        QCOMPARE(count(u"token_families"_s), 1);
        // Nobody came back for a month.
        pruneOn(after(62));
        QCOMPARE(count(u"token_families"_s), 1);
        pruneOn(after(65));
        QCOMPARE(count(u"tokens"_s), 0);
        QCOMPARE(count(u"token_families"_s), 0);
        QCOMPARE(rules::refresh(m_desk.store(), next->refresh, after(65)).fault().code, u"signed-out"_s);
        QCOMPARE(rules::authenticate(m_desk.store(), next->access, after(65)).fault().code, u"signed-out"_s);
    }

    void aLostCopyIsNoticedAfterPruning_data() { DeskFixture::rows(); }
    void aLostCopyIsNoticedAfterPruning()
    {
        FRESH_DESK(m_desk);
        const rules::SignIn in = signedIn();
        const auto next = rules::refresh(m_desk.store(), in.refresh, after(1));
        pruneOn(after(20));
        QVERIFY(!rules::refresh(m_desk.store(), in.refresh, after(20)));
        QVERIFY(!rules::refresh(m_desk.store(), next->refresh, after(20)));
    }

    void aTokenWithoutAnEndStaysUntilItIsEnded_data() { DeskFixture::rows(); }
    void aTokenWithoutAnEndStaysUntilItIsEnded()
    {
        FRESH_DESK(m_desk);
        signedIn();
        const auto token = rules::makeToken(m_desk.store(), u"ada@desk.example"_s, u"script"_s, kStart);
        pruneOn(after(400));
        QVERIFY(rules::authenticate(m_desk.store(), *token, after(400)).ok());
        QCOMPARE(count(u"token_families"_s), 1);
        QVERIFY(rules::signOut(m_desk.store(), *token).ok());
        pruneOn(after(401));
        QCOMPARE(count(u"tokens"_s), 0);
        QCOMPARE(count(u"token_families"_s), 0);
    }

    void aChatWithoutAWordGoes_data() { DeskFixture::rows(); }
    void aChatWithoutAWordGoes()
    {
        FRESH_DESK(m_desk);
        const auto session = [this] {
            const QString made = rules::chatHello(m_desk.store(), {}, kStart)->session;
            return rules::openChat(m_desk.store(), made, kStart) ? made : QString();
        };
        const auto isKnown = [this](const QString& made) { return rules::chatTicket(m_desk.store(), made).ok(); };
        const QString silent = session();
        const QString busy = session();
        const QString written = session();
        test::upload(m_desk.store(), {{}, busy}, "chosen on the third day", after(3).ms);
        QVERIFY(rules::chatSend(m_desk.store(), written, u"a"_s, u"Hello"_s, {}, kStart).ok());
        pruneOn(kStart + desk::kHour);
        QVERIFY(isKnown(silent) && isKnown(busy) && isKnown(written));
        pruneOn(after(3) + desk::kHour);
        QVERIFY(!isKnown(silent));
        QVERIFY(isKnown(busy) && isKnown(written));
        pruneOn(after(400));
        QVERIFY(!isKnown(busy));
        QVERIFY(isKnown(written)); // its conversation is open
        QCOMPARE(rules::chatHello(m_desk.store(), written, after(400))->latest.messages.size(), 1);
    }

    void muchGoesInParts_data() { DeskFixture::rows(); }
    void muchGoesInParts()
    {
        FRESH_DESK(m_desk);
        deadFamilies(2 * rules::kPruneBatch + 10);
        QList<int> parts;
        for (;;) {
            const auto part = rules::prune(m_desk.store(), kStart);
            QVERIFY(part.ok());
            parts.append(part->families);
            if (part->next != kStart) {
                QCOMPARE(part->next, after(1));
                break;
            }
        }
        QCOMPARE(parts, (QList<int>{rules::kPruneBatch, rules::kPruneBatch, 10}));
        QCOMPARE(count(u"token_families"_s), 0);
    }

    void onceADay_data() { DeskFixture::rows(); }
    void onceADay()
    {
        FRESH_DESK(m_desk);
        deadFamilies(1, u"a"_s);
        pruneOn(kStart);
        QCOMPARE(count(u"token_families"_s), 0);
        deadFamilies(1, u"b"_s);
        m_desk.reopen(); // the next process knows of it
        const auto early = rules::prune(m_desk.store(), kStart + desk::kHour);
        QCOMPARE(early->families, 0);
        QCOMPARE(early->next, after(1));
        QCOMPARE(count(u"token_families"_s), 1);
        pruneOn(after(1));
        QCOMPARE(count(u"token_families"_s), 0);
        // A clock that was set back does not stop it for years.
        deadFamilies(1, u"c"_s);
        pruneOn(after(-500));
        QCOMPARE(count(u"token_families"_s), 0);
    }

    void whoeverComesSecondDoesNotWait()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        pruneOn(kStart);
        deadFamilies(1);
        std::future<store::Result<rules::Pruned>> second;
        const auto first = m_desk.store().write([&](store::FeedTransaction& transaction) -> store::Result<store::Done> {
            transaction.sql().value<qint64>(u"SELECT due FROM jobs WHERE kind = 'prune' {for update}"_s);
            second = std::async(std::launch::async, [this] {
                const auto own = m_desk.connect();
                return rules::prune(*own, after(1));
            });
            if (second.wait_for(10s) != std::future_status::ready)
                return store::Fault{store::FaultKind::Broken, u"stuck"_s, u"pruning waits for the other"_s, 0};
            return store::Done{};
        });
        QVERIFY2(first.ok(), first.ok() ? "" : qPrintable(first.fault().message));
        const auto done = second.get();
        QVERIFY(done.ok());
        QCOMPARE(done->families, 0);
        QCOMPARE(done->next, after(1) + desk::kMinute);
        QCOMPARE(count(u"token_families"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_rules_housekeeping.moc"
