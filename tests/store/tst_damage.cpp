// A file that cannot be used says why in a sentence, and nothing of the agent's is lost.

#include "desk_file.h"

#include "sql/fault_plan.h"
#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "store/database.h"
#include "store/trouble.h"
#include "store/worker.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace store_test;
using Kind = store::OpenFailure::Kind;

namespace
{
const desk::TicketId kSeven(u"7"_s);

void fill(DeskFile& file)
{
    file.writer().applyBootstrap(bootstrap(1), false);
    file.writer().applyChanges(
        {change(ticket(u"7"_s, 2)), change(message(u"1"_s, u"7"_s, 3, {1'749'000'000'000}, u"words"_s))}, 3);
    file.writer().submit(reply(u"op1"_s, u"7"_s, u"kept"_s, file.clock.at), {}, {}, false);
    file.writer().saveDraft({kSeven, true, u"kept too"_s, {}, {}, {}, file.clock.at});
}

/// Actions on two tickets wait after a failure.
void letWait(DeskFile& file)
{
    file.writer().applyChanges({change(ticket(u"8"_s, 4))}, 4);
    file.writer().submit(reply(u"op2"_s, u"8"_s, u"waits too"_s, file.clock.at), {}, {}, false);
    for (const QString& id : {u"op1"_s, u"op2"_s})
        file.writer().postpone(desk::OperationId(id), file.clock.at + desk::kMinute, u"network"_s, u"No line."_s);
}

std::optional<Kind> failureOf(DeskFile& file)
{
    try {
        file.reopen();
    } catch (const store::OpenFailure& failure) {
        if (failure.message().isEmpty())
            return std::nullopt;
        return failure.kind();
    }
    return std::nullopt;
}

/// Closes the file and writes nonsense over one of its small tables.
bool spoilSettings(DeskFile& file)
{
    const auto root =
        file.writer().connection().value<qint64>(u"SELECT rootpage FROM sqlite_master WHERE name = 'setting'"_s);
    file.writer().close();
    file.close();
    QFile raw(file.path());
    return raw.open(QIODevice::ReadWrite) && raw.seek((root.value_or(1) - 1) * 4096) &&
           raw.write(QByteArray(4096, '\x7f')) == 4096;
}

bool isSound(const QString& path)
{
    return sql::SqliteConnection::open(path, sql::OpenMode::ReadWrite)->integrityCheck().sound;
}
} // namespace

class TestDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsTheOwnersAlone()
    {
        DeskFile file;
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(file.path()) & others));
    }

    void aNewerFileIsLeftAlone()
    {
        DeskFile file;
        file.writer().connection().executeScript(u"INSERT INTO schema_version VALUES (999, 'later', 0)"_s);
        file.close();
        QVERIFY(failureOf(file) == Kind::Newer);
        QVERIFY(QDir(file.folder()).entryList({u"*damaged*"_s}).isEmpty());
    }

    void aFileOfAnOlderSchemaIsUpgraded()
    {
        DeskFile file;
        desk::Ticket old = ticket(u"7"_s, 2);
        old.requesterName = u"Åsa ÖBERG"_s;
        file.writer().applyChanges({change(old)}, 2);
        file.close();
        {
            const auto db = sql::SqliteConnection::open(file.path(), sql::OpenMode::ReadWrite);
            for (const QString& index :
                 {u"created"_s, u"updated"_s, u"waits"_s, u"by_waiting"_s, u"by_urgency"_s, u"status_waiting"_s,
                  u"status_urgency"_s, u"mine_waiting"_s, u"mine_urgency"_s})
                db->executeScript(u"DROP INDEX ticket_"_s + index);
            db->executeScript(u"DELETE FROM schema_version WHERE number > 2;"
                              "ALTER TABLE ticket DROP COLUMN requester_folded"_s);
        }
        file.reopen();
        QVERIFY(file.writer().damagedCopy().isEmpty());
        QCOMPARE(file.writer().connection().value<QString>(u"SELECT requester_folded FROM ticket"_s), u"åsa öberg"_s);
        QCOMPARE(file.reader().ticket(kSeven), old);
    }

    void aLockedFileIsNotDamaged()
    {
        DeskFile file;
        fill(file);
        sql::Transaction other(file.writer().connection());
        file.writer().connection().execute(u"UPDATE setting SET value = value"_s);
        DeskFile second;
        auto db = sql::SqliteConnection::open(file.path(), sql::OpenMode::ReadWrite,
                                              {.busyTimeout = std::chrono::milliseconds(1)});
        try {
            sql::Transaction mine(*db);
            QFAIL("two writers");
        } catch (const sql::Failure& failure) {
            QVERIFY(failure.kind() == sql::ErrorKind::Busy);
            QVERIFY(!store::meansDamage(failure.kind()));
            QVERIFY(!store::sentenceFor(failure).isEmpty());
        }
        QVERIFY(QDir(file.folder()).entryList({u"*damaged*"_s}).isEmpty());
    }

    void aFileOfSomethingElseIsPutAside()
    {
        DeskFile file;
        file.close();
        QFile other(file.path());
        QVERIFY(other.open(QIODevice::WriteOnly | QIODevice::Truncate));
        other.write(QByteArray(9000, 'x'));
        other.close();
        file.reopen();
        QVERIFY(QFile::exists(file.writer().damagedCopy()));
        QVERIFY(isSound(file.path()));
    }

    void outboxAndDraftsLeaveADamagedFile()
    {
        DeskFile file;
        fill(file);
        // Enough rows that damage in the middle of the file spares the small tables.
        QList<desk::Change> changes;
        for (int i = 10; i < 600; ++i)
            changes += change(message(QString::number(i), u"7"_s, i, {1'749'000'000'000}, QString(400, u'a')));
        file.writer().applyChanges(changes, 600);
        QVERIFY(spoilSettings(file));
        file.reopen();
        QVERIFY(QFile::exists(file.writer().damagedCopy()));
        QVERIFY(QFile::exists(file.writer().rescueFile()));
        QCOMPARE(file.reader().outbox().size(), 1);
        QCOMPARE(file.reader().outbox().at(0).operation.text, u"kept"_s);
        QCOMPARE(file.reader().drafts().size(), 1);
        QVERIFY(isSound(file.path()));
    }

    void whatWasRescuedIsSaidAndShown()
    {
        DeskFile file;
        fill(file);
        QVERIFY(spoilSettings(file));
        store::Worker worker(file.path(), file.clock);
        QObject context;
        QStringList said;
        worker.start(
            &context, [&said](const QString& error) { said += u"open:"_s + error; },
            [&said](const QString& sentence) { said += sentence; });
        QTRY_COMPARE(said.size(), 2);
        QCOMPARE(said.at(1), u"open:"_s);
        QVERIFY2(said.at(0).contains(u".damaged-"_s) && said.at(0).contains(u".rescued.json"_s) &&
                     said.at(0).contains(u"2 "_s),
                 qPrintable(said.at(0)));
        worker.stop();
        // The ticket comes from the server again; what was written to it stands in its thread at once.
        file.reopen();
        file.writer().applyBootstrap(bootstrap(1), false);
        const store::ChangeSet changes = file.writer().applyHistory({ticket(u"7"_s, 2)}, {});
        QCOMPARE(changes.threads.size(), 1);
        const auto thread = file.reader().thread(kSeven, {}, 10).messages;
        QCOMPARE(thread.size(), 1);
        QCOMPARE(thread.first().message.text, u"kept"_s);
    }

    void aTruncatedFileIsPutAside()
    {
        DeskFile file;
        fill(file);
        file.writer().close();
        file.close();
        QVERIFY(QFile::resize(file.path(), 4096 * 3));
        file.reopen();
        QVERIFY(QFile::exists(file.writer().damagedCopy()));
        QVERIFY(isSound(file.path()));
    }

    void aFullDiskChangesNothing()
    {
        DeskFile file;
        fill(file);
        auto& db = file.writer().connection();
        const QStringList before = dump(db);
        const qint64 pages = db.value<qint64>(u"PRAGMA page_count"_s).value();
        db.executeScript(u"PRAGMA max_page_count = %1"_s.arg(pages));
        try {
            file.writer().submit(reply(u"op2"_s, u"7"_s, QString(200'000, u'x'), file.clock.at), {}, {}, false);
            QFAIL("there was room");
        } catch (const sql::Failure& failure) {
            QVERIFY(failure.kind() == sql::ErrorKind::Full);
        }
        QCOMPARE(dump(db), before);
        db.executeScript(u"PRAGMA max_page_count = 1000000"_s);
        file.writer().submit(reply(u"op2"_s, u"7"_s, u"short"_s, file.clock.at), {}, {}, false);
    }

    /// Every database call fails once: the state is the one before or the one after, and the next try works.
    void everyFailedCallLeavesAllOrNothing_data()
    {
        QTest::addColumn<int>("step");
        const char* names[] = {"feed",    "submit",   "echo",      "park",  "draft",
                               "history", "withdraw", "bootstrap", "hurry", "sweep"};
        for (int i = 0; i < int(std::size(names)); ++i)
            QTest::newRow(names[i]) << i;
    }
    void everyFailedCallLeavesAllOrNothing()
    {
        QFETCH(int, step);
        const auto act = [step](DeskFile& file) {
            desk::Message echo = message(u"2"_s, u"7"_s, 4, {1'749'000'100'000}, u"kept"_s);
            echo.operation = desk::OperationId(u"op1"_s);
            store::Writer& writer = file.writer();
            switch (step) {
            case 0:
                writer.applyChanges({change(ticket(u"8"_s, 4)), deletion(desk::EntityKind::Message, u"1"_s, 5)}, 5);
                break;
            case 1:
                writer.submit(reply(u"op2"_s, u"7"_s, u"next"_s, file.clock.at), {}, {}, true);
                break;
            case 2:
                writer.acknowledge(desk::OperationId(u"op1"_s), 5, {echo, ticket(u"7"_s, 5)});
                break;
            case 3:
                writer.park(desk::OperationId(u"op1"_s), u"stale"_s, u"Newer."_s, {echo});
                break;
            case 4:
                writer.saveDraft({kSeven, true, u"more"_s, {}, {}, {}, file.clock.at});
                break;
            case 5:
                writer.applyHistory({ticket(u"9"_s, 1), echo}, allHistory());
                break;
            case 6:
                writer.withdraw(desk::OperationId(u"op1"_s), true);
                break;
            case 7:
                writer.applyBootstrap(bootstrap(9), true);
                break;
            case 8:
                writer.hurry(file.clock.at);
                break;
            default:
                for (store::SweepPlace place; !place.done;)
                    writer.sweepStep(place);
                break;
            }
        };
        const auto prepare = [step](DeskFile& file) {
            fill(file);
            if (step == 8)
                letWait(file);
        };
        int calls = 0;
        QStringList after;
        {
            DeskFile file;
            prepare(file);
            auto plan = std::make_shared<sql::FaultPlan>();
            file.writer().connection().setFaultPlan(plan);
            act(file);
            calls = plan->calls();
            file.writer().connection().setFaultPlan({});
            after = dump(file.writer().connection());
        }
        QVERIFY(calls > 2);
        for (int i = 0; i < calls; ++i) {
            DeskFile file;
            prepare(file);
            auto& db = file.writer().connection();
            const QStringList before = dump(db);
            auto plan = std::make_shared<sql::FaultPlan>(i);
            db.setFaultPlan(plan);
            try {
                act(file);
            } catch (const sql::Failure&) {
            }
            db.setFaultPlan({});
            QVERIFY(plan->fired());
            const QStringList now = dump(db);
            QVERIFY2(now == before || now == after, qPrintable(QString::number(i)));
            if (now == before)
                act(file);
            QCOMPARE(dump(db), after);
        }
    }

    void killedAtAnyPointEveryAcknowledgedActionIsThere()
    {
        for (int round = 0; round < 5; ++round) {
            DeskFile file;
            fill(file);
            file.close();
            int pipes[2];
            QCOMPARE(pipe(pipes), 0);
            const pid_t child = fork();
            if (child == 0) {
                store::Writer writer(file.path(), file.clock);
                for (int i = 0; i < 100'000; ++i) {
                    writer.submit(reply(u"k%1"_s.arg(i), u"7"_s, u"text %1"_s.arg(i), file.clock.at), {}, {}, false);
                    const char done = 'x';
                    if (write(pipes[1], &done, 1) != 1)
                        _exit(1);
                }
                _exit(0);
            }
            ::close(pipes[1]);
            int acknowledged = 0;
            char byte = 0;
            while (acknowledged < 5 + round * 3 && read(pipes[0], &byte, 1) == 1)
                ++acknowledged;
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
            while (read(pipes[0], &byte, 1) == 1)
                ++acknowledged;
            ::close(pipes[0]);
            file.reopen();
            QVERIFY(file.writer().damagedCopy().isEmpty());
            const auto rows = file.reader().outbox();
            QVERIFY(rows.size() - 1 >= acknowledged && rows.size() - 1 <= acknowledged + 1);
            const auto thread = file.reader().thread(kSeven, {}, 1000);
            QCOMPARE(thread.messages.size(), rows.size() + 1);
            QVERIFY(isSound(file.path()));
        }
    }
};

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
