// From one file to two: what waited in an older version's file waits in the work file, killed wherever it may be.

#include "desk_file.h"

#include "sql/fault_plan.h"
#include "sql/sqlite_connection.h"
#include "store/database.h"
#include "store/json_text.h"
#include "store/outbox_rows.h"
#include "store/schema.h"
#include "store/ticket_rows.h"
#include "store/work_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace store_test;
using store::OutboxState;

namespace
{
const desk::TicketId kSeven(u"7"_s);
constexpr int kStates = 5;
constexpr int kVersions = 3;

/// A file as version 4 of the schema left it: rows in every state, drafts with their history and files.
void makeOld(const DeskFile& file)
{
    const auto db = sql::SqliteConnection::open(file.path(), sql::OpenMode::Create);
    sql::migrate(*db, store::migrations().mid(0, store::kFirstWithoutWork - 1));
    db->execute(u"INSERT INTO setting VALUES ('cursor', '3'), ('desk-id', 'the-desk')"_s);
    const desk::Ticket seven = ticket(u"7"_s, 2);
    store::putTicket(*db, {}, {}, seven, 0);
    const QList<desk::DraftFile> chosen{{u"/a/photo.png"_s, u"photo.png"_s, u"image/png"_s, 5}};
    for (int state = 0; state < kStates; ++state) {
        const desk::Operation each =
            reply(u"op%1"_s.arg(state), u"7"_s, u"text %1"_s.arg(state), file.clock.at + state);
        db->execute(
            u"INSERT INTO outbox (id, ticket, state, created, not_before, attempts, reason_code, reason, receipt, "
            "operation, files, chosen_files, newer) VALUES (?, '7', ?, ?, 0, 2, 'c', 'r', ?, ?, ?, ?, '')"_s,
            each.id.value(), state, file.clock.at.ms, state == 4 ? 600 : 0, store::jsonText(each),
            store::filesText(state == 1 ? chosen : QList<desk::DraftFile>()), store::filesText(chosen));
    }
    desk::Draft draft{kSeven, false, u"as it stands"_s, {}, chosen, {}, file.clock.at};
    db->execute(u"INSERT INTO draft VALUES ('7', 0, ?, ?)"_s, draft.updated.ms, store::jsonText(draft));
    for (int i = 0; i < kVersions; ++i) {
        draft.text = u"version %1"_s.arg(i);
        db->execute(u"INSERT INTO draft_history (ticket, note, saved, body) VALUES ('7', 0, ?, ?)"_s, i,
                    store::jsonText(draft));
    }
}

void remove(const DeskFile& file)
{
    for (const QString& name : QDir(file.folder()).entryList(QDir::Files))
        QVERIFY(QFile::remove(file.folder() + u'/' + name));
}

void checkMoved(DeskFile& file)
{
    const QList<store::OutboxRow> rows = file.reader().outbox();
    QCOMPARE(rows.size(), kStates);
    for (int state = 0; state < kStates; ++state) {
        const store::OutboxRow& row = rows.at(state);
        QCOMPARE(row.operation.id.value(), u"op%1"_s.arg(state));
        QCOMPARE(row.operation.text, u"text %1"_s.arg(state));
        QCOMPARE(int(row.state), state);
        QCOMPARE(row.attempts, 2);
        QCOMPARE(row.receiptSeq, state == 4 ? 600 : 0);
        QCOMPARE(row.files.size(), state == 1 ? 1 : 0);
        QCOMPARE(row.ticketCreated, ticket(u"7"_s, 2).created);
        QCOMPARE(row.requester, desk::ProfileId(u"p1"_s));
        QCOMPARE(store::chosenFiles(file.writer().connection(), row.operation.id).size(), 1);
    }
    QCOMPARE(file.reader().draft(kSeven, false)->text, u"as it stands"_s);
    QCOMPARE(file.reader().draft(kSeven, false)->files.size(), 1);
    const QList<desk::Draft> versions = file.reader().draftHistory(kSeven, false);
    QCOMPARE(versions.size(), kVersions);
    QCOMPARE(versions.first().text, u"version %1"_s.arg(kVersions - 1));
    sql::Connection& db = file.writer().connection();
    QCOMPARE(store::fact(db, u"desk-id"_s), u"the-desk"_s);
    QVERIFY(store::fact(db, u"moving"_s).isEmpty());
    QCOMPARE(db.value<qint64>(u"SELECT count(*) FROM main.sqlite_master WHERE name IN ('outbox', 'draft')"_s), 0);
    QCOMPARE(file.writer().cursor().seq, 3);
}
} // namespace

