// A file that cannot be used says why in a sentence, and nothing of the agent's is lost.

#include "desk_file.h"

#include "sql/sqlite_connection.h"
#include "sql/transaction.h"
#include "store/database.h"
#include "store/trouble.h"
#include "store/work_file.h"
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
            db->attach(store::workPath(file.path()), u"work"_s);
            for (const QString& table : {u"outbox"_s, u"draft"_s, u"draft_history"_s})
                db->executeScript(u"CREATE TABLE main.%1 AS SELECT * FROM work.%1"_s.arg(table));
            db->executeScript(
                u"DROP TABLE arrived; DROP TABLE index_floor; DROP TABLE text_dictionary; DELETE FROM "
                u"main.schema_version WHERE number > 2;"
                "ALTER TABLE ticket DROP COLUMN requester_folded; ALTER TABLE message DROP COLUMN place"_s);
        }
        file.reopen();
        QVERIFY(file.writer().damage().cacheCopy.isEmpty());
        QCOMPARE(file.writer().connection().value<QString>(u"SELECT requester_folded FROM ticket"_s), u"asa oberg"_s);
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
        QVERIFY(QFile::exists(file.writer().damage().cacheCopy));
        QVERIFY(isSound(file.path()));
    }

    void aDamagedCacheCostsNothingThatWaits()
    {
        DeskFile file;
        fill(file);
        QVERIFY(spoilSettings(file));
        file.reopen();
        QVERIFY(QFile::exists(file.writer().damage().cacheCopy));
        QVERIFY(file.writer().damage().rescueFile.isEmpty());
        QCOMPARE(file.reader().outbox().size(), 1);
        QCOMPARE(file.reader().outbox().at(0).operation.text, u"kept"_s);
        QCOMPARE(file.reader().drafts().size(), 1);
        QVERIFY(isSound(file.path()));
    }

    void whatWasKeptIsSaidAndShown()
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
        QVERIFY2(said.at(0).contains(u".damaged-"_s) && said.at(0).contains(u"safe"_s), qPrintable(said.at(0)));
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
        QVERIFY(QFile::exists(file.writer().damage().cacheCopy));
        QVERIFY(isSound(file.path()));
    }

    void aFullDiskChangesNothing()
    {
        DeskFile file;
        fill(file);
        auto& db = file.writer().connection();
        const QStringList before = dump(db);
        const qint64 pages = db.value<qint64>(u"PRAGMA work.page_count"_s).value();
        db.executeScript(u"PRAGMA work.max_page_count = %1"_s.arg(pages));
        try {
            file.writer().submit(reply(u"op2"_s, u"7"_s, QString(200'000, u'x'), file.clock.at), {}, {}, false);
            QFAIL("there was room");
        } catch (const sql::Failure& failure) {
            QVERIFY(failure.kind() == sql::ErrorKind::Full);
        }
        QCOMPARE(dump(db), before);
        db.executeScript(u"PRAGMA work.max_page_count = 1000000"_s);
        file.writer().submit(reply(u"op2"_s, u"7"_s, u"short"_s, file.clock.at), {}, {}, false);
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
            QVERIFY(file.writer().damage().cacheCopy.isEmpty());
            file.writer().recoverOutbox(); // as each start does: the cache gets what the kill kept from it
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
