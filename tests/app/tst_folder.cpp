// The data folder, the log, one program a folder.
#include "app/data_folder.h"
#include "app/log.h"
#include "app/notice_board.h"
#include "app/single_instance.h"

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <csignal>
#include <memory>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using app::NoticeBoard;
using app::SingleInstance;

class TestFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }
    void preparesAFolder();
    void leavesOthersPermissions();
    void refusesAFile();
    void refusesAFileInPlaceOfAPart();
    void refusesReadOnly();
    void refusesAFullDisk();
    void namesDesksApart();
    void keepsNamesShort();
    void socketFitsAnyFolder();

    void secondHandsOver();
    void ownerThatStillStarts();
    void ownerThatDoesNotAnswer();
    void lockThatCannotBeWritten();
    void hostileMessages_data();
    void hostileMessages();
    void oneConnectionSaysOneThing();
    void deadOwnersSocket();

    void noticesByUrgency();

    void logsLines();
    void logTurnsOver();
    void logWhereTheOldOneCannotGo();
    void logThatCannotOpen();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QString lock() const { return path(u"l"_s); }
    QString socket() const { return path(u"s"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFolder::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestFolder::preparesAFolder()
{
    const app::DataFolder folder(path(u"a/b/c"_s));
    QCOMPARE(folder.prepare(), QString());
    QCOMPARE(folder.prepare(), QString());
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    for (const QString& made : {folder.root(), folder.root() + u"/desks"_s, folder.root() + u"/files"_s})
        QVERIFY2(!(QFile::permissions(made) & others), qPrintable(made));
    QCOMPARE(QDir(folder.root()).entryList(QDir::Files), QStringList()); // the probe is gone
}

void TestFolder::leavesOthersPermissions()
{
    const auto wide = QFile::permissions(m_folder->path()) | QFile::ReadGroup | QFile::ExeGroup;
    QVERIFY(QFile::setPermissions(m_folder->path(), wide));
    QCOMPARE(app::DataFolder(m_folder->path()).prepare(), QString());
    QCOMPARE(QFile::permissions(m_folder->path()), wide);
}

void TestFolder::refusesAFile()
{
    QFile file(path(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    QVERIFY(app::DataFolder(file.fileName()).prepare().contains(u"is a file"_s));
    QVERIFY(app::DataFolder(file.fileName() + u"/below"_s).prepare().contains(u"cannot be created"_s));
    QCOMPARE(file.size(), 4);
}

void TestFolder::refusesAFileInPlaceOfAPart()
{
    QFile file(path(u"desks"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(app::DataFolder(m_folder->path()).prepare().contains(u"desks is a file"_s));
}

void TestFolder::refusesReadOnly()
{
    // Not even root writes there.
    QVERIFY(app::DataFolder(u"/proc/self"_s).prepare().contains(u"--data"_s));
    QVERIFY(app::DataFolder(u"/proc/bellhop"_s).prepare().contains(u"--data"_s));
}

void TestFolder::refusesAFullDisk()
{
    // A limit on the size of files refuses the write as a full disk does.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = 1024;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const QString trouble = app::DataFolder(path(u"full"_s)).prepare();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY2(trouble.contains(u"cannot be written to"_s), qPrintable(trouble));
    QCOMPARE(app::DataFolder(path(u"full"_s)).prepare(), QString());
}

void TestFolder::namesDesksApart()
{
    const app::DataFolder folder(m_folder->path());
    const QString one = folder.database(QUrl(u"https://desk.example"_s));
    QCOMPARE(folder.database(QUrl(u"https://Desk.example:443/"_s)), one);
    QVERIFY(folder.database(QUrl(u"https://desk.example:8443"_s)) != one);
    QVERIFY(folder.database(QUrl(u"https://desk.example/team"_s)) != one);
    QVERIFY(folder.database({}) != one);
    QVERIFY(folder.database({}).endsWith(u"/desks/sample.db"_s));
}

void TestFolder::keepsNamesShort()
{
    const QString label(60, u'a');
    const QUrl desk(u"https://%1.%1.%1.%1.example"_s.arg(label));
    QVERIFY(QFileInfo(app::DataFolder(m_folder->path()).database(desk)).fileName().size() < 200);
}

void TestFolder::socketFitsAnyFolder()
{
    const QString deep = path(QString(120, u'd'));
    QVERIFY(QDir().mkpath(deep));
    for (const QString& root : {m_folder->path(), deep}) {
        SingleInstance first(root + u"/l"_s, app::DataFolder(root).socketName());
        QCOMPARE(first.claimOrTell({}, 1000), SingleInstance::Outcome::First);
        QLocalSocket socket;
        socket.connectToServer(app::DataFolder(root).socketName());
        QVERIFY2(socket.waitForConnected(2000), qPrintable(root));
    }
}

namespace
{

/// What a second start does, in a thread as it blocks; the first one's event loop runs meanwhile.
SingleInstance::Outcome secondStart(const QString& lock, const QString& socket, const QByteArray& message, int timeout)
{
    SingleInstance::Outcome outcome = SingleInstance::Outcome::Trouble;
    std::atomic<bool> done = false;
    const std::unique_ptr<QThread> other(QThread::create([&] {
        SingleInstance second(lock, socket);
        outcome = second.claimOrTell(message, timeout);
        done = true;
    }));
    other->start();
    const bool ended = QTest::qWaitFor([&] { return done.load(); }, 20'000);
    other->wait();
    return ended ? outcome : SingleInstance::Outcome::Trouble;
}

} // namespace

void TestFolder::secondHandsOver()
{
    SingleInstance first(lock(), socket());
    QSignalSpy told(&first, &SingleInstance::told);
    QCOMPARE(first.claimOrTell({}, 1000), SingleInstance::Outcome::First);
    QCOMPARE(secondStart(lock(), socket(), "bellhop://desk/ticket/7", 10'000), SingleInstance::Outcome::HandedOver);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.at(0).at(0).toByteArray(), "bellhop://desk/ticket/7");
    QCOMPARE(secondStart(lock(), socket(), {}, 10'000), SingleInstance::Outcome::HandedOver);
    QCOMPARE(told.size(), 2);
    QCOMPARE(told.at(1).at(0).toByteArray(), QByteArray());
}

void TestFolder::ownerThatStillStarts()
{
    // The lock is taken and nobody listens yet, as between the two lines of a start, or at its end.
    auto owner = std::make_unique<QLockFile>(lock());
    QVERIFY(owner->tryLock(0));
    std::atomic<bool> done = false;
    SingleInstance::Outcome outcome = SingleInstance::Outcome::Trouble;
    const std::unique_ptr<QThread> other(QThread::create([&] {
        SingleInstance second(lock(), socket());
        outcome = second.claimOrTell({}, 20'000);
        done = true;
    }));
    other->start();
    owner.reset(); // it ended
    const bool ended = QTest::qWaitFor([&] { return done.load(); }, 20'000);
    other->wait();
    QVERIFY(ended);
    QCOMPARE(outcome, SingleInstance::Outcome::First);
}

void TestFolder::ownerThatDoesNotAnswer()
{
    QLockFile owner(lock());
    QVERIFY(owner.tryLock(0));
    SingleInstance second(lock(), socket());
    QCOMPARE(second.claimOrTell({}, 50), SingleInstance::Outcome::NoAnswer);
}

void TestFolder::lockThatCannotBeWritten()
{
    SingleInstance instance(path(u"missing/l"_s), socket());
    QCOMPARE(instance.claimOrTell({}, 1000), SingleInstance::Outcome::Trouble);
    QVERIFY(!instance.trouble().isEmpty());
}

void TestFolder::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("told");
    QTest::newRow("too long, no end") << QByteArray(100'000, 'x') << 0;
    QTest::newRow("too long, with end") << QByteArray(5000, 'x') + '\n' << 0;
    QTest::newRow("zero bytes") << QByteArray("\0\0\0\n", 4) << 1;
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xc0\n") << 1;
    QTest::newRow("two lines at once") << QByteArray("a\nb\n") << 1;
    QTest::newRow("empty line") << QByteArray("\n") << 1;
}

void TestFolder::hostileMessages()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, told);
    SingleInstance first(lock(), socket());
    QSignalSpy spy(&first, &SingleInstance::told);
    QCOMPARE(first.claimOrTell({}, 1000), SingleInstance::Outcome::First);
    QLocalSocket stranger;
    stranger.connectToServer(socket());
    stranger.write(bytes);
    QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState); // it was cut off
    QCOMPARE(spy.size(), told);
    QCOMPARE(secondStart(lock(), socket(), "still here", 10'000), SingleInstance::Outcome::HandedOver);
    QCOMPARE(spy.size(), told + 1);
}

void TestFolder::oneConnectionSaysOneThing()
{
    SingleInstance first(lock(), socket());
    QSignalSpy spy(&first, &SingleInstance::told);
    QCOMPARE(first.claimOrTell({}, 1000), SingleInstance::Outcome::First);
    QLocalSocket silent, talker;
    silent.connectToServer(socket());
    talker.connectToServer(socket());
    talker.write("half");
    QVERIFY(silent.waitForConnected() && talker.waitForConnected());
    // Neither a silent nor a slow one keeps others out.
    QCOMPARE(secondStart(lock(), socket(), "a", 10'000), SingleInstance::Outcome::HandedOver);
    QCOMPARE(spy.size(), 1);
    talker.write(" a line\nand another\n");
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(spy.at(1).at(0).toByteArray(), "half a line");
    QTRY_COMPARE(talker.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(spy.size(), 2);
}

void TestFolder::deadOwnersSocket()
{
    QFile leftover(socket());
    QVERIFY(leftover.open(QIODevice::WriteOnly));
    leftover.close();
    SingleInstance first(lock(), socket());
    QCOMPARE(first.claimOrTell({}, 1000), SingleInstance::Outcome::First);
    QCOMPARE(secondStart(lock(), socket(), {}, 10'000), SingleInstance::Outcome::HandedOver);
}

void TestFolder::noticesByUrgency()
{
    NoticeBoard board;
    QStringList shown;
    connect(&board, &NoticeBoard::shown, this, [&shown](const app::Notice& notice) { shown << notice.text; });
    board.put(NoticeBoard::Matter::Keychain, {u"keychain"_s, {}, {}});
    board.put(NoticeBoard::Matter::Server, {u"server"_s, {}, {}});
    board.put(NoticeBoard::Matter::Keychain, {u"keychain again"_s, {}, {}}); // below: nothing changes
    board.put(NoticeBoard::Matter::Server, {u"server"_s, {}, {}});           // the same again: not shown again
    QCOMPARE(board.current().text, u"server"_s);
    board.clear(NoticeBoard::Matter::Server);
    board.clear(NoticeBoard::Matter::Server);
    board.put(NoticeBoard::Matter::Server, {});
    board.clear(NoticeBoard::Matter::Keychain);
    QCOMPARE(shown, QStringList({u"keychain"_s, u"server"_s, u"keychain again"_s, QString()}));
}

namespace
{

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Writes to a log until it has turned over, at most 12 MiB.
void fill()
{
    const QByteArray kilobyte(1024, 'z');
    for (int i = 0; i < 9 * 1024; ++i)
        qInfo("%s", kilobyte.constData());
}

struct LogEnd {
    ~LogEnd() { qInstallMessageHandler(nullptr); }
};

} // namespace

void TestFolder::logsLines()
{
    const LogEnd end;
    QCOMPARE(app::startLog(path(u"log"_s)), QString());
    qInfo("hello");
    qWarning("a customer wrote:\n2030-01-01T00:00:00.000Z error forged");
    const QList<QByteArray> lines = contents(path(u"log"_s)).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.at(0).endsWith("Z info hello"));
    QVERIFY(lines.at(1).contains("Z warning a customer wrote: 2030"));
}

void TestFolder::logTurnsOver()
{
    const LogEnd end;
    QCOMPARE(app::startLog(path(u"log"_s)), QString());
    fill();
    QVERIFY(QFile(path(u"log.1"_s)).size() > 8 * 1024 * 1024);
    QVERIFY(QFile(path(u"log"_s)).size() < 2 * 1024 * 1024);
    QVERIFY(QFile(path(u"log"_s)).size() > 0);
}

void TestFolder::logWhereTheOldOneCannotGo()
{
    const LogEnd end;
    QVERIFY(QDir().mkpath(path(u"log.1/taken"_s))); // a folder stands where the old log should go
    QCOMPARE(app::startLog(path(u"log"_s)), QString());
    fill();
    QVERIFY(QFile(path(u"log"_s)).size() < 2 * 1024 * 1024);
    QVERIFY(QFile(path(u"log"_s)).size() > 0);
}

void TestFolder::logThatCannotOpen()
{
    const LogEnd end;
    const QString trouble = app::startLog(path(u"missing/log"_s));
    QVERIFY2(trouble.contains(u"missing/log"_s), qPrintable(trouble));
}

QTEST_GUILESS_MAIN(TestFolder)
#include "tst_folder.moc"
