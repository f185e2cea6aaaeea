// Actions and drafts: nothing is lost, nothing comes back (BEY-2, BEY-7, BEY-12, THR-5).

#include "model_desk.h"
#include "models/actions.h"
#include "models/draft_keeper.h"
#include "models/file_intake.h"
#include "models/kept_file.h"
#include "models/outbox_model.h"
#include "sql/connection.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models_test;

namespace
{

const desk::TicketId kTicket{u"1"_s};

desk::Draft draftOf(const QString& text, bool note = false)
{
    desk::Draft draft;
    draft.ticket = kTicket;
    draft.note = note;
    draft.text = text;
    return draft;
}

} // namespace

class TestActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReplyIsDurableBeforeItIsCalledQueued()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        models::Actions actions(*desk.session);
        models::DraftKeeper drafts(*desk.session, actions);
        models::OutboxModel outbox(*desk.session);
        QAbstractItemModelTester tester(&outbox);
        drafts.edit(draftOf(u"Dear Anna"_s));
        drafts.flush();
        QTRY_VERIFY(drafts.saved());

        desk::Instant undoUntil;
        int rowsThen = -1;
        bool draftThen = true;
        connect(&actions, &models::Actions::queued, this, [&](const desk::Operation& operation, desk::Instant until) {
            QVERIFY(operation.kind == desk::OperationKind::Reply);
            undoUntil = until;
            rowsThen = int(desk.session->reader().outbox().size());
            draftThen = desk.session->reader().draft(kTicket, false).has_value();
        });
        const desk::OperationId id = actions.reply(draftOf(u"Dear Anna"_s), desk::ThenDo::Close);
        QTRY_VERIFY(undoUntil.isSet());
        QCOMPARE(undoUntil, desk.clock.now() + 5 * desk::kSecond); // mail
        QCOMPARE(rowsThen, 1);
        QVERIFY(!draftThen);
        QCOMPARE(desk.remote.outboxTold, 1);
        QCOMPARE(outbox.rowCount(), 1);
        QCOMPARE(outbox.waiting(), 1);
        QCOMPARE(outbox.row(0).operation.id, id);
        // Read once and handed on, not once more for each that shows it.
        QVERIFY(outbox.row(0).operation.text.constData() == desk.session->outbox().first().operation.text.constData());
        QCOMPARE(outbox.row(0).operation.by, desk::AgentId(u"me"_s));
        QCOMPARE(outbox.row(0).state, store::OutboxState::Held);
    }

    void anUndoneReplyIsADraftAgain()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        models::Actions actions(*desk.session);
        models::OutboxModel outbox(*desk.session);
        QAbstractItemModelTester tester(&outbox);
        const desk::OperationId id = actions.reply(draftOf(u"Dear Anna"_s), desk::ThenDo::Nothing);
        QTRY_COMPARE(outbox.rowCount(), 1);
        QSignalSpy withdrawn(&actions, &models::Actions::withdrawn);
        actions.withdraw(id, true);
        QTRY_COMPARE(withdrawn.size(), 1);
        QCOMPARE(outbox.rowCount(), 0);
        QCOMPARE(models::DraftKeeper(*desk.session, actions).load(kTicket, false).text, u"Dear Anna"_s);

        QStringList reasons;
        connect(&actions, &models::Actions::refused, this,
                [&](const desk::Operation&, const QString& reason) { reasons.append(reason); });
        actions.withdraw(id, true);
        QTRY_COMPARE(reasons.size(), 1);
        QVERIFY(reasons.first().contains(u"has it already"_s));
    }

    /// Changes wait together for a busy window, so both come at once (BEY-15).
    void theDesksWordFollowsTheQuestion()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        models::Actions actions(*desk.session);
        QSignalSpy queued(&actions, &models::Actions::queued);
        const desk::OperationId id = actions.reply(draftOf(u"Dear Anna"_s), desk::ThenDo::Nothing);
        QTRY_COMPARE(queued.size(), 1);
        desk.run([&](store::Writer& writer) {
            writer.setSetting(u"capabilities"_s, u"take-back"_s);
            writer.markSending(id);
            return writer.postpone(id, {}, u"network"_s, u"No answer came."_s, true);
        });
        QStringList told;
        connect(&actions, &models::Actions::takingBack, this, [&] { told.append(u"asked"_s); });
        connect(&actions, &models::Actions::tooLate, this, [&] { told.append(u"too late"_s); });

        actions.withdraw(id, true);
        QSemaphore done;
        desk.worker->run(store::Worker::Urgency::Agent,
                         [&](store::Writer& writer) { return writer.acknowledge(id, 1000, {}); });
        desk.worker->run(store::Worker::Urgency::Agent, [&](store::Writer&) {
            done.release();
            return store::ChangeSet();
        });
        done.acquire();
        QTRY_COMPARE(told, QStringList({u"asked"_s, u"too late"_s}));
        QVERIFY(!actions.isReturningText());
    }

    void aReturnedTextStandsInFrontOfWhatIsUnsaved_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("handedIn");
        QTest::newRow("saved before") << u"And this"_s << QString() << false;
        QTest::newRow("written meanwhile") << QString() << u"And this"_s << false;
        QTest::newRow("begun before") << u"And th"_s << u"And this"_s << false;
        QTest::newRow("saved behind it") << u"And th"_s << u"And this"_s << true;
    }
    void aReturnedTextStandsInFrontOfWhatIsUnsaved()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(bool, handedIn);
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        models::Actions actions(*desk.session);
        models::DraftKeeper drafts(*desk.session, actions);
        models::OutboxModel outbox(*desk.session);
        const desk::OperationId id = actions.reply(draftOf(u"Dear Anna"_s), desk::ThenDo::Nothing);
        QTRY_COMPARE(outbox.rowCount(), 1);
        if (!before.isEmpty())
            drafts.edit(draftOf(before));
        QSignalSpy withdrawn(&actions, &models::Actions::withdrawn);
        actions.withdraw(id, true);
        QVERIFY(actions.isReturningText());
        if (!after.isEmpty())
            drafts.edit(draftOf(after));
        if (handedIn)
            drafts.flush();
        QTRY_COMPARE(withdrawn.size(), 1);
        QVERIFY(!actions.isReturningText());
        QCOMPARE(drafts.load(kTicket, false).text, u"Dear Anna\n\nAnd this"_s);
        drafts.flush();
        QTRY_VERIFY(drafts.saved());
        QCOMPARE(desk.session->reader().draft(kTicket, false)->text, u"Dear Anna\n\nAnd this"_s);
    }

    void aRefusedReplyKeepsTheDraft()
    {
        ModelDesk desk;
        models::Actions actions(*desk.session);
        models::DraftKeeper drafts(*desk.session, actions);
        drafts.edit(draftOf(u"Dear Anna"_s));
        drafts.flush();
        QTRY_VERIFY(drafts.saved());
        QString reason;
        connect(&actions, &models::Actions::refused, this,
                [&](const desk::Operation&, const QString& why) { reason = why; });
        actions.reply(draftOf(u"Dear Anna"_s), desk::ThenDo::Nothing); // the ticket is not there
        QTRY_VERIFY(!reason.isEmpty());
        QVERIFY(reason.contains(u"still in the composer"_s));
        QCOMPARE(drafts.load(kTicket, false).text, u"Dear Anna"_s);
        QVERIFY(desk.session->reader().outbox().isEmpty());
    }

    void everyActionChangesItsTicket()
    {
        ModelDesk desk;
        desk.apply({ticket(1, desk.clock.now())});
        models::Actions actions(*desk.session);
        const auto now = [&] { return desk.session->reader().ticket(kTicket).value(); };
        actions.assign(kTicket, desk::AgentId(u"other"_s));
        actions.setTeam(kTicket, desk::TeamId(u"t1"_s));
        actions.addLabel(kTicket, desk::LabelId(u"l1"_s));
        actions.setPriority(kTicket, desk::Priority::Urgent);
        actions.markUnread(kTicket);
        QTRY_VERIFY(now().unread);
        QCOMPARE(now().assignee, desk::AgentId(u"other"_s));
        QCOMPARE(now().team, desk::TeamId(u"t1"_s));
        QCOMPARE(now().labels, QList<desk::LabelId>{desk::LabelId(u"l1"_s)});
        QVERIFY(now().priority == desk::Priority::Urgent);
        actions.removeLabel(kTicket, desk::LabelId(u"l1"_s));
        actions.markRead(kTicket, desk::MessageId(u"m1"_s));
        actions.snooze(kTicket, desk.clock.now() + desk::kHour);
        QTRY_VERIFY(now().status == desk::Status::Snoozed);
        QVERIFY(now().labels.isEmpty());
        QVERIFY(!now().unread);
        actions.close(kTicket);
        QTRY_VERIFY(now().status == desk::Status::Closed);
        actions.reopen(kTicket);
        actions.markSpam(kTicket, true);
        QTRY_VERIFY(now().spam);
        QVERIFY(now().status == desk::Status::Open);
        actions.markSpam(kTicket, false);
        QTRY_VERIFY(!now().spam);
        QCOMPARE(desk.session->reader().outbox().size(), 12);
    }

    void draftsSurviveTheProgram()
    {
        ModelDesk desk;
        {
            models::Actions actions(*desk.session);
            models::DraftKeeper drafts(*desk.session, actions);
            drafts.edit(draftOf(u"a reply"_s));
            drafts.edit(draftOf(u"a note"_s, true)); // another one: the first is handed in at once
            QVERIFY(!drafts.saved());
            QCOMPARE(drafts.load(kTicket, false).text, u"a reply"_s);
            QCOMPARE(drafts.load(kTicket, true).text, u"a note"_s);
        }
        desk.session.reset();
        desk.worker->stop();
        store::Reader reader(desk.path()); // what a restart finds
        QCOMPARE(reader.draft(kTicket, false)->text, u"a reply"_s);
        QCOMPARE(reader.draft(kTicket, true)->text, u"a note"_s);
    }

    void typingIsSavedWithoutBeingAsked()
    {
        ModelDesk desk;
        models::Actions actions(*desk.session);
        models::DraftKeeper drafts(*desk.session, actions);
        QSignalSpy told(&drafts, &models::DraftKeeper::savedChanged);
        for (int i = 1; i <= 20; ++i)
            drafts.edit(draftOf(QString(i, u'x')));
        QCOMPARE(told.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(drafts.saved(), 1000);
        QCOMPARE(desk.session->reader().draft(kTicket, false)->text, QString(20, u'x'));
        drafts.edit(draftOf({}));
        drafts.flush();
        QTRY_VERIFY(drafts.saved());
        QVERIFY(!desk.session->reader().draft(kTicket, false));
    }

    void theTextIsMadeWhenItIsSaved()
    {
        ModelDesk desk;
        models::Actions actions(*desk.session);
        models::DraftKeeper drafts(*desk.session, actions);
        int made = 0;
        for (int i = 1; i <= 20; ++i)
            drafts.edit(kTicket, false, [&made, i] {
                ++made;
                return draftOf(QString(i, u'x'));
            });
        QCOMPARE(made, 0);
        drafts.flush();
        QCOMPARE(made, 1);
        QTRY_VERIFY(drafts.saved());
        QCOMPARE(desk.session->reader().draft(kTicket, false)->text, QString(20, u'x'));
    }

    void aForgottenDraftDoesNotComeBack()
    {
        ModelDesk desk;
        models::Actions actions(*desk.session);
        models::DraftKeeper drafts(*desk.session, actions);
        drafts.edit(draftOf(u"sent already"_s));
        drafts.forget(kTicket, false);
        QVERIFY(drafts.saved());
        drafts.flush();
        desk.run([](store::Writer&) { return store::ChangeSet(); });
        QVERIFY(!desk.session->reader().draft(kTicket, false));
    }

    void aDraftThatCouldNotBeSavedIsKept()
    {
        ModelDesk desk;
        models::Actions actions(*desk.session);
        models::DraftKeeper drafts(*desk.session, actions);
        desk.run([](store::Writer& writer) {
            writer.connection().execute(u"CREATE TEMP TRIGGER full BEFORE INSERT ON work.draft BEGIN SELECT "
                                        "RAISE(ABORT, 'no space'); END"_s);
            return store::ChangeSet();
        });
        QSignalSpy failed(&drafts, &models::DraftKeeper::failed);
        drafts.edit(draftOf(u"precious"_s));
        drafts.flush();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!drafts.saved());
        QCOMPARE(drafts.load(kTicket, false).text, u"precious"_s);
        desk.run([](store::Writer& writer) {
            writer.connection().execute(u"DROP TRIGGER temp.full"_s);
            return store::ChangeSet();
        });
        drafts.flush();
        QTRY_VERIFY(drafts.saved());
        QCOMPARE(desk.session->reader().draft(kTicket, false)->text, u"precious"_s);
    }

    void filesAreTakenInBesideTheUiThread()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"film.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(3'000'000, 'x'));
        file.close();
        models::FileIntake intake(folder.path());
        QList<desk::DraftFile> kept;
        int percent = 0;
        connect(&intake, &models::FileIntake::kept, this, [&](quint64, const desk::DraftFile& one) { kept += one; });
        connect(&intake, &models::FileIntake::progressed, this, [&](quint64, int now) { percent = now; });
        QSignalSpy failed(&intake, &models::FileIntake::failed);
        const quint64 unwanted = intake.take(file.fileName());
        const quint64 wanted = intake.take(file.fileName());
        QVERIFY(kept.isEmpty()); // not before the event loop has run
        intake.cancel(unwanted);
        QVERIFY(unwanted != wanted);
        intake.take(u"picture.png"_s, u"image/png"_s, [] { return QByteArray("as if a picture"); });
        intake.take(folder.filePath(u"gone"_s));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(kept.size(), 2);
        QCOMPARE(percent, 100);
        QCOMPARE(kept.first().size, 3'000'000);
        QCOMPARE(kept.last().size, 15);
        QCOMPARE(kept.last().name, u"picture.png"_s);
        QCOMPARE(QDir(folder.path() + u"/attachments"_s).entryList(QDir::Files).size(), 2); // nothing of the first
    }

    void filesAreCopiedWholeOrNotAtAll()
    {
        ModelDesk desk;
        QTemporaryDir folder;
        QFile file(folder.filePath(u"photo of the box.png"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(1000, 'x'));
        file.close();
        QString error;
        const auto kept = models::keepFile(file.fileName(), desk.folder(), &error);
        QVERIFY2(kept.has_value(), qPrintable(error));
        QCOMPARE(kept->name, u"photo of the box.png"_s);
        QCOMPARE(kept->mime, u"image/png"_s);
        QCOMPARE(kept->size, 1000);
        QVERIFY(kept->path.startsWith(desk.folder()));
        file.remove();
        QCOMPARE(QFileInfo(kept->path).size(), 1000);

        QVERIFY(!models::keepFile(file.fileName(), desk.folder(), &error));
        QVERIFY(error.contains(u"not there any more"_s));
        QVERIFY(!models::keepFile(folder.path(), desk.folder(), &error));
        QVERIFY(error.contains(u"not a file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(models::kLargestFile + 1));
        QVERIFY(!models::keepFile(file.fileName(), desk.folder(), &error));
        QVERIFY(error.contains(u"limit"_s));
        QCOMPARE(QDir(desk.folder() + u"/attachments"_s).entryList(QDir::Files).size(), 1);
    }
};

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
