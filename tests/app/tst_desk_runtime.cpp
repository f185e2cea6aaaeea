// A desk in the running program: what its file has to say reaches whoever opened it.

#include "app/desk_runtime.h"
#include "app/fixed_credentials.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDeskRuntime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDamagedFileIsSaidBeforeTheDeskOpens();
};

void TestDeskRuntime::aDamagedFileIsSaidBeforeTheDeskOpens()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"desk.db"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(9000, 'x'));
    file.close();
    app::FixedCredentials credentials(u"token"_s);
    const desk::SystemClock clock;
    app::DeskRuntime runtime(path, folder.filePath(u"files"_s), credentials, clock);
    QSignalSpy damaged(&runtime, &app::DeskRuntime::damaged);
    qsizetype before = 0;
    connect(&runtime, &app::DeskRuntime::opened, this, [&] { before = damaged.size(); });
    QSignalSpy opened(&runtime, &app::DeskRuntime::opened);
    runtime.open();
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(before, 1);
    QVERIFY(damaged.at(0).at(0).toString().contains(u"desk.db.damaged-"_s));
}

QTEST_GUILESS_MAIN(TestDeskRuntime)
#include "tst_desk_runtime.moc"
