// Two files, two commits: whichever of them is missing after a failure or a kill, nothing is lost, doubled or half
// done.

#include "desk_file.h"

#include "sql/connection.h"
#include "sql/fault_plan.h"
#include "store/database.h"
#include "store/work_file.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;

namespace
{
const desk::TicketId kSeven(u"7"_s);
const desk::OperationId kOp1(u"op1"_s);

enum Step { Feed, Submit, Answer, Echo, Park, Draft, Past, Withdraw, Snapshot, Hurry, Sending, Retry, Sweep };
const char* const kNames[] = {"feed",     "submit",    "answer", "echo",    "park",  "draft", "history",
                              "withdraw", "bootstrap", "hurry",  "sending", "retry", "sweep"};

void prepare(DeskFile& file, int step)
{
    store::Writer& writer = file.writer();
    writer.applyBootstrap(bootstrap(1), false);
    writer.applyChanges(
        {change(ticket(u"7"_s, 2)), change(message(u"1"_s, u"7"_s, 3, {1'749'000'000'000}, u"words"_s))}, 3);
    writer.submit(reply(u"op1"_s, u"7"_s, u"kept"_s, file.clock.at), {}, {}, false);
    writer.saveDraft({kSeven, true, u"kept too"_s, {}, {}, {}, file.clock.at});
    if (step == Retry)
        writer.park(kOp1, u"no"_s, u"No."_s, {});
    if (step != Hurry)
        return;
    writer.applyChanges({change(ticket(u"8"_s, 4))}, 4);
    writer.submit(reply(u"op2"_s, u"8"_s, u"waits too"_s, file.clock.at), {}, {}, false);
    for (const QString& id : {u"op1"_s, u"op2"_s})
        writer.postpone(desk::OperationId(id), file.clock.at + desk::kMinute, u"network"_s, u"No line."_s);
}

void act(DeskFile& file, int step)
{
    desk::Message echo = message(u"2"_s, u"7"_s, 4, {1'749'000'100'000}, u"kept"_s);
    echo.operation = kOp1;
    store::Writer& writer = file.writer();
    switch (step) {
    case Feed:
        writer.applyChanges({change(ticket(u"8"_s, 4)), deletion(desk::EntityKind::Message, u"1"_s, 5)}, 5);
        break;
    case Submit:
        writer.submit(reply(u"op2"_s, u"7"_s, u"next"_s, file.clock.at), {}, {}, true);
        break;
    case Answer:
        writer.acknowledge(kOp1, 5, {echo, ticket(u"7"_s, 5)});
        break;
    case Echo: // the message without its ticket: a page may end between the two
        writer.applyChanges({change(echo)}, 4);
        break;
    case Park:
        writer.park(kOp1, u"stale"_s, u"Newer."_s, {echo});
        break;
    case Draft:
        writer.saveDraft({kSeven, true, u"more"_s, {}, {}, {}, file.clock.at});
        break;
    case Past:
        writer.applyHistory({ticket(u"9"_s, 1), echo}, allHistory());
        break;
    case Withdraw:
        writer.withdraw(kOp1, true);
        break;
    case Snapshot:
        writer.applyBootstrap(bootstrap(9), true);
        break;
    case Hurry:
        writer.hurry(file.clock.at);
        break;
    case Sending:
        if (file.reader().outbox().first().attempts == 0)
            writer.markSending(kOp1);
        break;
    case Retry:
        writer.retry(kOp1, true);
        break;
    default:
        for (store::SweepPlace place; !place.done;)
            writer.sweepStep(place);
        break;
    }
}

/// Without what is made anew each time: the id of a row that is tried again.
QStringList said(DeskFile& file)
{
    QStringList lines = dump(file.writer().connection());
    static const QRegularExpression uuid(u"[0-9a-f]{8}-[0-9a-f-]{27}"_s);
    for (QString& line : lines)
        line.replace(uuid, u"uuid"_s);
    return lines;
}

qsizetype countOf(DeskFile& file, const QString& text)
{
    qsizetype count = 0;
    for (const store::ThreadMessage& each : file.reader().thread(kSeven, {}, 100).messages)
        count += each.message.text == text ? 1 : 0;
    return count;
}

/// Whatever happened in between: the reply stands in its thread once, or its text in the draft.
bool nothingLostOrTwice(DeskFile& file)
{
    const auto draft = file.reader().draft(kSeven, false);
    return countOf(file, u"kept"_s) + (draft && draft->text.contains(u"kept"_s) ? 1 : 0) == 1;
}

int callsOf(int step)
{
    DeskFile file;
    prepare(file, step);
    const auto plan = std::make_shared<sql::FaultPlan>();
    file.writer().connection().setFaultPlan(plan);
    act(file, step);
    file.writer().connection().setFaultPlan({});
    return plan->calls();
}

QStringList afterwards(int step)
{
    DeskFile file;
    prepare(file, step);
    act(file, step);
    file.reopen();
    file.writer().recoverOutbox();
    return said(file);
}

/// The calls fail from the i-th on, or the i-th alone; gives up like a job of the worker.
/// BELLHOP_FAULTS=all tries every call, else a spread sample.
int strideOf(int calls)
{
    constexpr int kSample = 12;
    return qEnvironmentVariable("BELLHOP_FAULTS") == u"all" ? 1 : std::max(1, calls / kSample);
}

void actUnder(DeskFile& file, int step, int call, sql::FaultPlan::Lasting lasting)
{
    const auto plan = std::make_shared<sql::FaultPlan>(call, sql::ErrorKind::Injected, lasting);
    file.writer().connection().setFaultPlan(plan);
    try {
        act(file, step);
    } catch (const sql::Failure&) {
    }
    file.writer().connection().setFaultPlan({});
    QVERIFY(plan->fired());
}

void everyStep()
{
    QTest::addColumn<int>("step");
    for (int i = 0; i < int(std::size(kNames)); ++i)
        QTest::newRow(kNames[i]) << i;
}
} // namespace

