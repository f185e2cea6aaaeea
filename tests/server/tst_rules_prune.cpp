// Old uploads go with their bytes, and never with somebody else's.

#include "server/rules/jobs.h"
#include "server/store/keys.h"
#include "server/store/paths.h"
#include "tests/server/desk_fixture.h"
#include "tests/server/uploads.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using test::DeskFixture;
using test::fileOf;
namespace store = server::store;
namespace rules = server::rules;

class TestPrune : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unsentUploadsGoWithTheirFiles_data() { DeskFixture::rows(); }
    void unsentUploadsGoWithTheirFiles()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const store::Uploader by{ada, {}};
        const auto unsent = test::upload(m_desk.store(), by, "never sent");
        const auto sent = test::upload(m_desk.store(), by, "sent");
        const auto half = store::beginUpload(m_desk.store(), by, fileOf("half of it"), {1})->attachment;
        QVERIFY(store::appendUpload(m_desk.store(), by, half.id, 0, "half").ok());
        const auto young = test::upload(m_desk.store(), by, "just now", desk::kDay);
        const auto shared = test::upload(m_desk.store(), by, "two rows");
        const auto again = test::upload(m_desk.store(), {m_desk.agent(u"bob"_s), {}}, "two rows", desk::kDay);
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hi"_s);
        auto reply = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket);
        reply.seen = inbound.message;
        reply.attachments = {sent};
        QCOMPARE(m_desk.run(reply, ada)->status, 200);
        QVERIFY(QFile::exists(pathOf("never sent")));

        const auto pruned = rules::prune(m_desk.store(), {desk::kDay + 10});
        QCOMPARE(pruned->uploads, 3);
        QVERIFY(!QFile::exists(pathOf("never sent")));
        QVERIFY(!QFile::exists(store::partialPath(m_desk.database(), store::keyOf(half.id))));
        for (const desk::Attachment& gone : {unsent, half, shared})
            QCOMPARE(store::uploadState(m_desk.store(), by, gone.id).fault().code, u"no-such-attachment"_s);
        QCOMPARE(test::contentOf(m_desk.store(), sent.id), QByteArray("sent"));
        QCOMPARE(test::contentOf(m_desk.store(), young.id), QByteArray("just now"));
        QCOMPARE(test::contentOf(m_desk.store(), again.id), QByteArray("two rows"));
        QCOMPARE(rules::prune(m_desk.store(), {desk::kDay + 10})->uploads, 0);
        QCOMPARE(rules::prune(m_desk.store(), {3 * desk::kDay})->uploads, 2);
        QVERIFY(!QFile::exists(pathOf("two rows")));
        QVERIFY(QFile::exists(pathOf("sent")));
    }

    /// Uploads of the same bytes begin, end and are pruned at once: a finished row always has its file.
    void pruningNeverTakesANewFile_data() { DeskFixture::rows(); }
    void pruningNeverTakesANewFile()
    {
        FRESH_DESK(m_desk);
        const auto other = engine == sql::Engine::Postgres ? m_desk.anotherProcess() : nullptr;
        constexpr int kUploaders = 3;
        constexpr int kRounds = 40;
        QList<desk::AgentId> agents;
        for (int i = 0; i < kUploaders; ++i)
            agents.append(m_desk.agent(u"agent%1"_s.arg(i)));
        std::atomic<int> running = kUploaders;
        std::atomic<int> lost = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < kUploaders; ++t)
            threads.emplace_back([&, t] {
                const auto own = t % 2 > 0 && other ? std::move(other->connect()).value() : m_desk.connect();
                for (int round = 0; round < kRounds; ++round) {
                    // Old ones are prey at once, young ones must keep their bytes.
                    const store::Uploader by{agents[t], {}};
                    const auto old = store::beginUpload(*own, by, fileOf("the same"), {1});
                    if (old && !old->complete())
                        store::appendUpload(*own, by, old->attachment.id, 0, "the same");
                    auto wanted = fileOf("the same");
                    wanted.name = u"young.txt"_s;
                    const auto young = store::beginUpload(*own, by, wanted, {2 * desk::kDay});
                    const bool isDone =
                        young &&
                        (young->complete() || store::appendUpload(*own, by, young->attachment.id, 0, "the same").ok());
                    if (!isDone || test::contentOf(*own, young->attachment.id) != "the same")
                        ++lost;
                    own->write([&](store::FeedTransaction& transaction) {
                        transaction.sql().execute(u"UPDATE attachments SET created = 1 WHERE agent = ?"_s,
                                                  agents[t].value().toLongLong());
                        return store::Done{};
                    });
                }
                --running;
            });
        threads.emplace_back([&] {
            const auto own = other ? std::move(other->connect()).value() : m_desk.connect();
            while (running > 0)
                if (!store::pruneUploads(*own, {desk::kDay}))
                    return;
        });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(lost.load(), 0);
        QVERIFY(rules::prune(m_desk.store(), {3 * desk::kDay}).ok());
        QVERIFY(!QFile::exists(pathOf("the same")));
    }

private:
    QString pathOf(const QByteArray& bytes) { return store::filePath(m_desk.database(), fileOf(bytes).sha256); }

    DeskFixture m_desk;
};

QTEST_GUILESS_MAIN(TestPrune)
#include "tst_rules_prune.moc"
