// Attachments: resumable uploads, digests, who may read what; the folder's lock; bad data folders.

#include "server/rules/chat.h"
#include "server/store/files.h"
#include "server/store/keys.h"
#include "server/store/paths.h"
#include "server/store/reading.h"
#include "sql/fault_plan.h"
#include "tests/server/desk_fixture.h"
#include "tests/server/uploads.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <atomic>
#include <mutex>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using test::DeskFixture;
using test::fileOf;
namespace store = server::store;
namespace rules = server::rules;

namespace
{

std::mutex syncedMutex;
QStringList synced; // the paths given to fsync, in order

QStringList takeSynced()
{
    const std::lock_guard lock(syncedMutex);
    return std::exchange(synced, {});
}

} // namespace

/// Stands before the system's: tells what was on the disk when.
extern "C" int fsync(int file)
{
    {
        const std::lock_guard lock(syncedMutex);
        synced.append(QFile::symLinkTarget(u"/proc/self/fd/%1"_s.arg(file)));
    }
    return static_cast<int>(::syscall(SYS_fsync, file));
}

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uploadResumesAndIsSent_data() { DeskFixture::rows(); }
    void uploadResumesAndIsSent()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto bob = m_desk.agent(u"bob"_s);
        const store::Uploader by{ada, {}};
        const QByteArray bytes = "twelve bytes";
        const auto begun = store::beginUpload(m_desk.store(), by, fileOf(bytes), {1});
        QVERIFY(begun.ok());
        const auto id = begun->attachment.id;
        QCOMPARE(store::appendUpload(m_desk.store(), by, id, 0, bytes.left(5))->offset, 5);
        QCOMPARE(store::beginUpload(m_desk.store(), by, fileOf(bytes), {2})->attachment.id, id);
        const auto wrong = store::appendUpload(m_desk.store(), by, id, 3, bytes.mid(3));
        QCOMPARE(wrong.fault().code, u"wrong-offset"_s);
        QCOMPARE(wrong.fault().detail, 5);
        QCOMPARE(store::appendUpload(m_desk.store(), {bob, {}}, id, 5, bytes.mid(5)).fault().code,
                 u"no-such-attachment"_s);
        QCOMPARE(store::appendUpload(m_desk.store(), by, id, 5, bytes.mid(5) + "x").fault().code, u"too-large"_s);
        QVERIFY(!store::openFile(m_desk.store(), ada, id).ok());
        QVERIFY(store::appendUpload(m_desk.store(), by, id, 5, bytes.mid(5))->complete());
        QFile stored(store::openFile(m_desk.store(), ada, id)->path);
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QCOMPARE(stored.readAll(), bytes);

        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hi"_s);
        auto reply = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket);
        reply.seen = inbound.message;
        reply.attachments = {begun->attachment};
        reply.attachments.first().name = u"claimed.exe"_s;
        QCOMPARE(m_desk.run(reply, bob)->body["code"_L1].toString(), u"no-such-attachment"_s);
        reply.id = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket).id;
        QCOMPARE(m_desk.run(reply, ada)->status, 200);
        const auto page = store::ticketMessages(m_desk.store(), inbound.ticket, {});
        QCOMPARE(page->messages.first().attachments, QList{begun->attachment});
        QVERIFY(m_desk.ticket(inbound.ticket, ada).hasAttachment);
    }

    /// One file in two replies: each has its own attachment, the bytes are sent once.
    void theSameFileGoesIntoTwoReplies_data() { DeskFixture::rows(); }
    void theSameFileGoesIntoTwoReplies()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const store::Uploader by{ada, {}};
        const auto first = test::upload(m_desk.store(), by, "twelve bytes");
        const auto second = store::beginUpload(m_desk.store(), by, fileOf("twelve bytes"), {2});
        QVERIFY(second->complete());
        QVERIFY(second->attachment.id != first.id);
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hi"_s);
        for (const desk::Attachment& file : {first, second->attachment}) {
            auto reply = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket);
            reply.seen = inbound.message;
            reply.attachments = {file};
            QCOMPARE(m_desk.run(reply, ada)->status, 200);
        }
        const auto third = store::beginUpload(m_desk.store(), by, fileOf("twelve bytes"), {3});
        QVERIFY(third->complete());
        QCOMPARE(test::contentOf(m_desk.store(), third->attachment.id), QByteArray("twelve bytes"));
        // A digest that somebody else sent opens nothing.
        const auto bob = m_desk.agent(u"bob"_s);
        QCOMPARE(store::beginUpload(m_desk.store(), {bob, {}}, fileOf("twelve bytes"), {4})->offset, 0);
    }

    /// The file is settled, then the row cannot be written: the repeat of the last piece finds it.
    void aSettledFileIsFoundAgain_data() { DeskFixture::rows(); }
    void aSettledFileIsFoundAgain()
    {
        FRESH_DESK(m_desk);
        const store::Uploader by{m_desk.agent(), {}};
        const auto id = store::beginUpload(m_desk.store(), by, fileOf("twelve bytes"), {1})->attachment.id;
        QVERIFY(store::appendUpload(m_desk.store(), by, id, 0, "twelve").ok());
        for (int commit = 0; !QFile::exists(store::filePath(m_desk.database(), fileOf("twelve bytes").sha256));
             ++commit) {
            QVERIFY(commit < 5);
            auto plan = std::make_shared<sql::FaultPlan>(commit, sql::ErrorKind::Full);
            plan->only(sql::FaultPlan::Call::Commit);
            m_desk.store().sql().setFaultPlan(plan);
            const auto failed = store::appendUpload(m_desk.store(), by, id, 6, " bytes");
            m_desk.store().sql().setFaultPlan(nullptr);
            QVERIFY(plan->fired());
            QCOMPARE(failed.fault().code, u"disk-full"_s);
        }
        const auto repeated = store::appendUpload(m_desk.store(), by, id, 6, " bytes");
        QVERIFY2(repeated.ok(), repeated.ok() ? "" : qPrintable(repeated.fault().code));
        QVERIFY(repeated->complete());
        QCOMPARE(test::contentOf(m_desk.store(), id), QByteArray("twelve bytes"));
    }

    /// Every piece comes four times at once, on PostgreSQL to two processes.
    void repeatedPiecesDoNoHarm_data() { DeskFixture::rows(); }
    void repeatedPiecesDoNoHarm()
    {
        FRESH_DESK(m_desk);
        const auto other = engine == sql::Engine::Postgres ? m_desk.anotherProcess() : nullptr;
        const store::Uploader by{m_desk.agent(), {}};
        constexpr int kPieces = 12;
        for (int round = 0; round < 5; ++round) {
            QByteArray bytes;
            for (int i = 0; i < kPieces; ++i)
                bytes += QByteArray(100'000 + i, static_cast<char>('a' + round + i));
            const auto id = store::beginUpload(m_desk.store(), by, fileOf(bytes), {1})->attachment.id;
            std::atomic<int> taken = 0;
            std::atomic<int> wrong = 0;
            std::vector<std::thread> threads;
            for (int t = 0; t < 4; ++t)
                threads.emplace_back([&, t] {
                    auto own = t % 2 > 0 && other ? std::move(other->connect()).value() : m_desk.connect();
                    for (qint64 at = 0; at < bytes.size();) {
                        const auto answer = store::appendUpload(*own, by, id, at, bytes.mid(at, 100'007));
                        taken += answer.ok() ? 1 : 0;
                        if (!answer && answer.fault().code != u"wrong-offset"_s && ++wrong)
                            return;
                        at = answer ? answer->offset : answer.fault().detail;
                    }
                });
            for (auto& thread : threads)
                thread.join();
            QCOMPARE(wrong.load(), 0);
            QCOMPARE(taken.load(), (bytes.size() + 100'006) / 100'007);
            QCOMPARE(test::contentOf(m_desk.store(), id), bytes);
        }
    }

    /// What the row says is on the disk before it: the bytes, then the name, at every piece.
    void bytesAreOnTheDiskBeforeTheRow_data() { DeskFixture::rows(); }
    void bytesAreOnTheDiskBeforeTheRow()
    {
        FRESH_DESK(m_desk);
        const store::Uploader by{m_desk.agent(), {}};
        const desk::Attachment wanted = fileOf("twelve bytes");
        const auto id = store::beginUpload(m_desk.store(), by, wanted, {1})->attachment.id;
        const QString partial = store::partialPath(m_desk.database(), store::keyOf(id));
        const QString path = store::filePath(m_desk.database(), wanted.sha256);
        // A commit that fails is one that comes after everything else.
        const auto syncedBefore = [&](qint64 at, const QByteArray& bytes) {
            auto plan = std::make_shared<sql::FaultPlan>(0);
            plan->only(sql::FaultPlan::Call::Commit);
            takeSynced();
            m_desk.store().sql().setFaultPlan(plan);
            const bool isWritten = store::appendUpload(m_desk.store(), by, id, at, bytes).ok();
            m_desk.store().sql().setFaultPlan(nullptr);
            return isWritten ? QStringList() : takeSynced();
        };
        const QStringList first = syncedBefore(0, "twelve");
        QVERIFY2(first.contains(partial), qPrintable(first.join(u' ')));
        QVERIFY2(first.contains(QFileInfo(partial).path()), qPrintable(first.join(u' ')));
        QVERIFY(store::appendUpload(m_desk.store(), by, id, 0, "twelve").ok());
        const QStringList last = syncedBefore(6, " bytes");
        QVERIFY2(last.contains(partial), qPrintable(last.join(u' ')));
        QVERIFY2(last.contains(QFileInfo(path).path()), qPrintable(last.join(u' ')));
        QVERIFY2(last.contains(m_desk.database().attachmentsDir()), qPrintable(last.join(u' ')));
        QVERIFY(store::appendUpload(m_desk.store(), by, id, 6, " bytes")->complete());
    }

    void aCutFileIsReplaced_data() { DeskFixture::rows(); }
    void aCutFileIsReplaced()
    {
        FRESH_DESK(m_desk);
        const QByteArray bytes = "twelve bytes";
        const QString path = store::filePath(m_desk.database(), fileOf(bytes).sha256);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile cut(path);
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write("twelve") == 6);
        cut.close();
        QCOMPARE(test::contentOf(m_desk.store(), test::upload(m_desk.store(), {m_desk.agent(), {}}, bytes).id), bytes);
    }

    /// +7 and 007 are upload 7.
    void anIdIsANumberHoweverItIsWritten_data() { DeskFixture::rows(); }
    void anIdIsANumberHoweverItIsWritten()
    {
        FRESH_DESK(m_desk);
        const store::Uploader by{m_desk.agent(), {}};
        const QString id = store::beginUpload(m_desk.store(), by, fileOf("twelve bytes"), {1})->attachment.id.value();
        QVERIFY(store::appendUpload(m_desk.store(), by, desk::AttachmentId(u"00"_s + id), 0, "twel").ok());
        QVERIFY(store::appendUpload(m_desk.store(), by, desk::AttachmentId(u"+"_s + id), 4, "ve by").ok());
        const auto done = store::appendUpload(m_desk.store(), by, desk::AttachmentId(id), 9, "tes");
        QVERIFY2(done.ok(), done.ok() ? "" : qPrintable(done.fault().code));
        QCOMPARE(test::contentOf(m_desk.store(), desk::AttachmentId(id)), QByteArray("twelve bytes"));
    }

    void lostBytesAreSentAgain_data() { DeskFixture::rows(); }
    void lostBytesAreSentAgain()
    {
        FRESH_DESK(m_desk);
        const store::Uploader by{m_desk.agent(), {}};
        const auto id = store::beginUpload(m_desk.store(), by, fileOf("twelve bytes"), {1})->attachment.id;
        QVERIFY(store::appendUpload(m_desk.store(), by, id, 0, "twelve").ok());
        QVERIFY(QFile::remove(store::partialPath(m_desk.database(), store::keyOf(id))));
        const auto refused = store::appendUpload(m_desk.store(), by, id, 6, " bytes");
        QCOMPARE(refused.fault().code, u"wrong-offset"_s);
        QCOMPARE(refused.fault().detail, 0);
        QVERIFY(store::appendUpload(m_desk.store(), by, id, 0, "twelve bytes")->complete());
        QCOMPARE(test::contentOf(m_desk.store(), id), QByteArray("twelve bytes"));
    }

    /// Two replies that begin to send one file at the same time share the upload, and both arrive with it.
    void anUploadInTwoRepliesIsCopied_data() { DeskFixture::rows(); }
    void anUploadInTwoRepliesIsCopied()
    {
        FRESH_DESK(m_desk);
        const auto ada = m_desk.agent();
        const auto bob = m_desk.agent(u"bob"_s);
        const auto first = store::beginUpload(m_desk.store(), {ada, {}}, fileOf("twelve bytes"), {1});
        const auto second = store::beginUpload(m_desk.store(), {ada, {}}, fileOf("twelve bytes"), {1});
        QCOMPARE(second->attachment.id, first->attachment.id);
        QVERIFY(store::appendUpload(m_desk.store(), {ada, {}}, first->attachment.id, 0, "twelve bytes")->complete());
        const auto inbound = m_desk.receive(desk::Channel::Email, u"c@shop.example"_s, u"Hi"_s);
        auto reply = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket);
        reply.attachments = {first->attachment};
        reply.sendAnyway = true;
        QCOMPARE(m_desk.run(reply, ada)->status, 200);
        reply.id = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket).id;
        QCOMPARE(m_desk.run(reply, ada)->status, 200);
        reply.id = DeskFixture::operation(desk::OperationKind::Reply, inbound.ticket).id;
        QCOMPARE(m_desk.run(reply, bob)->body["code"_L1].toString(), u"no-such-attachment"_s);
        QSet<QString> ids;
        const auto page = store::ticketMessages(m_desk.store(), inbound.ticket, {});
        for (const auto& message : page->messages)
            for (const auto& file : message.attachments) {
                ids.insert(file.id.value());
                QCOMPARE(test::contentOf(m_desk.store(), file.id), QByteArray("twelve bytes"));
            }
        QCOMPARE(ids.size(), 2);
    }

    void hostileUploadsAreRefused_data() { DeskFixture::rows(); }
    void hostileUploadsAreRefused()
    {
        FRESH_DESK(m_desk);
        const store::Uploader by{m_desk.agent(), {}};
        const auto code = [&](const desk::Attachment& file) {
            return store::beginUpload(m_desk.store(), by, file, {1}).fault().code;
        };
        auto file = fileOf("abc");
        file.name.clear();
        QCOMPARE(code(file), u"bad-name"_s);
        file = fileOf("abc");
        file.size = store::kMaxAttachment + 1;
        QCOMPARE(code(file), u"too-large"_s);
        file.size = -1;
        QCOMPARE(code(file), u"bad-size"_s);
        file = fileOf("abc");
        file.sha256 = u"../../../../etc/passwd"_s;
        QCOMPARE(code(file), u"bad-digest"_s);
        file = fileOf("abc");
        const auto begun = store::beginUpload(m_desk.store(), by, file, {1});
        QCOMPARE(store::appendUpload(m_desk.store(), by, begun->attachment.id, 0, "abd").fault().code, u"digest"_s);
        QCOMPARE(store::uploadState(m_desk.store(), by, begun->attachment.id).fault().code, u"no-such-attachment"_s);
    }

    void namesAndTypesArePlain_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("mime");
        QTest::addColumn<QString>("plainName");
        QTest::addColumn<QString>("plainMime");
        const QString text = u"text/plain"_s;
        const QString bytes = u"application/octet-stream"_s;
        QTest::newRow("plain") << u"Łódź ☃.txt"_s << text << u"Łódź ☃.txt"_s << text;
        QTest::newRow("joined letters") << u"می\u200cخواهم.txt"_s << text << u"می\u200cخواهم.txt"_s << text;
        QTest::newRow("path up") << u"../../.profile"_s << text << u"_.._.profile"_s << text;
        QTest::newRow("only up") << u".."_s << text << u"file"_s << text;
        QTest::newRow("other path") << uR"(C:\a.exe)"_s << text << u"C__a.exe"_s << text;
        QTest::newRow("header") << u"a\r\nSet-Cookie: x=1"_s << text << u"a Set-Cookie_ x=1"_s << text;
        QTest::newRow("turned around") << u"invoice\u202Efdp.exe"_s << text << u"invoicefdp.exe"_s << text;
        QTest::newRow("NUL") << u"a"_s + QChar(0) + u"b"_s << text << u"ab"_s << text;
        QTest::newRow("type with parameters") << u"a"_s << u"Text/HTML; charset=utf-8"_s << u"a"_s << u"text/html"_s;
        QTest::newRow("no type") << u"a"_s << QString() << u"a"_s << bytes;
        QTest::newRow("type of nonsense") << u"a"_s << u"<script>"_s << u"a"_s << bytes;
        QTest::newRow("type with a line break") << u"a"_s << u"text/plain\r\nX: y"_s << u"a"_s << bytes;
        QTest::newRow("endless type") << u"a"_s << u"text/"_s + QString(5000, u'x') << u"a"_s << bytes;
    }
    void namesAndTypesArePlain()
    {
        QFETCH(QString, name);
        QFETCH(QString, mime);
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        auto file = fileOf("abc");
        file.name = name;
        file.mime = mime;
        const auto begun = store::beginUpload(m_desk.store(), {m_desk.agent(), {}}, file, {1});
        QVERIFY(begun.ok());
        QTEST(begun->attachment.name, "plainName");
        QTEST(begun->attachment.mime, "plainMime");
    }

    void visitorsSeeTheirOwnFilesOnly_data() { DeskFixture::rows(); }
    void visitorsSeeTheirOwnFilesOnly()
    {
        FRESH_DESK(m_desk);
        const QString mine = rules::chatHello(m_desk.store(), {}, {1})->session;
        const QString other = rules::chatHello(m_desk.store(), {}, {1})->session;
        const store::Uploader by{{}, mine};
        const auto begun = store::beginUpload(m_desk.store(), by, fileOf("abc"), {1}, store::kMaxChatAttachment);
        const QString id = begun->attachment.id.value();
        QCOMPARE(rules::chatSend(m_desk.store(), mine, u"a"_s, {}, {id}, {2}).fault().code, u"no-such-attachment"_s);
        QVERIFY(store::appendUpload(m_desk.store(), by, begun->attachment.id, 0, "abc").ok());
        QCOMPARE(rules::chatSend(m_desk.store(), other, u"a"_s, {}, {id}, {2}).fault().code, u"no-such-attachment"_s);
        const auto sent = rules::chatSend(m_desk.store(), mine, u"a"_s, {}, {id}, {2});
        QVERIFY2(sent.ok(), sent.ok() ? "" : qPrintable(sent.fault().message));
        QVERIFY(rules::chatSend(m_desk.store(), mine, u"a"_s, {}, {id}, {3})->repeated);
        QVERIFY(store::openChatFile(m_desk.store(), mine, begun->attachment.id).ok());
        QVERIFY(!store::openChatFile(m_desk.store(), other, begun->attachment.id).ok());
    }

    void oneInstanceOnAFolder()
    {
        QVERIFY(m_desk.open(sql::Engine::Sqlite));
        const auto second = store::Database::open(m_desk.options());
        QVERIFY(!second.ok());
        QCOMPARE(second.fault().code, u"in-use"_s);
        QVERIFY(second.fault().message.contains(m_desk.options().dataDir));
    }

    void aFileThatIsNoDatabaseIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"desk.sqlite"_s);
        const QByteArray text(4096, 'x');
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const auto opened = store::Database::open(
            {.dataDir = folder.path(), .postgres = {}, .limits = {}, .committed = {}, .connected = {}});
        QCOMPARE(opened.fault().code, u"not-a-database"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }

    void anUnreachableDatabaseIsSaid()
    {
        QTemporaryDir folder;
        const auto opened = store::Database::open({.dataDir = folder.path(),
                                                   .postgres = u"host=%1 dbname=none"_s.arg(folder.path()),
                                                   .limits = {},
                                                   .committed = {},
                                                   .connected = {}});
        QCOMPARE(opened.fault().code, u"no-database"_s);
        QVERIFY(opened.fault().isTransient());
    }

private:
    DeskFixture m_desk;
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_store_files.moc"