class TestWorkCommits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QFileInfo(u"/dev/shm"_s).isWritable()) // thousands of small files, and what is cut off is cut by the plan
            qputenv("TMPDIR", "/dev/shm");
    }

    void killedAtEachCallAStartConverges_data() { everyStep(); }
    void killedAtEachCallAStartConverges()
    {
        QFETCH(const int, step);
        const QStringList after = afterwards(step);
        const int calls = callsOf(step);
        QVERIFY(calls > 2);
        for (int i = step % strideOf(calls); i < calls; i += strideOf(calls)) {
            DeskFile file;
            prepare(file, step);
            actUnder(file, step, i, sql::FaultPlan::Lasting::Onwards);
            file.reopen();
            file.writer().recoverOutbox();
            QVERIFY2(nothingLostOrTwice(file), qPrintable(QString::number(i)));
            // The agent, the desk and the feed try again, each in its way.
            act(file, step);
            file.reopen();
            file.writer().recoverOutbox();
            QCOMPARE(said(file), after);
        }
    }

    void aCallThatFailsOnceHalvesNothing_data() { everyStep(); }
    void aCallThatFailsOnceHalvesNothing()
    {
        QFETCH(const int, step);
        const QStringList after = afterwards(step);
        const int calls = callsOf(step);
        for (int i = step % strideOf(calls); i < calls; i += strideOf(calls)) {
            DeskFile file;
            prepare(file, step);
            actUnder(file, step, i, sql::FaultPlan::Lasting::Once);
            act(file, step);
            // Without a new start: the next commit makes up for what the failed one owed.
            file.writer().crossView(file.clock.at);
            QVERIFY2(nothingLostOrTwice(file), qPrintable(QString::number(i)));
            file.reopen();
            file.writer().recoverOutbox();
            QCOMPARE(said(file), after);
        }
    }

    void whatWasStoredIsNotSaidToHaveFailed()
    {
        DeskFile file;
        prepare(file, Submit);
        const auto plan = std::make_shared<sql::FaultPlan>(1, sql::ErrorKind::Full);
        plan->only(sql::FaultPlan::Call::Commit);
        file.writer().connection().setFaultPlan(plan);
        // The first commit is the outbox row's; the second, the cache's, finds the disk full.
        const auto set = file.writer().submit(reply(u"op2"_s, u"7"_s, u"next"_s, file.clock.at), {}, {}, false);
        QVERIFY(plan->fired());
        QVERIFY(set.outbox);
        QCOMPARE(file.reader().outbox().size(), 2);
        QCOMPARE(countOf(file, u"next"_s), 0);
        file.writer().crossView(file.clock.at);
        QCOMPARE(countOf(file, u"next"_s), 1);
    }

    /// An older state of the cache beside a younger work file, as a lost log leaves it.
    void aCacheThatWentBackConverges()
    {
        DeskFile file;
        prepare(file, Answer);
        file.writer().close();
        file.close();
        QVERIFY(QFile::copy(file.path(), file.path() + u".old"_s));
        file.reopen();
        act(file, Answer);
        QCOMPARE(file.reader().outbox().size(), 0);
        file.writer().close();
        file.close();
        QVERIFY(QFile::remove(file.path()) && QFile::rename(file.path() + u".old"_s, file.path()));
        file.reopen();
        file.writer().recoverOutbox();
        QCOMPARE(countOf(file, u"kept"_s), 0); // until the feed brings it, from the older cursor
        desk::Message echo = message(u"2"_s, u"7"_s, 4, {1'749'000'100'000}, u"kept"_s);
        echo.operation = kOp1;
        QCOMPARE(file.writer().cursor().seq, 3);
        file.writer().applyChanges({change(echo), change(ticket(u"7"_s, 5))}, 5);
        QCOMPARE(countOf(file, u"kept"_s), 1);
        QCOMPARE(*file.reader().ticket(kSeven), ticket(u"7"_s, 5));
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM shadow"_s).value(), 0);
    }

    void aNewCacheShowsWhatWaits()
    {
        DeskFile file;
        prepare(file, Submit);
        file.writer().close();
        file.close();
        QVERIFY(QFile::remove(file.path()));
        file.reopen();
        QVERIFY(file.writer().damage().cacheGone);
        file.writer().recoverOutbox();
        QCOMPARE(file.writer().sendable(file.clock.at, 5).size(), 1);
        file.writer().applyBootstrap(bootstrap(9), false);
        file.writer().applyHistory({ticket(u"7"_s, 2)}, {});
        QCOMPARE(countOf(file, u"kept"_s), 1);
        QCOMPARE(file.reader().draft(kSeven, true)->text, u"kept too"_s);
    }

    /// As a crash leaves both files, and then somebody deletes what looks like rubbish.
    void aLostLogIsSaid_data()
    {
        QTest::addColumn<bool>("work");
        QTest::addColumn<bool>("cache");
        QTest::newRow("of the work file") << true << false;
        QTest::newRow("of the cache") << false << true;
        QTest::newRow("of both") << true << true;
    }
    void aLostLogIsSaid()
    {
        QFETCH(const bool, work);
        QFETCH(const bool, cache);
        DeskFile file;
        prepare(file, Submit);
        DeskFile crashed;
        crashed.close();
        for (const QString& end : {u""_s, u"-wal"_s, u".mark"_s}) {
            QFile::remove(crashed.path() + end);
            QFile::remove(store::workPath(crashed.path()) + end);
            if (!cache || end.isEmpty())
                QFile::copy(file.path() + end, crashed.path() + end);
            if (!work || end != u"-wal"_s)
                QVERIFY(QFile::copy(store::workPath(file.path()) + end, store::workPath(crashed.path()) + end));
        }
        crashed.reopen();
        crashed.writer().recoverOutbox();
        QCOMPARE(crashed.writer().damage().workWentBack, work);
        QCOMPARE(crashed.writer().lossAt().isSet(), work);
        QCOMPARE(crashed.reader().outbox().size(), work ? 0 : 1);
        QCOMPARE(countOf(crashed, u"kept"_s), work || cache ? 0 : 1);
        if (!work)
            QCOMPARE(crashed.reader().draft(kSeven, true)->text, u"kept too"_s);
        crashed.reopen();
        QVERIFY(crashed.writer().damage().isEmpty()); // said once
    }

    void aWorkFileThatIsGoneIsSaid()
    {
        DeskFile file;
        QVERIFY(file.writer().damage().isEmpty());
        prepare(file, Submit);
        file.writer().close();
        file.close();
        QVERIFY(QFile::remove(store::workPath(file.path())));
        file.reopen();
        file.writer().recoverOutbox();
        QVERIFY(file.writer().damage().workGone);
        QCOMPARE(countOf(file, u"kept"_s), 0);
        file.reopen();
        QVERIFY(file.writer().damage().isEmpty());
    }

    void theTicketIsKnownByMoreThanItsId()
    {
        DeskFile file;
        prepare(file, Submit);
        const desk::Ticket seven = ticket(u"7"_s, 2);
        const store::OutboxRow row = file.reader().outbox().at(0);
        QCOMPARE(row.ticketCreated, seven.created);
        QCOMPARE(row.requester, seven.requester);
        QVERIFY(!row.inDoubt && row.epoch.isEmpty());
        const auto draft = file.reader().draft(kSeven, true);
        QCOMPARE(draft->ticketCreated, seven.created);
        QCOMPARE(draft->requester, seven.requester);
        // Written on while the ticket is not here: what was known stays.
        file.writer().applyChanges({deletion(desk::EntityKind::Ticket, u"7"_s, 9)}, 9);
        file.writer().saveDraft({kSeven, true, u"kept too, and more"_s, {}, {}, {}, file.clock.at});
        QCOMPARE(file.reader().draft(kSeven, true)->requester, seven.requester);
    }
};

QTEST_GUILESS_MAIN(TestWorkCommits)
#include "tst_work_commits.moc"
