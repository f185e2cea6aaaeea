// The real `bellhop-server` puts a desk away while it serves, and takes it out again (DESK-6).

#include "server/process/command_line.h"
#include "server/store/epochs.h"
#include "server/store/feed.h"
#include "server/store/paths.h"
#include "server/store/reading.h"
#include "sql/sqlite_connection.h"
#include "tests/server/desk_fixture.h"
#include "tests/server/server_program.h"
#include "tests/server/uploads.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using server::process::kExitFailed;
using test::DeskFixture;
using test::Ran;
using test::ServerProgram;
namespace store = server::store;

class TestBackup : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_places = 0;
    DeskFixture m_desk;
    desk::AgentId m_ada;
    QString m_file; ///< where the bytes of the attachment lie

    QString place() { return m_folder.filePath(QString::number(++m_places)); }
    Ran backUp(const QString& to)
    {
        return ServerProgram::run({u"backup"_s, u"--data"_s, m_desk.options().dataDir, u"--to"_s, to});
    }
    static Ran restore(const QString& from, const QString& to)
    {
        return ServerProgram::run({u"restore"_s, u"--from"_s, from, u"--data"_s, to});
    }
    /// Opens what was restored in the place of the desk.
    void moveTo(const QString& place)
    {
        m_desk.close();
        m_desk.options().dataDir = place;
        m_desk.reopen();
    }
    /// A note of ada with a file.
    void writeNote(const QByteArray& bytes)
    {
        const auto upload = test::upload(m_desk.store(), {m_ada, {}}, bytes);
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hello"_s);
        desk::Operation note = DeskFixture::operation(desk::OperationKind::Note, inbound.ticket);
        note.text = u"see there"_s;
        note.attachments = {upload};
        QCOMPARE(m_desk.run(note, m_ada)->status, 200);
        m_file = store::filePath(m_desk.database(), upload.sha256);
    }
    QStringList texts()
    {
        QStringList all;
        const auto page = store::historyMessages(m_desk.store(), {});
        for (const desk::Message& message : page->messages)
            all.append(message.text);
        return all;
    }

private Q_SLOTS:
    void init()
    {
        if (ServerProgram::path().isEmpty())
            QSKIP("BELLHOP_SERVER does not name the program");
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        m_ada = m_desk.agent();
        writeNote("the invoice");
    }

    void whatWasPutAwayComesBack()
    {
        const QStringList before = texts();
        const desk::Cursor told = store::feedEnd(m_desk.store())->cursor;
        const QString away = place();
        const Ran saved = backUp(away); // while this process has the desk open, as a server has
        QVERIFY2(saved.code == 0, qPrintable(saved.err));
        m_desk.receive(desk::Channel::Email, u"late@shop.example"_s, u"Late"_s);
        const desk::Cursor lost = store::feedEnd(m_desk.store())->cursor;
        const QString there = place();
        const Ran back = restore(away, there);
        QVERIFY2(back.code == 0, qPrintable(back.err));
        moveTo(there);
        QCOMPARE(texts(), before);
        QCOMPARE(test::contentOf(m_desk.store(), desk::AttachmentId(u"1"_s)), QByteArray("the invoice"));
        // Clients notice, and nothing goes out by itself until it is released.
        for (int i = 0; i < 5; ++i)
            m_desk.receive(desk::Channel::Email, u"new%1@shop.example"_s.arg(i), u"New"_s);
        QCOMPARE(store::changes(m_desk.store(), m_ada, lost).fault().code, u"cursor-gone"_s);
        QVERIFY(store::changes(m_desk.store(), m_ada, told).ok());
        QVERIFY(store::feedEnd(m_desk.store())->held.isSet());
        const QStringList data{u"--data"_s, there};
        QVERIFY(ServerProgram::run(QStringList{u"desk"_s, u"show"_s} + data).out.contains(u"held-since "_s));
        QCOMPARE(ServerProgram::run(QStringList{u"desk"_s, u"release"_s} + data).code, 0);
        QVERIFY(!store::feedEnd(m_desk.store())->held.isSet());
        QVERIFY(!ServerProgram::run(QStringList{u"desk"_s, u"show"_s} + data).out.contains(u"held-since "_s));
    }

    void placesThatAreNotEmptyStayAsTheyAre()
    {
        const QString away = place();
        QCOMPARE(backUp(away).code, 0);
        const QStringList before = QDir(away).entryList();
        const Ran again = backUp(away);
        QCOMPARE(again.code, kExitFailed);
        QVERIFY2(again.err.contains(u"is not empty"_s), qPrintable(again.err));
        QCOMPARE(QDir(away).entryList(), before);
        const Ran over = restore(away, m_desk.options().dataDir);
        QCOMPARE(over.code, kExitFailed);
        QVERIFY2(over.err.contains(u"is not empty"_s), qPrintable(over.err));
        QCOMPARE(texts().size(), 2);
    }

    void aDamagedBackupMakesNoDesk()
    {
        const QString away = place();
        QCOMPARE(backUp(away).code, 0);
        QFile file(away + u"/desk.sqlite"_s);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2));
        file.write("nonsense");
        file.close();
        const QString there = place();
        const Ran back = restore(away, there);
        QCOMPARE(back.code, kExitFailed);
        QVERIFY2(back.err.contains(u"is damaged"_s), qPrintable(back.err));
        QVERIFY(!QFile::exists(there));
        QVERIFY(QFile::remove(away + u"/backup.json"_s));
        QVERIFY(restore(away, there).err.contains(u"no whole backup"_s));
    }

    void lostBytesAreNamedAndTheRestIsKept()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write("THE");
        file.close();
        const QString away = place();
        const Ran saved = backUp(away);
        QCOMPARE(saved.code, kExitFailed);
        QVERIFY2(saved.err.contains(u"missing or damaged"_s), qPrintable(saved.err));
        const QString there = place();
        restore(away, there);
        const QStringList before = texts();
        moveTo(there);
        QCOMPARE(texts(), before);
    }

    void aPostgresDeskIsMarked()
    {
        if (!m_desk.open(sql::Engine::Postgres))
            QSKIP(qPrintable(m_desk.why()));
        const QString uri = m_desk.options().postgres;
        QVERIFY(!store::feedEnd(m_desk.store())->held.isSet());
        QCOMPARE(ServerProgram::run({u"restore"_s, u"--database"_s, uri}).code, 0);
        QVERIFY(store::feedEnd(m_desk.store())->held.isSet());
        QCOMPARE(ServerProgram::run({u"desk"_s, u"release"_s, u"--database"_s, uri}).code, 0);
        QVERIFY(!store::feedEnd(m_desk.store())->held.isSet());
    }
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
