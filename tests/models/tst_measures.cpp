// What the program measures of itself (BEY-11): reads and searches, and how late changes reach the screens.

#include "model_desk.h"
#include "models/search_model.h"
#include "store/changes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;
using Measure = models::DeskSession::Measure;

namespace
{

constexpr qint64 kMs = 1'000'000;

/// What a session measures, with how long it took.
class Heard
{
public:
    explicit Heard(models::DeskSession& session)
    {
        QObject::connect(&session, &models::DeskSession::measured, &m_context,
                         [this](Measure what, qint64 nanoseconds) {
                             m_all.append({what, nanoseconds});
                         });
    }
    QList<qint64> of(Measure what) const
    {
        QList<qint64> list;
        for (const auto& [kind, nanoseconds] : m_all)
            if (kind == what)
                list.append(nanoseconds);
        return list;
    }

private:
    QList<QPair<Measure, qint64>> m_all;
    QObject m_context;
};

/// A ticket that came `ago` nanoseconds before now, told by the given stamp.
store::Worker::Job arrival(qint64 rev, qint64 store::ChangeSet::*stamp, qint64 ago)
{
    return [rev, stamp, ago](store::Writer& writer) {
        desk::Ticket each = ticket(1, {1'750'000'000'000});
        each.rev = rev;
        store::ChangeSet changes = writer.applyChanges({change(each)}, rev);
        changes.*stamp = desk::steadyNow() - ago;
        return changes;
    };
}

} // namespace

class TestMeasures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReadIsMeasuredWhole()
    {
        ModelDesk desk;
        Heard heard(*desk.session);
        const qint64 before = desk::steadyNow();
        desk.session->read(0, [](store::Reader&) {
            const qint64 began = desk::steadyNow();
            while (desk::steadyNow() - began < 5 * kMs)
                continue;
            return 1;
        });
        const qint64 all = desk::steadyNow() - before;
        const QList<qint64> reads = heard.of(Measure::Read);
        QCOMPARE(reads.size(), 1);
        QVERIFY(reads.first() >= 5 * kMs && reads.first() <= all);
    }

    void aReadThatFailsIsNoSample()
    {
        ModelDesk desk;
        Heard heard(*desk.session);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^read failed"_s));
        desk.session->read(0,
                           [](store::Reader&) -> int { throw sql::Failure(sql::ErrorKind::Injected, u"not now"_s); });
        QVERIFY(heard.of(Measure::Read).isEmpty());
    }

    void aSearchIsMeasured()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        Heard heard(*desk.session);
        models::SearchModel model(*desk.session);
        model.setQuery(u"ticket"_s);
        QTRY_COMPARE(heard.of(Measure::Search).size(), 1);
        QVERIFY(heard.of(Measure::Search).first() > 0);
        // Nothing but a comma is no question to the file.
        model.setQuery(u","_s);
        QTRY_VERIFY(!model.searching());
        QCOMPARE(heard.of(Measure::Search).size(), 1);
    }

    void lagCountsFromTheArrival()
    {
        ModelDesk desk;
        Heard heard(*desk.session);
        desk.run(arrival(desk.nextRev(), &store::ChangeSet::frameArrived, 7'000 * kMs));
        QCOMPARE(heard.of(Measure::FrameLag).size(), 1);
        QVERIFY(heard.of(Measure::FrameLag).first() >= 7'000 * kMs);
        QVERIFY(heard.of(Measure::FrameLag).first() < 3'600'000 * kMs);
        QVERIFY(heard.of(Measure::PageLag).isEmpty());
        desk.run(arrival(desk.nextRev(), &store::ChangeSet::pageArrived, 9'000 * kMs));
        QCOMPARE(heard.of(Measure::PageLag).size(), 1);
        QVERIFY(heard.of(Measure::PageLag).first() >= 9'000 * kMs);
        QCOMPARE(heard.of(Measure::FrameLag).size(), 1);
    }

    void whatIsDoneHereHasNoLag()
    {
        ModelDesk desk;
        Heard heard(*desk.session);
        desk.apply({ticket(1, desk.clock.now())});
        QVERIFY(heard.of(Measure::FrameLag).isEmpty());
        QVERIFY(heard.of(Measure::PageLag).isEmpty());
    }

    void theEldestOfMergedSetsCounts_data()
    {
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("second");
        QTest::addColumn<qint64>("merged");
        QTest::newRow("none") << qint64(0) << qint64(0) << qint64(0);
        QTest::newRow("the first has one") << qint64(5) << qint64(0) << qint64(5);
        QTest::newRow("the second has one") << qint64(0) << qint64(5) << qint64(5);
        QTest::newRow("the first is older") << qint64(3) << qint64(5) << qint64(3);
        QTest::newRow("the second is older") << qint64(5) << qint64(3) << qint64(3);
    }
    void theEldestOfMergedSetsCounts()
    {
        QFETCH(qint64, first);
        QFETCH(qint64, second);
        for (const auto stamp : {&store::ChangeSet::frameArrived, &store::ChangeSet::pageArrived}) {
            store::ChangeSet set;
            store::ChangeSet next;
            set.*stamp = first;
            next.*stamp = second;
            store::merge(set, next);
            QTEST(set.*stamp, "merged");
            const auto other = stamp == &store::ChangeSet::frameArrived ? &store::ChangeSet::pageArrived
                                                                        : &store::ChangeSet::frameArrived;
            QCOMPARE(set.*other, 0);
        }
    }
};

QTEST_MAIN(TestMeasures)
#include "tst_measures.moc"