class TestWorkMove : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QFileInfo(u"/dev/shm"_s).isWritable()) // many small files, and what is cut off is cut by the plan
            qputenv("TMPDIR", "/dev/shm");
    }

    void everyRowOfAnOldFileMoves()
    {
        DeskFile file;
        file.close();
        remove(file);
        makeOld(file);
        file.reopen();
        QVERIFY(file.writer().damage().isEmpty());
        checkMoved(file);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(store::workPath(file.path())) & others));
        file.reopen();
        checkMoved(file);
    }

    void killedAnywhereNoRowIsLostOrDoubled()
    {
        int calls = 0;
        {
            DeskFile file;
            file.close();
            remove(file);
            makeOld(file);
            const auto plan = std::make_shared<sql::FaultPlan>();
            store::openDatabase(file.path(), file.clock, {false, plan});
            calls = plan->calls();
        }
        QVERIFY(calls > 10);
        for (int i = 0; i < calls; ++i) {
            DeskFile file;
            file.close();
            remove(file);
            makeOld(file);
            const auto plan =
                std::make_shared<sql::FaultPlan>(i, sql::ErrorKind::Injected, sql::FaultPlan::Lasting::Onwards);
            try {
                store::openDatabase(file.path(), file.clock, {false, plan});
                QFAIL("nothing failed");
            } catch (const store::OpenFailure& failure) {
                QVERIFY(failure.kind() == store::OpenFailure::Kind::Other);
            }
            file.reopen();
            checkMoved(file);
        }
    }

    /// Copied and not dropped; then the older program went on with its own file before this one came back.
    void whatTheOlderProgramDidInBetweenCounts()
    {
        DeskFile file;
        file.close();
        remove(file);
        makeOld(file);
        const auto plan = std::make_shared<sql::FaultPlan>(0);
        plan->only(u"DROP TABLE"_s);
        QVERIFY_THROWS_EXCEPTION(store::OpenFailure, store::openDatabase(file.path(), file.clock, {false, plan}));
        {
            const auto db = sql::SqliteConnection::open(file.path(), sql::OpenMode::ReadWrite);
            db->execute(u"DELETE FROM outbox WHERE id = 'op0'"_s);
            db->execute(u"UPDATE outbox SET id = 'op9' WHERE id = 'op1'"_s);
        }
        file.reopen();
        QStringList ids;
        for (const store::OutboxRow& row : file.reader().outbox())
            ids += row.operation.id.value();
        QCOMPARE(file.writer().connection().value<qint64>(u"SELECT count(*) FROM outbox WHERE id = 'op9'"_s), 1);
        QCOMPARE(ids.size(), kStates - 1);
    }

    void anOldFilePutBackAddsWhatIsNotThere()
    {
        DeskFile file;
        file.close();
        remove(file);
        makeOld(file);
        QVERIFY(QFile::copy(file.path(), file.folder() + u"/kept"_s));
        file.reopen();
        file.writer().withdraw(desk::OperationId(u"op0"_s), false);
        file.clock.at = file.clock.at + desk::kMinute;
        file.writer().saveDraft({kSeven, false, u"written since"_s, {}, {}, {}, file.clock.at});
        file.writer().close();
        file.close();
        QVERIFY(QFile::remove(file.path()) && QFile::rename(file.folder() + u"/kept"_s, file.path()));
        file.reopen();
        QCOMPARE(file.reader().outbox().size(), kStates);
        QCOMPARE(file.reader().draft(kSeven, false)->text, u"written since"_s);
    }

    void anOldFileThatIsDamagedGivesWhatCanBeRead()
    {
        DeskFile file;
        file.close();
        remove(file);
        makeOld(file);
        {
            const auto db = sql::SqliteConnection::open(file.path(), sql::OpenMode::ReadWrite);
            const auto root = db->value<qint64>(u"SELECT rootpage FROM sqlite_master WHERE name = 'setting'"_s);
            db->checkpoint(sql::SqliteConnection::Checkpoint::Truncate);
            QFile raw(file.path());
            QVERIFY(raw.open(QIODevice::ReadWrite) && raw.seek((root.value() - 1) * 4096));
            QCOMPARE(raw.write(QByteArray(4096, '\x7f')), 4096);
        }
        file.reopen();
        const store::Damage& damage = file.writer().damage();
        QVERIFY(QFile::exists(damage.cacheCopy) && damage.workCopy.isEmpty());
        QVERIFY(QFile::exists(damage.rescueFile));
        QCOMPARE(damage.rescued, kStates + 1);
        QCOMPARE(file.reader().outbox().size(), kStates);
        QCOMPARE(store::chosenFiles(file.writer().connection(), desk::OperationId(u"op0"_s)).size(), 1);
        QCOMPARE(file.reader().draftHistory(kSeven, false).size(), kVersions);
    }

    void aNewerWorkFileIsLeftAlone()
    {
        DeskFile file;
        file.writer().connection().executeScript(u"INSERT INTO work.schema_version VALUES (999, 'later', 0)"_s);
        file.close();
        try {
            file.reopen();
            QFAIL("it was opened");
        } catch (const store::OpenFailure& failure) {
            QVERIFY(failure.kind() == store::OpenFailure::Kind::Newer);
        }
        QVERIFY(QDir(file.folder()).entryList({u"*damaged*"_s}).isEmpty());
    }

    void desksKeepApart()
    {
        QCOMPARE(store::workPath(u"/d/shop.db"_s), u"/d/shop.work.db"_s);
        QVERIFY(store::workPath(u"/d/shop"_s) != store::workPath(u"/d/sample"_s));
    }
};

QTEST_GUILESS_MAIN(TestWorkMove)
#include "tst_work_move.moc"
