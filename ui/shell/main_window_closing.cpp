// Questions of the window: closing it, leaving the program with something still unsent, loading the desk anew.
#include "models/desk_session.h"
#include "models/remote.h"
#include "ui/preferences.h"
#include "ui/shell/main_window_private.h"
#include "ui/widgets/question.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSystemTrayIcon>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

const QString kCloseKey = u"window/close"_s;
const QString kToTray = u"tray"_s;
const QString kQuits = u"quit"_s;

} // namespace

void MainWindow::closeEvent(QCloseEvent* event)
{
    d->remember();
    event->ignore();
    switch (d->closing()) {
    case Private::Closing::Hides:
        return hide();
    case Private::Closing::Asks:
        return d->askHowToClose();
    case Private::Closing::Quits:
        return d->askToQuit();
    }
}

MainWindow::Private::Closing MainWindow::Private::closing() const
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return Closing::Quits;
    const QString chosen = context.preferences.value(kCloseKey).toString();
    return chosen == kToTray ? Closing::Hides : chosen == kQuits ? Closing::Quits : Closing::Asks;
}

void MainWindow::Private::askHowToClose()
{
    auto* box = question(&q, "closeQuestion", MainWindow::tr("Keep Bellhop running?"),
                         MainWindow::tr("In the tray it goes on receiving, tells you of new messages and sends what "
                                        "waits. You are asked only once."));
    if (!box)
        return;
    auto* stay = box->addButton(MainWindow::tr("Keep running in the tray"), QMessageBox::AcceptRole);
    auto* leave = box->addButton(MainWindow::tr("Quit"), QMessageBox::DestructiveRole);
    box->addButton(MainWindow::tr("Stay here"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    QObject::connect(stay, &QAbstractButton::clicked, &q, [this] {
        context.preferences.setValue(kCloseKey, kToTray);
        q.hide();
    });
    QObject::connect(leave, &QAbstractButton::clicked, &q, [this] {
        context.preferences.setValue(kCloseKey, kQuits);
        askToQuit();
    });
    box->open();
}

/// What the question says of the outbox; empty = nothing is left in it.
QString MainWindow::Private::unsentText() const
{
    const int inDoubt = outbox.inDoubt();
    const int waiting = outbox.waiting() - inDoubt;
    QStringList lines;
    if (outbox.parked() > 0)
        lines.append(
            MainWindow::tr("%n action(s) were not done and need your decision. What you wrote is kept; nothing "
                           "happens until you decide.",
                           nullptr, outbox.parked()));
    if (waiting > 0)
        lines.append(MainWindow::tr("%n action(s) wait and go out when you start Bellhop again. Until then no customer "
                                    "gets them.",
                                    nullptr, waiting));
    if (outbox.uploads() > 0)
        lines.append(MainWindow::tr("%n file(s) are not uploaded yet.", nullptr, outbox.uploads()));
    if (inDoubt > 0)
        lines.append(MainWindow::tr("%n action(s) may have reached the desk already; it is asked at the next start.",
                                    nullptr, inDoubt));
    return lines.join(u'\n');
}

void MainWindow::Private::askToQuit()
{
    const int waiting = outbox.waiting() - outbox.inDoubt(); // surely not sent
    const int unsent = outbox.waiting() + outbox.parked();
    if (unsent == 0)
        return quit();
    const QString title = outbox.inDoubt() > 0
                              ? MainWindow::tr("%n action(s) are not settled with the desk yet", nullptr, unsent)
                              : MainWindow::tr("%n action(s) have not reached the desk yet", nullptr, unsent);
    auto* box = question(&q, "quitQuestion", title, unsentText());
    if (!box)
        return;
    const QString stays = waiting > 0 ? MainWindow::tr("Stay until they are sent") : MainWindow::tr("Stay");
    auto* stay = box->addButton(stays, QMessageBox::RejectRole);
    if (outbox.parked() > 0) {
        const auto* look = box->addButton(MainWindow::tr("Open the outbox"), QMessageBox::ActionRole);
        QObject::connect(look, &QAbstractButton::clicked, &q, [this] { openUndecided(); });
    }
    const QString leaves = waiting > 0           ? MainWindow::tr("Quit, send later")
                           : outbox.parked() > 0 ? MainWindow::tr("Quit, decide later")
                                                 : MainWindow::tr("Quit");
    auto* leave = box->addButton(leaves, QMessageBox::AcceptRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    QObject::connect(leave, &QAbstractButton::clicked, &q, [this] { quit(); });
    box->open();
}

void MainWindow::Private::askToLoadAnew()
{
    auto* box =
        question(&q, "loadAnewQuestion", MainWindow::tr("Load this desk anew?"),
                 MainWindow::tr("Everything is fetched from the desk again; on a large desk that takes a while, "
                                "and you can go on working. What the desk does not have any more goes. Drafts "
                                "and unsent messages stay."));
    if (!box)
        return;
    auto* load = box->addButton(MainWindow::tr("Load anew"), QMessageBox::AcceptRole);
    auto* leave = box->addButton(MainWindow::tr("Do not load"), QMessageBox::RejectRole);
    box->setDefaultButton(leave);
    QObject::connect(load, &QAbstractButton::clicked, &q, [this] {
        if (models::Remote* remote = context.session.remote())
            remote->loadAnew();
    });
    box->open();
}

/// The receiver may destroy the window: nothing of it stands on the stack then.
void MainWindow::Private::quit()
{
    QTimer::singleShot(0, qApp, [window = QPointer(&q)] {
        if (window)
            Q_EMIT window->quitAsked();
    });
}

} // namespace ui
