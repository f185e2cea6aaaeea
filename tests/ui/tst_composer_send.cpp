// Writing and sending: nothing goes out twice, nothing that was written is lost.
#include "models/remote.h"
#include "tests/ui/pane_desk.h"
#include "ui/composer/composer.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/reply_meter.h"
#include "ui/overview/order_row.h"
#include "ui/overview/overview_panel.h"
#include "ui/thread/thread_view.h"
#include "ui/thread/ticket_pane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/section.h"

#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using namespace ui_test;

namespace
{

/// Counts how often a widget gets another size.
class Resizes : public QObject
{
public:
    explicit Resizes(QWidget* watched)
        : QObject(watched)
    {
        watched->installEventFilter(this);
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        count += event->type() == QEvent::Resize ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
    int count = 0;
};

} // namespace

class ComposerSendTest : public QObject
{
    Q_OBJECT

private:
    struct Open {
        explicit Open(desk::Channel channel = desk::Channel::Email, const desk::Ticket* given = nullptr)
        {
            const desk::Ticket ticket = given ? *given : desk.ticket(7, channel);
            desk.desk.apply({ticket, desk.profile(7)});
            desk.desk.page(7, {models_test::message(u"m1"_s, 7, desk.desk.clock.now() - desk::kHour, u"Hello"_s)},
                           false);
            pane.resize(560, 700);
            pane.show();
            QVERIFY(QTest::qWaitForWindowActive(&pane));
            pane.open(ticket.id);
            edit = pane.findChild<ui::ComposerEdit*>();
            view = pane.findChild<ui::ThreadView*>();
            send = pane.findChild<QPushButton*>(u"send"_s);
        }
        PaneDesk desk;
        ui::TicketPane pane{desk.context};
        /// An answer is sent, and the desk does not do it.
        void sendInVain(const QString& reason, const QList<desk::Message>& newer = {})
        {
            edit->insertPlainText(u"Answer"_s);
            send->click();
            QTRY_COMPARE(desk.outbox().size(), 1);
            const desk::OperationId id = desk.outbox().first().operation.id;
            desk.desk.run([&](store::Writer& writer) { return writer.park(id, reason, u"No."_s, newer); });
        }
        /// Another pane, as after a start, answers once it has shown this message and nothing newer.
        void answerLater(const QString& seen)
        {
            const qsizetype waiting = desk.outbox().size();
            ui::TicketPane later(desk.context);
            later.resize(560, 700);
            later.show();
            later.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&later));
            later.open(::desk::TicketId(u"7"_s));
            const auto* shown = later.findChild<ui::ThreadView*>();
            QTRY_COMPARE(shown->lastShown().id, ::desk::MessageId(seen));
            later.findChild<ui::ComposerEdit*>()->insertPlainText(u"One more"_s);
            later.findChild<QPushButton*>(u"send"_s)->click();
            QTRY_COMPARE(desk.outbox().size(), waiting + 1);
            QCOMPARE(desk.outbox().last().operation.seen, ::desk::MessageId(seen));
        }
        bool hasShown(const QString& message) const { return view->lastShown().id == desk::MessageId(message); }

        ui::ComposerEdit* edit;
        ui::ThreadView* view;
        QPushButton* send;
    };

