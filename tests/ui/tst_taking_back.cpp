// What the screens say and offer of a message that may have gone (BEY-15), and of what a session leaves undecided.

#include "models/outbox_model.h"
#include "tests/ui/pane_desk.h"
#include "ui/shell/main_window.h"
#include "ui/shell/outbox_window.h"
#include "ui/shell/undo_toast.h"
#include "ui/theme/theme.h"
#include "ui/thread/message_card.h"
#include "ui/thread/thread_view.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using store::OutboxState;
using ui_test::PaneDesk;

namespace
{

const desk::TicketId kTicket(u"1"_s);
const desk::OperationId kReply(u"6a3f0c1e-0000-4000-8000-000000000001"_s);

void can(PaneDesk& desk, const QString& words)
{
    desk.desk.run([words](store::Writer& writer) {
        writer.setSetting(u"capabilities"_s, words);
        return store::ChangeSet();
    });
}

/// A desk with one ticket and a reply on it that was sent once and not answered.
struct Doubt {
    PaneDesk desk;
    std::unique_ptr<ui::MainWindow> window;

    explicit Doubt(const QString& capabilities = u"take-back restore"_s)
    {
        can(desk, capabilities);
        desk::Ticket ticket = desk.ticket(1, desk::Channel::Email);
        ticket.assignee = desk::AgentId(u"me"_s);
        desk.desk.apply({ticket});
        desk::Operation reply;
        reply.id = kReply;
        reply.ticket = kTicket;
        reply.kind = desk::OperationKind::Reply;
        reply.by = desk::AgentId(u"me"_s);
        reply.at = desk.desk.clock.now();
        reply.text = u"It is on its way."_s;
        desk.desk.run([&](store::Writer& writer) { return writer.submit(reply, {}, {}, false); });
    }
    void loseTheAnswer()
    {
        desk.desk.run([](store::Writer& writer) {
            writer.markSending(kReply);
            return writer.postpone(kReply, {}, u"network"_s, u"No answer came."_s, true);
        });
    }
    void park()
    {
        desk.desk.run([](store::Writer& writer) {
            return writer.park(kReply, u"no-consent"_s, u"The customer has not agreed."_s, {});
        });
    }
    void show()
    {
        window = std::make_unique<ui::MainWindow>(desk.context);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("no window");
        window->openTicket(kTicket);
    }
    /// The button of the reply's card with these words; nullptr while there is none.
    QPushButton* offer(const QString& words) const
    {
        for (const auto* card : window->findChildren<ui::MessageCard*>())
            for (auto* button : card->findChildren<QPushButton*>())
                if (!button->isHidden() && button->text() == words)
                    return button;
        return nullptr;
    }
    /// Words of the buttons of the reply's card.
    QStringList offers() const
    {
        QStringList words;
        for (const auto* card : window->findChildren<ui::MessageCard*>())
            for (const auto* button : card->findChildren<QPushButton*>())
                if (!button->isHidden() && !button->text().isEmpty())
                    words.append(button->text());
        return words;
    }
    bool says(const QString& words) const
    {
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return !label->isHidden() && label->text().contains(words); });
    }
    OutboxState state() { return desk.outbox().first().state; }
};

} // namespace

class TakingBackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        ui::Theme::current().setMode(ui::Theme::Mode::Light);
        ui::Theme::current().install(*qApp);
    }

    /// Edit would make a second message of one that the customer may have.
    void editAsksTheDeskFirst()
    {
        Doubt doubt;
        doubt.loseTheAnswer();
        doubt.show();
        QTRY_VERIFY(doubt.offers().contains(u"Take back and edit"_s));
        QVERIFY(!doubt.offers().contains(u"Edit"_s));
        QVERIFY(doubt.says(u"may have been sent already"_s));
        doubt.offer(u"Take back and edit"_s)->click();
        QTRY_VERIFY(doubt.state() == OutboxState::TakingBack);
        QVERIFY(!doubt.desk.desk.session->reader().draft(kTicket, false));
        QTRY_VERIFY(doubt.says(u"Taking back"_s));
        QVERIFY(doubt.offers().isEmpty());

        doubt.desk.desk.run([](store::Writer& writer) { return writer.tookBack(kReply); });
        QTRY_VERIFY(doubt.desk.desk.session->reader().draft(kTicket, false));
        QVERIFY(doubt.desk.outbox().isEmpty());
        auto* toast = doubt.window->findChild<ui::UndoToast*>();
        QTRY_VERIFY2(toast->message().contains(u"was not sent"_s), qPrintable(toast->message()));
    }

    /// Buttons and lines that are done go, perhaps under the hand.
    void theKeyboardIsNeverLost()
    {
        Doubt doubt;
        doubt.park();
        doubt.show();
        QTRY_VERIFY(doubt.offer(u"Try again"_s));
        doubt.offer(u"Edit"_s)->setFocus();
        doubt.desk.desk.run([](store::Writer& writer) { // told anew: the buttons are made anew
            return writer.park(kReply, u"no-consent"_s, u"Still not."_s, {});
        });
        QTRY_VERIFY(doubt.says(u"Still not."_s));
        QCOMPARE(QApplication::focusWidget(), doubt.offer(u"Edit"_s));

        doubt.offer(u"Try again"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_VERIFY(!doubt.offer(u"Try again"_s));
        QVERIFY(doubt.window->findChild<ui::ThreadView*>()->isAncestorOf(QApplication::focusWidget()) ||
                doubt.window->findChild<ui::ThreadView*>()->hasFocus());
    }

    void aLineThatGoesLeavesTheKeyboard()
    {
        Doubt doubt;
        doubt.park();
        doubt.show();
        doubt.window->findChild<ui::Banner*>(u"undecidedNotice"_s)->findChild<QPushButton*>()->setFocus();
        doubt.desk.actions.withdraw(kReply, false);
        QTRY_VERIFY(!doubt.window->findChild<ui::Banner*>(u"undecidedNotice"_s));
        QTRY_VERIFY(QApplication::focusWidget());
    }

    void editingLeavesTheOutbox()
    {
        Doubt doubt;
        doubt.park();
        doubt.show();
        doubt.desk.commands.action(u"window.outbox"_s)->trigger();
        auto* outbox = doubt.window->findChild<ui::OutboxWindow*>();
        QTRY_VERIFY(outbox && outbox->isVisible());
        outbox->findChild<QPushButton*>(u"outboxEdit"_s)->click();
        QTRY_VERIFY(!outbox->isVisible());
        QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->objectName() == u"composerText");
    }

    void quittingCountsTheFiles()
    {
        Doubt doubt;
        desk::Operation reply;
        reply.id = desk::OperationId(u"6a3f0c1e-0000-4000-8000-000000000002"_s);
        reply.ticket = kTicket;
        reply.kind = desk::OperationKind::Reply;
        reply.by = desk::AgentId(u"me"_s);
        reply.at = doubt.desk.desk.clock.now();
        reply.text = u"See both."_s;
        const QList<desk::DraftFile> files{{u"/nowhere/a.pdf"_s, u"a.pdf"_s, u"application/pdf"_s, 3},
                                           {u"/nowhere/b.pdf"_s, u"b.pdf"_s, u"application/pdf"_s, 3}};
        doubt.desk.desk.run([&](store::Writer& writer) { return writer.submit(reply, files, {}, false); });
        doubt.show();
        doubt.window->close();
        QTRY_VERIFY(doubt.window->findChild<QMessageBox*>(u"quitQuestion"_s));
        const auto* box = doubt.window->findChild<QMessageBox*>(u"quitQuestion"_s);
        QVERIFY2(box->informativeText().contains(u"2 file(s) are not uploaded"_s), qPrintable(box->informativeText()));
    }

    void tooLateIsTold()
    {
        Doubt doubt;
        doubt.loseTheAnswer();
        doubt.show();
        doubt.desk.actions.withdraw(kReply, true);
        QTRY_VERIFY(doubt.state() == OutboxState::TakingBack);
        doubt.desk.desk.run([](store::Writer& writer) { return writer.acknowledge(kReply, 1000, {}); });
        auto* toast = doubt.window->findChild<ui::UndoToast*>();
        QTRY_VERIFY2(toast->message().contains(u"had been sent already"_s), qPrintable(toast->message()));
        QVERIFY(!doubt.desk.desk.session->reader().draft(kTicket, false));
    }

    void anOlderDeskIsSaid()
    {
        Doubt doubt{QString()};
        doubt.loseTheAnswer();
        doubt.show();
        QTRY_VERIFY(doubt.says(u"too old to be asked"_s));
        QVERIFY(doubt.offers().isEmpty());
    }

    void outboxSaysNoMoreThanIsKnown()
    {
        Doubt doubt;
        models::OutboxModel model(*doubt.desk.desk.session);
        ui::OutboxWindow window(doubt.desk.context, model);
        window.show();
        const auto button = [&window](const char* name) { return window.findChild<QPushButton*>(QLatin1String(name)); };
        QCOMPARE(button("outboxEdit")->text(), u"Edit"_s);
        const auto question = [&] {
            button("outboxDiscard")->click();
            auto* box = window.findChild<QMessageBox*>(u"discardQuestion"_s);
            const QString words = box ? box->text() + box->informativeText() : QString();
            delete box;
            return words;
        };
        QVERIFY(question().contains(u"It is never sent"_s));
        doubt.loseTheAnswer();
        QTRY_COMPARE(button("outboxEdit")->text(), u"Take back and edit"_s);
        QVERIFY(window.findChild<QLabel*>(u"outboxDoubt"_s)->text().contains(u"may have been sent"_s));
        const QString words = question();
        QVERIFY2(!words.contains(u"never sent"_s) && words.contains(u"may have been sent already"_s),
                 qPrintable(words));
        doubt.desk.actions.withdraw(kReply, false);
        QTRY_VERIFY(doubt.state() == OutboxState::TakingBack);
        QTRY_VERIFY(button("outboxEdit")->isHidden() && button("outboxDiscard")->isHidden());
        doubt.desk.desk.run([](store::Writer& writer) { return writer.leaveInDoubt(kReply, u"Nobody knows."_s); });
        QTRY_VERIFY(!button("outboxDiscard")->isHidden());
        const QString last = question();
        QVERIFY2(!last.contains(u"never sent"_s) && last.contains(u"nobody can tell"_s), qPrintable(last));
    }

    /// What needs the agent is told at the start, not only counted in a corner.
    void undecidedIsToldAtTheStart()
    {
        Doubt doubt;
        doubt.park();
        doubt.show();
        auto* banner = doubt.window->findChild<ui::Banner*>(u"undecidedNotice"_s);
        QVERIFY(banner && !banner->isHidden());
        QVERIFY(banner->message().contains(u'1'));
        banner->findChild<QPushButton*>()->click();
        auto* outbox = doubt.window->findChild<ui::OutboxWindow*>();
        QTRY_VERIFY(outbox && outbox->isVisible());
        QCOMPARE(outbox->findChild<QLabel*>(u"outboxReason"_s)->text().contains(u"not agreed"_s), true);
        doubt.desk.actions.withdraw(kReply, false);
        QTRY_VERIFY(!doubt.window->findChild<ui::Banner*>(u"undecidedNotice"_s));
    }

    void quittingCountsTheUndecided()
    {
        Doubt doubt;
        doubt.park();
        doubt.show();
        QSignalSpy quits(doubt.window.get(), &ui::MainWindow::quitAsked);
        doubt.window->close();
        QTRY_VERIFY(doubt.window->findChild<QMessageBox*>(u"quitQuestion"_s));
        auto* box = doubt.window->findChild<QMessageBox*>(u"quitQuestion"_s);
        QVERIFY2(box->informativeText().contains(u"decision"_s), qPrintable(box->informativeText()));
        QCOMPARE(quits.count(), 0);
        for (QAbstractButton* button : box->buttons())
            if (button->text() == u"Open the outbox")
                button->click();
        QTRY_VERIFY(doubt.window->findChild<ui::OutboxWindow*>());
        QCOMPARE(quits.count(), 0);
    }

    /// Nobody knows of it whether the customer has it, so nothing is promised (BEY-15).
    void quittingSaysWhatIsNotKnown()
    {
        Doubt doubt;
        doubt.loseTheAnswer();
        doubt.show();
        doubt.window->close();
        QTRY_VERIFY(doubt.window->findChild<QMessageBox*>(u"quitQuestion"_s));
        auto* box = doubt.window->findChild<QMessageBox*>(u"quitQuestion"_s);
        QVERIFY2(box->informativeText().contains(u"may have reached"_s), qPrintable(box->informativeText()));
        QVERIFY2(!box->informativeText().contains(u"go out"_s), qPrintable(box->informativeText()));
        for (const QAbstractButton* button : box->buttons())
            QVERIFY2(!button->text().contains(u"send later"_s), qPrintable(button->text()));
    }

    void theOutboxKeepsItsKeys()
    {
        Doubt doubt;
        doubt.loseTheAnswer();
        models::OutboxModel rows(*doubt.desk.desk.session);
        ui::OutboxWindow outbox(doubt.desk.context, rows);
        const auto keyOf = [&](const QString& name) { return outbox.findChild<QAbstractButton*>(name)->shortcut(); };
        outbox.show();
        QTRY_COMPARE(outbox.findChild<QAbstractButton*>(u"outboxEdit"_s)->text(), u"Take back and edit"_s);
        QCOMPARE(keyOf(u"outboxEdit"_s), QKeySequence(u"Alt+E"_s));
        QCOMPARE(keyOf(u"outboxDiscard"_s), QKeySequence(QKeySequence::Delete));
    }

    void theCardSaysWhatIsKnown()
    {
        Doubt doubt;
        doubt.loseTheAnswer();
        doubt.show();
        const auto spoken = [&] {
            QStringList names;
            for (const auto* card : doubt.window->findChildren<ui::MessageCard*>())
                names.append(card->accessibleName());
            return names.join(u'\n');
        };
        QTRY_VERIFY2(spoken().contains(u"Not known whether it was sent"_s), qPrintable(spoken()));
        QVERIFY2(!spoken().contains(u"Queued"_s), qPrintable(spoken()));
    }

    /// A closed chat cannot be opened again: until its undo time is over the closing waits here.
    void closingAChatCanBeUndone()
    {
        PaneDesk desk;
        can(desk, u"take-back restore"_s);
        desk::Ticket chat = desk.ticket(2, desk::Channel::WebChat);
        chat.assignee = desk::AgentId(u"me"_s);
        desk.desk.apply({chat});
        ui::MainWindow window(desk.context);
        window.show();
        desk.actions.assign(chat.id, desk::AgentId(u"other"_s));
        desk.actions.close(chat.id);
        auto* toast = window.findChild<ui::UndoToast*>();
        QTRY_VERIFY(toast->isVisible() && toast->undoButton()->isVisible());
        QVERIFY(toast->message().startsWith(u"Closed"_s));
        toast->undoButton()->click();
        QTRY_VERIFY2(toast->message().startsWith(u"Undone: Closed"_s), qPrintable(toast->message()));
        const auto now = [&] { return *desk.desk.session->reader().ticket(chat.id); };
        QVERIFY(now().status == desk::Status::Open);
        QVERIFY(toast->message().contains(u"Assigned"_s));
        QTRY_VERIFY(toast->undoButton()->isVisible());
        toast->undoButton()->click();
        QTRY_COMPARE(now().assignee, desk::AgentId(u"me"_s));
    }
};

QTEST_MAIN(TakingBackTest)
#include "tst_taking_back.moc"
