// The worker's queue and the search thread: order, answers in the asker's thread, nothing stale.

#include "desk_file.h"

#include "store/search.h"
#include "store/search_query.h"
#include "store/worker.h"

#include "sql/error.h"

#include <QDateTime>
#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace store_test;
using store::ChangeSet;
using store::Worker;

class TestWorker : public QObject
{
    Q_OBJECT

private:
    static store::SearchResult search(store::SearchThread& thread, const QString& text)
    {
        QObject context;
        std::optional<store::SearchResult> result;
        thread.ask({text, 50}, &context, [&](const store::SearchResult& answer) { result = answer; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return {};
        return *result;
    }
    static QStringList tickets(const store::SearchResult& result)
    {
        QStringList ids;
        for (const auto& hit : result.hits)
            if (hit.kind == store::SearchHit::Kind::Ticket)
                ids += hit.ticket.value();
        return ids;
    }

private Q_SLOTS:
    void agentJobsGoFirstAndListenersHearOneSet()
    {
        QTemporaryDir folder;
        HandClock clock;
        Worker worker(folder.filePath(u"desk.db"_s), clock);
        QObject context;
        int opened = 0;
        QString trouble = u"?"_s;
        worker.start(&context, [&](const QString& error) { ++opened, trouble = error; });
        QTRY_COMPARE(opened, 1);
        QCOMPARE(trouble, QString());

        QSemaphore gate;
        QSemaphore reached;
        auto order = std::make_shared<QStringList>();
        worker.post([&] { reached.release(), gate.acquire(); });
        reached.acquire();
        for (int i = 0; i < 3; ++i)
            worker.run(Worker::Urgency::Background, [order, i](store::Writer& writer) {
                *order += u"b"_s;
                return writer.applyChanges({change(ticket(QString::number(i + 1), i + 1))}, i + 1);
            });
        worker.run(Worker::Urgency::Agent, [order](store::Writer&) {
            *order += u"a"_s;
            return ChangeSet();
        });
        QList<ChangeSet> heard;
        worker.listen(&context, [&](const ChangeSet& set) {
            QCOMPARE(QThread::currentThread(), qApp->thread());
            heard += set;
        });
        bool done = false;
        worker.run(
            Worker::Urgency::Background, [](store::Writer&) { return ChangeSet(); }, &context,
            [&](const QString&) { done = true; });
        gate.release();
        QTRY_VERIFY(done);
        QCOMPARE(*order, (QStringList{u"a"_s, u"b"_s, u"b"_s, u"b"_s}));
        int seen = 0;
        for (const ChangeSet& set : heard)
            seen += set.tickets.size();
        QCOMPARE(seen, 3);
    }

    void aFailedJobSaysWhyAndTheNextOneWorks()
    {
        QTemporaryDir folder;
        HandClock clock;
        Worker worker(folder.filePath(u"desk.db"_s), clock);
        QObject context;
        worker.start(&context, [](const QString&) {});
        QStringList errors;
        const auto note = [&](const QString& error) { errors += error; };
        worker.run(
            Worker::Urgency::Agent,
            [](store::Writer&) -> ChangeSet { throw sql::Failure(sql::ErrorKind::Full, u"x"_s); }, &context, note);
        worker.run(
            Worker::Urgency::Agent, [](store::Writer&) { return ChangeSet(); }, &context, note);
        QTRY_COMPARE(errors.size(), 2);
        QVERIFY(errors[0].contains(u"full"_s));
        QVERIFY(errors[1].isEmpty());
    }

    void stopFinishesWhatTheAgentDid()
    {
        QTemporaryDir folder;
        HandClock clock;
        auto done = std::make_shared<std::atomic<int>>(0);
        {
            Worker worker(folder.filePath(u"desk.db"_s), clock);
            QObject context;
            worker.start(&context, [](const QString&) {});
            for (int i = 0; i < 20; ++i)
                worker.run(Worker::Urgency::Agent, [done](store::Writer&) {
                    ++*done;
                    return ChangeSet();
                });
            worker.stop();
            worker.run(Worker::Urgency::Agent, [done](store::Writer&) {
                ++*done;
                return ChangeSet();
            });
        }
        QCOMPARE(done->load(), 20);
    }

    void searchFinds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("word") << u"parcel "_s << QStringList{u"2"_s, u"1"_s};
        QTest::newRow("prefix") << u"parc"_s << QStringList{u"2"_s, u"1"_s};
        QTest::newRow("diacritics") << u"cafe"_s << QStringList{u"1"_s};
        QTest::newRow("diacritics typed") << u"CAFÉ"_s << QStringList{u"1"_s};
        QTest::newRow("phrase") << u"\"blue parcel\""_s << QStringList{u"2"_s};
        QTest::newRow("phrase other order") << u"\"parcel blue\""_s << QStringList{};
        QTest::newRow("cjk") << u"配送"_s << QStringList{u"3"_s};
        QTest::newRow("emoji") << u"🎉"_s << QStringList{};
        QTest::newRow("number") << u"#1002"_s << QStringList{u"2"_s};
        QTest::newRow("channel") << u"parcel channel:sms"_s << QStringList{u"2"_s};
        QTest::newRow("label") << u"label:refund"_s << QStringList{u"1"_s};
        QTest::newRow("unknown label") << u"label:none"_s << QStringList{};
        QTest::newRow("from") << u"parcel from:bob"_s << QStringList{u"2"_s};
        QTest::newRow("from the requester") << u"配送 from:chen"_s << QStringList{u"3"_s};
        QTest::newRow("from is no word of the subject") << u"配送 from:subject"_s << QStringList{};
        QTest::newRow("unread") << u"is:unread"_s << QStringList{u"1"_s};
        QTest::newRow("before") << u"parcel before:2001-01-01"_s << QStringList{};
        QTest::newRow("hostile") << u"parcel\" OR * NEAR( ) AND ' ; --"_s << QStringList{};
        QTest::newRow("column") << u"text:parcel ^ + - {"_s << QStringList{};
        QTest::newRow("empty") << u"  "_s << QStringList{};
    }
    void searchFinds()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, found);
        DeskFile file;
        store::Bootstrap start = bootstrap(1);
        start.labels = {{desk::LabelId(u"l1"_s), 1, u"Refund"_s, {}}};
        file.writer().applyBootstrap(start, false);
        const desk::Instant at{1'749'000'000'000};
        desk::Ticket one = ticket(u"1"_s, 2, at);
        one.labels = {desk::LabelId(u"l1"_s)};
        one.unread = true;
        desk::Ticket two = ticket(u"2"_s, 3, at);
        two.channel = desk::Channel::Sms;
        two.requesterName = u"Bob"_s;
        desk::Ticket three = ticket(u"3"_s, 4, at);
        three.requesterName = u"Chen"_s;
        three.subject = u"The subject"_s;
        desk::Message second = message(u"12"_s, u"2"_s, 6, at + 2, u"a blue parcel"_s);
        second.authorName = u"Bob"_s;
        file.writer().applyChanges({change(one), change(two), change(three),
                                    change(message(u"11"_s, u"1"_s, 5, at + 1, u"The parcel of the Café 🎉"_s)),
                                    change(second), change(message(u"13"_s, u"3"_s, 7, at + 3, u"配送はまだですか"_s))},
                                   7);
        store::SearchThread thread(file.path());
        const auto result = search(thread, text);
        QCOMPARE(result.error, QString());
        QCOMPARE(tickets(result), found);
    }

    /// What was found is shown, also where it is the name of a file.
    void theExcerptHoldsTheMatch()
    {
        DeskFile file;
        const desk::Instant at = file.clock.at;
        file.writer().applyBootstrap(bootstrap(1), false);
        desk::Message photo = message(u"11"_s, u"1"_s, 5, at, u"Hello, please look at this."_s);
        desk::Attachment attachment;
        attachment.id = desk::AttachmentId(u"a1"_s);
        attachment.name = u"parcel.png"_s;
        photo.attachments = {attachment};
        file.writer().applyChanges({change(ticket(u"1"_s, 2, at)), change(photo)}, 5);
        store::SearchThread thread(file.path());
        const auto result = search(thread, u"parcel"_s);
        QCOMPARE(tickets(result), QStringList{u"1"_s});
        QVERIFY(result.hits.first().excerpt.contains(u"parcel.png"_s));
    }

    /// Behind more tickets than any answer holds.
    void filtersReachTheWholeDesk_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("found");
        QTest::addColumn<bool>("more");
        QTest::newRow("before") << u"before:2020-01-01"_s << qsizetype(2) << false;
        QTest::newRow("after") << u"after:2020-01-01"_s << qsizetype(50) << true;
        QTest::newRow("from") << u"from:ÅSA"_s << qsizetype(1) << false;
        QTest::newRow("from with words") << u"hello from:åsa"_s << qsizetype(1) << false;
        QTest::newRow("word and before") << u"hello before:2020-01-01"_s << qsizetype(2) << false;
        QTest::newRow("from and before") << u"from:bob before:2019-06-02"_s << qsizetype(1) << false;
        QTest::newRow("nobody") << u"from:nobody"_s << qsizetype(0) << false;
    }
    void filtersReachTheWholeDesk()
    {
        QFETCH(QString, text);
        QFETCH(qsizetype, found);
        QFETCH(bool, more);
        static DeskFile file;
        if (file.writer().cursor() == 0) {
            constexpr int kMany = 5'200;
            QList<desk::Change> changes;
            for (int i = 1; i <= kMany; ++i) {
                desk::Ticket one = ticket(QString::number(i), i + 1, file.clock.at - i * desk::kSecond);
                one.requesterName = i == kMany ? u"Åsa"_s : u"Bob"_s;
                one.subject = u"hello"_s;
                if (i > kMany - 2)
                    one.updated = {QDateTime(QDate(2019, 6, i - kMany + 2), QTime(12, 0)).toMSecsSinceEpoch()};
                one.created = one.updated;
                changes += change(one);
            }
            file.writer().applyChanges(changes, kMany + 1);
        }
        store::SearchThread thread(file.path());
        const auto result = search(thread, text);
        QCOMPARE(result.error, QString());
        QCOMPARE(tickets(result).size(), found);
        QCOMPARE(result.more, more);
    }

    void onlyTheLastQuestionIsAnswered()
    {
        DeskFile file;
        file.writer().applyBootstrap(bootstrap(1), false);
        store::SearchThread thread(file.path());
        QObject context;
        QList<quint64> answered;
        quint64 last = 0;
        for (int i = 0; i < 50; ++i)
            last =
                thread.ask({u"word%1"_s.arg(i), 10}, &context, [&](const auto& result) { answered += result.token; });
        QTRY_VERIFY(answered.contains(last));
        QCOMPARE(answered, QList<quint64>{last});
    }
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