private Q_SLOTS:
    void doublePressSendsOnce()
    {
        Open open;
        QTRY_VERIFY(open.hasShown(u"m1"_s));
        open.edit->insertPlainText(u"On its way"_s);
        open.send->click();
        open.send->click();
        open.pane.findChild<ui::Composer*>()->send(desk::ThenDo::Close);
        QTRY_VERIFY(open.edit->toPlainText().isEmpty());
        QCOMPARE(open.desk.outbox().size(), 1);
        QCOMPARE(open.desk.outbox().first().operation.text, u"On its way"_s);
        QVERIFY(open.desk.outbox().first().operation.seen == desk::MessageId(u"m1"_s));
        QVERIFY(open.desk.outbox().first().state == store::OutboxState::Held); // mail can be undone
    }

    void draftsComeBack()
    {
        Open open;
        open.desk.desk.apply({open.desk.ticket(8, desk::Channel::Email), open.desk.profile(8)});
        open.edit->insertPlainText(u"Half a thou"_s);
        open.pane.open(desk::TicketId(u"8"_s));
        QVERIFY(open.edit->toPlainText().isEmpty());
        open.pane.open(desk::TicketId(u"7"_s));
        QCOMPARE(open.edit->toPlainText(), u"Half a thou"_s);
        QTRY_VERIFY(open.desk.drafts.saved());
        const auto kept = open.desk.desk.session->reader().draft(desk::TicketId(u"7"_s), false);
        QVERIFY(kept && kept->text == u"Half a thou"_s);
    }

    void replyAndNoteAreTwoDrafts()
    {
        Open open;
        open.edit->insertPlainText(u"to the customer"_s);
        open.pane.focusComposer(true);
        QVERIFY(open.edit->toPlainText().isEmpty());
        open.edit->insertPlainText(u"between us"_s);
        open.pane.focusComposer(false);
        QCOMPARE(open.edit->toPlainText(), u"to the customer"_s);
        open.pane.focusComposer(true);
        open.send->click();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QVERIFY(open.desk.outbox().first().operation.kind == desk::OperationKind::Note);
        open.pane.focusComposer(false);
        QCOMPARE(open.edit->toPlainText(), u"to the customer"_s);
    }

    void staleReplyAsks()
    {
        Open open(desk::Channel::Sms);
        const desk::Message newer = models_test::message(u"m2"_s, 7, open.desk.desk.clock.now(), u"Never mind"_s);
        open.sendInVain(u"stale"_s, {newer});
        auto* guard = open.pane.findChild<QWidget*>(u"staleGuard"_s);
        QTRY_VERIFY(guard->isVisible());
        bool shown = false;
        for (const QLabel* label : guard->findChildren<QLabel*>())
            shown = shown || label->text().contains(u"Never mind"_s);
        QVERIFY(shown);
        open.pane.findChild<QPushButton*>(u"staleEdit"_s)->click();
        QTRY_COMPARE(open.edit->toPlainText(), u"Answer"_s);
        QVERIFY(open.desk.outbox().isEmpty());
        QTRY_VERIFY(!guard->isVisible());
        open.send->click();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QCOMPARE(open.desk.outbox().first().operation.seen, newer.id); // or it would be held for ever
    }

    void whatCameIntoViewWhileWritingIsSeen()
    {
        Open open;
        QTRY_VERIFY(open.hasShown(u"m1"_s));
        open.edit->insertPlainText(u"Answer"_s);
        open.desk.desk.apply({models_test::message(u"m2"_s, 7, open.desk.desk.clock.now(), u"One more thing"_s)});
        QTRY_VERIFY(open.hasShown(u"m2"_s));
        open.send->click();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QCOMPARE(open.desk.outbox().first().operation.seen, desk::MessageId(u"m2"_s));
    }

    void aMessageThatIsGoneIsNotWhatWasSeen()
    {
        Open open;
        open.desk.desk.apply({models_test::message(u"m2"_s, 7, open.desk.desk.clock.now(), u"Of the lost time"_s)});
        QTRY_VERIFY(open.hasShown(u"m2"_s));
        open.desk.desk.remove(desk::EntityKind::Message, u"m2"_s);
        QTRY_VERIFY(open.hasShown(u"m1"_s)); // or the desk, which does not know m2, would refuse each reply
        open.edit->insertPlainText(u"Answer"_s);
        open.send->click();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QCOMPARE(open.desk.outbox().first().operation.seen, desk::MessageId(u"m1"_s));
        open.desk.desk.remove(desk::EntityKind::Message, u"m1"_s);
        QTRY_VERIFY(open.view->lastShown().isEmpty());
    }

    /// A screen full of one's own that waits, after a start without a line: nothing else is painted.
    void whatWaitsStandsBehindWhatItsAuthorHadSeen()
    {
        Open open;
        QTRY_VERIFY(open.hasShown(u"m1"_s));
        for (int i = 1; i <= 12; ++i) {
            desk::Operation reply;
            reply.id = desk::OperationId(u"waits%1"_s.arg(i));
            reply.kind = desk::OperationKind::Reply;
            reply.ticket = desk::TicketId(u"7"_s);
            reply.by = desk::AgentId(u"me"_s);
            reply.at = open.desk.desk.clock.now() + i;
            reply.text = u"Answer %1, a long one. "_s.arg(i).repeated(12);
            reply.seen = desk::MessageId(u"m1"_s);
            open.desk.desk.run([&](store::Writer& writer) { return writer.submit(reply, {}, {}, false); });
        }
        open.answerLater(u"m1"_s);
    }

    /// Notes and event lines fill the screen after a start: the messages above them were there when it was opened.
    void aScreenFullOfNotesHidesNothingNew_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("notes") << int(desk::MessageKind::Note);
        QTest::newRow("event lines") << int(desk::MessageKind::Event);
    }

    void aScreenFullOfNotesHidesNothingNew()
    {
        QFETCH(const int, kind);
        Open open;
        QTRY_VERIFY(open.hasShown(u"m1"_s));
        QList<desk::Message> talk;
        for (int i = 0; i < 40; ++i) {
            desk::Message line = models_test::message(u"m%1"_s.arg(10 + i), 7, open.desk.desk.clock.now() + i,
                                                      u"Line %1, a long one. "_s.arg(i).repeated(12));
            line.kind = desk::MessageKind(kind);
            line.authorKind = desk::AuthorKind::Agent;
            line.eventKind = kind == int(desk::MessageKind::Event) ? u"priority"_s : QString();
            talk.append(line);
        }
        open.desk.desk.page(7, talk, false);
        open.answerLater(u"m49"_s);
    }

    void whatCameOutOfSightIsNotSeen()
    {
        Open open;
        QTRY_VERIFY(open.hasShown(u"m1"_s));
        QList<desk::Message> talk;
        for (int i = 0; i < 40; ++i)
            talk.append(models_test::message(u"m%1"_s.arg(10 + i), 7, open.desk.desk.clock.now() + i,
                                             u"Line %1 of a long talk. "_s.arg(i).repeated(8)));
        open.desk.desk.page(7, talk, false);
        QTRY_VERIFY(open.hasShown(u"m49"_s));
        open.view->verticalScrollBar()->setValue(0);
        open.edit->insertPlainText(u"Answer"_s);
        open.desk.desk.apply({models_test::message(u"m50"_s, 7, open.desk.desk.clock.now() + 50, u"Never mind"_s)});
        open.view->verticalScrollBar()->setValue(10); // laid out and painted anew
        QVERIFY(!open.view->grab().isNull());
        open.send->click();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QCOMPARE(open.desk.outbox().first().operation.seen, desk::MessageId(u"m49"_s));
    }

    void whatCameInTheBackgroundIsNotSeen()
    {
        Open open;
        QTRY_VERIFY(open.hasShown(u"m1"_s));
        open.edit->insertPlainText(u"Answer"_s);
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        open.desk.desk.apply({models_test::message(u"m2"_s, 7, open.desk.desk.clock.now(), u"Never mind"_s)});
        QTRY_VERIFY(open.view->card(
            open.desk.desk.session->reader().thread(desk::TicketId(u"7"_s), {}, 9).messages.last().key));
        QVERIFY(!open.view->grab().isNull());
        QVERIFY(open.hasShown(u"m1"_s));
        open.pane.activateWindow();
        QTRY_VERIFY(open.hasShown(u"m2"_s));
        open.send->click();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QCOMPARE(open.desk.outbox().first().operation.seen, desk::MessageId(u"m2"_s));
    }

    void anotherKindMayBeWrittenWhileOneIsStored()
    {
        Open open;
        open.pane.focusComposer(true);
        open.edit->insertPlainText(u"between us"_s);
        open.pane.focusComposer(false);
        open.edit->insertPlainText(u"to the customer"_s);
        open.send->click();
        open.pane.focusComposer(true); // before the outbox has answered
        QCOMPARE(open.edit->toPlainText(), u"between us"_s);
        QVERIFY(open.send->isEnabled());
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        open.desk.desk.run([](store::Writer&) { return store::ChangeSet(); });
        QCOMPARE(open.edit->toPlainText(), u"between us"_s);
        open.pane.focusComposer(false);
        QVERIFY(open.edit->toPlainText().isEmpty());
    }

    void whatIsBeingStoredCannotBeSentTwice()
    {
        Open open;
        open.desk.desk.apply({open.desk.ticket(8, desk::Channel::Email), open.desk.profile(8)});
        std::promise<void> gate;
        open.desk.desk.worker->run(store::Worker::Urgency::Agent, [&gate](store::Writer&) {
            gate.get_future().wait(); // the disk takes its time
            return store::ChangeSet();
        });
        open.edit->insertPlainText(u"Once"_s);
        open.send->click();
        open.pane.open(desk::TicketId(u"8"_s));
        open.pane.open(desk::TicketId(u"7"_s));
        QVERIFY(!open.send->isEnabled());
        QVERIFY(open.edit->isReadOnly());
        open.pane.findChild<ui::Composer*>()->send(desk::ThenDo::Nothing);
        gate.set_value();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QTRY_VERIFY(!open.edit->isReadOnly());
        QVERIFY(open.edit->toPlainText().isEmpty());
        open.desk.desk.run([](store::Writer&) { return store::ChangeSet(); });
        QCOMPARE(open.desk.outbox().size(), 1);
    }

    void undoKeepsWhatIsBeingWritten()
    {
        Open open;
        open.edit->insertPlainText(u"The mail"_s);
        open.send->click();
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QTRY_VERIFY(open.edit->toPlainText().isEmpty());
        open.edit->insertPlainText(u"One more"_s);
        open.desk.actions.withdraw(open.desk.outbox().first().operation.id, true);
        QVERIFY(!open.send->isEnabled()); // what is sent now would take the mail's draft with it
        open.edit->insertPlainText(u" thing"_s);
        QTRY_COMPARE(open.edit->toPlainText(), u"The mail\n\nOne more thing"_s);
        QTRY_VERIFY(open.send->isEnabled());
        open.edit->insertPlainText(u"."_s);
        open.desk.drafts.flush();
        QTRY_VERIFY(open.desk.drafts.saved());
        QCOMPARE(open.desk.desk.session->reader().draft(desk::TicketId(u"7"_s), false)->text,
                 u"The mail\n\nOne more thing."_s);
    }

    void discardingIsAsked_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("reason");
        QTest::newRow("guard") << u"staleDiscard"_s << u"stale"_s;
        QTest::newRow("card") << QString() << u"no-consent"_s;
    }
    void discardingIsAsked()
    {
        QFETCH(QString, button);
        QFETCH(QString, reason);
        Open open(desk::Channel::Sms);
        open.sendInVain(reason);
        const auto wanted = [&] {
            for (auto* one : open.pane.findChildren<QPushButton*>(button))
                if (one->isVisible() && one->text().startsWith(u"Discard"_s))
                    return one;
            return static_cast<QPushButton*>(nullptr);
        };
        QTRY_VERIFY(wanted());
        wanted()->click();
        QCOMPARE(open.desk.outbox().size(), 1);
        auto* question = open.pane.findChild<QMessageBox*>(u"discardQuestion"_s);
        QVERIFY(question);
        for (QAbstractButton* one : question->buttons())
            if (question->buttonRole(one) == QMessageBox::DestructiveRole)
                one->click();
        QTRY_VERIFY(open.desk.outbox().isEmpty());
        QCOMPARE(open.desk.desk.session->reader().draftHistory(desk::TicketId(u"7"_s), false).first().text,
                 u"Answer"_s);
    }

    void anEarlierVersionBecomesTheDraft()
    {
        Open open;
        open.pane.addCommands();
        const auto write = [&](const QString& text) {
            open.edit->setPlainText(text);
            open.desk.drafts.flush();
            QTRY_VERIFY(open.desk.drafts.saved());
        };
        write(u"A long and careful answer"_s);
        write(u"No."_s); // much is lost: what stood there is kept
        open.desk.commands.action(u"draft.versions"_s)->trigger();
        auto* list = open.pane.findChild<QListWidget*>(u"draftVersionsList"_s);
        QVERIFY(list);
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().contains(u"A long and careful"_s));
        open.pane.findChild<QPushButton*>(u"draftVersionsUse"_s)->click();
        QCOMPARE(open.edit->toPlainText(), u"A long and careful answer"_s);
        QTRY_VERIFY(open.desk.drafts.saved());
        store::Reader& reader = open.desk.desk.session->reader();
        QCOMPARE(reader.draft(desk::TicketId(u"7"_s), false)->text, u"A long and careful answer"_s);
        QCOMPARE(reader.draftHistory(desk::TicketId(u"7"_s), false).first().text, u"No."_s);
    }

    void filesComeBesideTheUiThreadAndSendWaits()
    {
        Open open;
        open.desk.desk.apply({open.desk.ticket(8, desk::Channel::Email), open.desk.profile(8)});
        QTemporaryDir folder;
        QFile file(folder.filePath(u"film.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(2'000'000, 'x'));
        file.close();
        const auto drop = [&] {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(file.fileName())});
            auto* composer = open.pane.findChild<ui::Composer*>();
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(composer, &enter);
            QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(composer, &event);
        };
        const auto chips = [&] { return open.pane.findChildren<ui::Chip*>(QRegularExpression(u"^arrivingFile-"_s)); };
        open.edit->insertPlainText(u"See the film"_s);
        drop();
        QCOMPARE(chips().size(), 1); // told at once, copied later
        open.send->click();
        open.pane.open(desk::TicketId(u"8"_s)); // nobody waits in front of it
        QTRY_COMPARE(open.desk.outbox().size(), 1);
        QCOMPARE(open.desk.outbox().first().operation.text, u"See the film"_s);
        QCOMPARE(open.desk.outbox().first().files.size(), 1);

        drop();
        QCOMPARE(chips().size(), 1);
        QTest::keyClick(chips().first(), Qt::Key_Delete);
        QTRY_COMPARE(chips().size(), 0);
        open.desk.drafts.flush();
        QTRY_VERIFY(open.desk.drafts.saved());
        QVERIFY(!open.desk.desk.session->reader().draft(desk::TicketId(u"8"_s), false));
    }

    /// What has no room goes, and then nothing moves any more: a footer that laid itself out anew from within its own
    /// layout once took the whole stack.
    void aNarrowComposerComesToRest_data()
    {
        QTest::addColumn<int>("width");
        for (int width = 240; width <= 560; width += 20)
            QTest::addRow("%d px", width) << width;
    }
    void aNarrowComposerComesToRest()
    {
        QFETCH(int, width);
        Open open(desk::Channel::Email);
        QList<desk::Message> newer;
        for (const QString& text : {u"One"_s, u"Two of them, and these are longer words"_s, u"Three"_s})
            newer.append(models_test::message(u"m"_s + text.left(3), 7, open.desk.desk.clock.now(), text.repeated(6)));
        open.sendInVain(u"stale"_s, newer);
        auto* guard = open.pane.findChild<QWidget*>(u"staleGuard"_s);
        QTRY_VERIFY(guard->isVisible());
        auto* composer = open.pane.findChild<QWidget*>(u"composer"_s);
        Resizes resizes(composer);
        open.pane.setMinimumWidth(0);
        open.pane.resize(width, 620);
        open.pane.resize(width + 7, 700);
        QCoreApplication::processEvents();
        const auto rests = [&] {
            const int before = resizes.count;
            QCoreApplication::processEvents();
            return resizes.count == before;
        };
        QTRY_VERIFY(rests() && rests() && rests());
        QVERIFY2(resizes.count < 20, qPrintable(QString::number(resizes.count)));
    }

    void staleReplySentAnyway()
    {
        Open open(desk::Channel::Sms);
        open.sendInVain(u"stale"_s);
        QTRY_VERIFY(open.pane.findChild<QWidget*>(u"staleGuard"_s)->isVisible());
        open.pane.findChild<QPushButton*>(u"staleSendAnyway"_s)->click();
        QTRY_VERIFY(open.desk.outbox().first().operation.sendAnyway);
        QVERIFY(open.desk.outbox().first().state == store::OutboxState::Queued);
    }

    void closedComposerSaysWhy_data()
    {
        QTest::addColumn<int>("channel");
        QTest::addColumn<bool>("consents");
        QTest::addColumn<bool>("late");
        QTest::addColumn<bool>("open");
        using C = desk::Channel;
        QTest::newRow("mail") << int(C::Email) << false << true << true;
        QTest::newRow("web chat") << int(C::WebChat) << false << true << true;
        QTest::newRow("sms") << int(C::Sms) << true << true << true;
        QTest::newRow("sms, no consent") << int(C::Sms) << false << false << false;
        QTest::newRow("whatsapp") << int(C::WhatsApp) << true << false << true;
        QTest::newRow("whatsapp, no consent") << int(C::WhatsApp) << false << false << false;
        QTest::newRow("whatsapp, late") << int(C::WhatsApp) << true << true << false;
        QTest::newRow("instagram") << int(C::Instagram) << false << false << true;
        QTest::newRow("instagram, late") << int(C::Instagram) << false << true << false;
    }
    void closedComposerSaysWhy()
    {
        QFETCH(int, channel);
        QFETCH(bool, consents);
        QFETCH(bool, late);
        QFETCH(bool, open);
        PaneDesk desk;
        desk::Ticket ticket = desk.ticket(7, desk::Channel(channel));
        if (late)
            ticket.lastInbound = desk.desk.clock.now() - 25 * desk::kHour;
        desk::Profile person = desk.profile(7);
        if (!consents)
            person.consent = {};
        desk.desk.apply({ticket, person});
        ui::TicketPane pane(desk.context);
        pane.resize(560, 700);
        pane.show();
        pane.open(ticket.id);
        pane.focusComposer(false);
        auto* edit = pane.findChild<ui::ComposerEdit*>();
        auto* why = pane.findChild<ui::Banner*>(u"replyClosed"_s);
        QCOMPARE(edit->isReadOnly(), !open);
        QCOMPARE(why->isVisible(), !open);
        QCOMPARE(why->message().isEmpty(), open);
        pane.focusComposer(true); // notes are always possible (REPLY-1)
        QVERIFY(!edit->isReadOnly());
        QVERIFY(!why->isVisible());
    }

    void macroWithoutValueIsNotSent()
    {
        Open open;
        desk::Macro macro;
        macro.id = desk::MacroId(u"m"_s);
        macro.name = u"Brand line"_s;
        macro.text = u"Yours, {{ ticket.brand }}"_s;
        open.desk.desk.apply({macro});
        open.edit->setFocus();
        QTest::keyClicks(open.edit, u"/bra"_s);
        QTest::keyClick(open.edit, Qt::Key_Return);
        QVERIFY2(open.edit->toPlainText().startsWith(u"Yours, "_s), qPrintable(open.edit->toPlainText()));
        auto* trouble = open.pane.findChild<ui::Banner*>(u"composerTrouble"_s);
        QVERIFY(trouble->isVisible());
        open.send->click();
        QCoreApplication::processEvents();
        QVERIFY(open.desk.outbox().isEmpty());
        QVERIFY(!open.edit->toPlainText().isEmpty());
    }

    void onlyWhatAMacroLeftOpenStopsSending_data()
    {
        QTest::addColumn<QString>("macroText");
        QTest::addColumn<QString>("typed"); // besides, by the agent
        QTest::addColumn<QString>("open");  // what the composer names; empty = it is sent
        QTest::newRow("a blank in the name") << u"Yours, {{ order number }}"_s << QString() << u"{{ order number }}"_s;
        QTest::newRow("signs in the name") << u"{{ größe / 2! }}"_s << QString() << u"{{ größe / 2! }}"_s;
        QTest::newRow("nothing in the braces") << u"Yours, {{ }}"_s << QString() << u"{{ }}"_s;
        QTest::newRow("the subject's braces") << u"Re {{ ticket.subject }}"_s << QString() << QString();
        QTest::newRow("braces typed or pasted") << QString() << u"You wrote: {{ order }}"_s << QString();
        QTest::newRow("both") << u"{{ order number }}"_s << u"You wrote: {{ order }}"_s << u"{{ order number }}"_s;
    }
    /// Also after the draft was left and came back; then the place is taken out and it goes.
    void onlyWhatAMacroLeftOpenStopsSending()
    {
        QFETCH(QString, macroText);
        QFETCH(QString, typed);
        QFETCH(QString, open);
        PaneDesk names;
        desk::Ticket ticket = names.ticket(7, desk::Channel::Email);
        ticket.subject = u"Where is {{ order }}?"_s;
        Open shown(desk::Channel::Email, &ticket);
        shown.desk.desk.apply({shown.desk.ticket(8, desk::Channel::Email), shown.desk.profile(8)});
        desk::Macro macro;
        macro.id = desk::MacroId(u"m"_s);
        macro.name = u"Brand line"_s;
        macro.text = macroText;
        shown.desk.desk.apply({macro});
        shown.edit->setFocus();
        if (!macroText.isEmpty()) {
            QTest::keyClicks(shown.edit, u"/bra"_s);
            QTest::keyClick(shown.edit, Qt::Key_Return);
        }
        QTest::keyClicks(shown.edit, u" "_s + typed);
        shown.pane.open(desk::TicketId(u"8"_s));
        QTRY_VERIFY(shown.desk.drafts.saved());
        shown.pane.open(desk::TicketId(u"7"_s));
        shown.send->click();
        if (!open.isEmpty()) {
            const auto* trouble = shown.pane.findChild<ui::Banner*>(u"composerTrouble"_s);
            QVERIFY(trouble->isVisible());
            QVERIFY2(trouble->message().contains(open), qPrintable(trouble->message()));
            QVERIFY2(!trouble->message().contains(u"{{ order }}"_s), qPrintable(trouble->message()));
            QVERIFY(shown.desk.outbox().isEmpty());
            shown.edit->setPlainText(shown.edit->toPlainText().replace(open, u"4711"_s));
            shown.send->click();
        }
        QTRY_COMPARE(shown.desk.outbox().size(), 1);
        QVERIFY(open.isEmpty() || !shown.desk.outbox().first().operation.text.contains(open));
    }

    void aMessageInTroubleCanBeWrittenAgain_data()
    {
        QTest::addColumn<desk::Delivery>("delivery");
        QTest::addColumn<desk::AuthorKind>("author");
        QTest::addColumn<bool>("offered");
        QTest::newRow("failed") << desk::Delivery::Failed << desk::AuthorKind::Agent << true;
        QTest::newRow("unconfirmed") << desk::Delivery::Unconfirmed << desk::AuthorKind::Agent << true;
        QTest::newRow("delivered") << desk::Delivery::Delivered << desk::AuthorKind::Agent << false;
        QTest::newRow("automatic") << desk::Delivery::Failed << desk::AuthorKind::System << false;
    }
    /// By the keyboard, and what was being written stays behind it.
    void aMessageInTroubleCanBeWrittenAgain()
    {
        QFETCH(desk::Delivery, delivery);
        QFETCH(desk::AuthorKind, author);
        QFETCH(bool, offered);
        Open open;
        open.edit->insertPlainText(u"Half a thought"_s);
        desk::Message message = models_test::message(u"m2"_s, 7, open.desk.desk.clock.now(), u"It is on its way."_s);
        message.direction = desk::Direction::Outbound;
        message.authorKind = author;
        message.delivery = delivery;
        open.desk.desk.apply({message});
        QTRY_VERIFY(open.hasShown(u"m2"_s));
        const auto button = [&] { return open.pane.findChild<QPushButton*>(u"writeAgain"_s); };
        if (!offered) {
            QVERIFY(!button());
            return;
        }
        QTRY_VERIFY(button());
        QCOMPARE(button()->accessibleName(), u"Write this message again"_s);
        QVERIFY(!button()->toolTip().isEmpty());
        button()->setFocus(Qt::TabFocusReason);
        QTest::keyClick(button(), Qt::Key_Space);
        QTRY_COMPARE(open.edit->toPlainText(), u"It is on its way.\n\nHalf a thought"_s);
        QVERIFY(open.edit->hasFocus());
        QTRY_VERIFY(open.desk.drafts.saved());
        const auto kept = open.desk.desk.session->reader().draft(desk::TicketId(u"7"_s), false);
        QVERIFY(kept && kept->text == open.edit->toPlainText());
        QVERIFY(open.desk.outbox().isEmpty()); // nothing goes by itself
    }

    void tooLongIsNotSent()
    {
        Open open(desk::Channel::Sms);
        open.edit->insertPlainText(QString(2000, u'a'));
        QVERIFY(!open.send->isEnabled());
        QVERIFY(ui::meterText(desk::Channel::Sms, desk::measure(desk::Channel::Sms, QString(2000, u'a'))).ink ==
                ui::Ink::Danger);
    }

    void overviewStates()
    {
        PaneDesk desk;
        store::SyncState state;
        state.link = store::Link::Live;
        desk.desk.session->setSyncState(state);
        ui::OverviewPanel panel(desk.context);
        panel.resize(308, 700);
        panel.show();
        desk::Profile person = desk.profile(7);
        person.predictive.unavailableReason = u"Fewer than 500 customers have ordered."_s;
        desk.desk.apply({desk.ticket(7, desk::Channel::Sms), person});
        panel.open(desk::TicketId(u"7"_s));
        const auto says = [&](const QString& text) {
            for (const QLabel* label : panel.findChildren<QLabel*>())
                if (label->isVisibleTo(&panel) && label->text().contains(text))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(person.predictive.unavailableReason)); // OVR-3
        QVERIFY(says(u"Loading"_s));
        desk.desk.remote.profileAnswers.first()(u"The server did not answer."_s);
        QTRY_VERIFY(says(u"The server did not answer."_s));
        QVERIFY(says(u"They come when the server can be reached."_s));
        QVERIFY(!says(u"No orders yet."_s)); // nobody knows that
        auto* section = panel.findChild<ui::Section*>(u"overviewOrders"_s);
        section->setExpanded(false);
        QCOMPARE(desk.preferences.value(u"overview/orders"_s).toBool(), false);
    }

    void overviewBuildsOnlyWhatChanged()
    {
        PaneDesk desk;
        ui::OverviewPanel panel(desk.context);
        panel.resize(308, 900);
        panel.show();
        desk::Order order;
        order.id = desk::OrderId(u"o1"_s);
        order.profile = desk.profile(7).id;
        order.number = u"#10482"_s;
        order.placed = desk.desk.clock.now() - desk::kDay;
        desk::Ticket ticket = desk.ticket(7, desk::Channel::Email);
        desk.desk.apply({ticket, desk.profile(7), order});
        panel.open(ticket.id);
        auto* row = panel.findChild<ui::OrderRow*>();
        QVERIFY(row);
        row->setExpanded(true);
        QPointer<ui::OrderRow> same(row);
        ticket.updated = desk.desk.clock.now();
        ticket.snippet = u"A new word"_s;
        desk.desk.apply({ticket});
        desk.desk.remote.profileAnswers.first()(QString());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(same && same->isExpanded());
        order.tracking = u"3SABC"_s; // its own news: built anew, and unfolded still
        desk.desk.apply({order});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!same);
        QVERIFY(panel.findChild<ui::OrderRow*>()->isExpanded());
    }
};

QTEST_MAIN(ComposerSendTest)
#include "tst_composer_send.moc"
