// The agent's copies live as long as something names them, and no longer.

#include "model_desk.h"
#include "models/kept_file.h"
#include "store/writer.h"

#include <QDateTime>
#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;

class TestKeptFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNothingNamesGoes();
};

namespace
{
const desk::Instant kNow{QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch()};

QString put(const QString& path, qint64 age)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setFileTime(QDateTime::fromMSecsSinceEpoch(kNow.ms - age), QFile::FileModificationTime))
        qFatal("cannot write the test's file");
    return path;
}

desk::DraftFile draftFile(const QString& path)
{
    return {path, u"invoice.pdf"_s, u"application/pdf"_s, 0};
}
} // namespace

void TestKeptFile::whatNothingNamesGoes()
{
    ModelDesk desk;
    desk.apply({ticket(1, kNow), ticket(2, kNow)});
    const QString folder = desk.folder();
    const auto kept = [&](const QString& name, qint64 age) { return put(folder + u"/attachments/"_s + name, age); };
    const QString inDraft = kept(u"draft"_s, desk::kDay);
    const QString inVersion = kept(u"version"_s, desk::kDay);
    const QString inOutbox = kept(u"outbox"_s, desk::kDay);
    const QString moved = kept(u"moved"_s, desk::kDay);
    const QString young = kept(u"young"_s, 9 * desk::kMinute);
    const QString unnamed = kept(u"unnamed"_s, 10 * desk::kMinute);
    const QString ofALoss = kept(u"of-a-loss"_s, 2 * desk::kDay);
    const QString fetched = put(folder + u"/files/aa/new.png"_s, 29 * desk::kDay);
    const QString old = put(folder + u"/files/bb/old.png"_s, 31 * desk::kDay);
    const desk::TicketId one(u"1"_s);
    const desk::TicketId two(u"2"_s);
    const QString error = desk.run([&](store::Writer& writer) {
        writer.saveDraft({one, false, u"with a file, and long enough"_s, {}, {draftFile(inVersion)}, {}, kNow});
        writer.saveDraft({one, false, u"none"_s, {}, {}, {}, kNow + desk::kMinute});
        // The folder was somewhere else when this was written.
        writer.saveDraft({two, true, u"x"_s, {}, {draftFile(inDraft), draftFile(u"/elsewhere/moved"_s)}, {}, kNow});
        desk::Operation note;
        note.id = desk::OperationId(u"op"_s);
        note.kind = desk::OperationKind::Note;
        note.ticket = two;
        note.text = u"See the file"_s;
        note.at = kNow;
        writer.submit(note, {draftFile(inOutbox)}, {}, false);
        models::removeUnneededFiles(folder, writer.namedFiles(), kNow, kNow - desk::kDay - 1);
        return store::ChangeSet();
    });
    QCOMPARE(error, QString());
    for (const QString& path : {inDraft, inVersion, inOutbox, moved, young, ofALoss, fetched})
        QVERIFY2(QFile::exists(path), qPrintable(path));
    for (const QString& path : {unnamed, old, folder + u"/files/bb"_s})
        QVERIFY2(!QFile::exists(path), qPrintable(path));
    QVERIFY(desk.run([&](store::Writer& writer) {
                    writer.acknowledge(desk::OperationId(u"op"_s), writer.cursor().seq, {});
                    models::removeUnneededFiles(folder, writer.namedFiles(), kNow);
                    return store::ChangeSet();
                })
                .isEmpty());
    QVERIFY(!QFile::exists(inOutbox));
}

QTEST_GUILESS_MAIN(TestKeptFile)
#include "tst_kept_file.moc"
