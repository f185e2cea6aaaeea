// The desk that is open: its window, its network, its tray, its end.
#include "app/application.h"
#include "app/desk_runtime.h"
#include "app/embedded_server.h"
#include "app/leaving.h"
#include "app/notifier.h"
#include "app/sign_in.h"
#include "app/single_instance.h"
#include "app/tray.h"
#include "ui/latency_meter.h"
#include "ui/people/people_dialogs.h"
#include "ui/shell/commands.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/question.h"

#include <QApplication>
#include <QCheckBox>
#include <QMessageBox>
#include <QPixmap>
#include <QPushButton>
#include <QSaveFile>
#include <QTimer>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

const QString kNoticesKey = u"notices/enabled"_s;
const QString kAskSnoozesKey = u"quit/ask-snoozes"_s;
constexpr int kFirstContent = 120'000; // the first start makes the sample desk and brings it here
constexpr int kFirstHistory = 15'000;  // of a live desk with a long past
constexpr int kSettle = 400;           // mail is cleaned and pictures are read beside the UI thread
constexpr int kToSaveDraft = 2000;

} // namespace

void Application::showWindow()
{
    m_commands = std::make_unique<ui::Commands>(m_settings);
    m_latency = std::make_unique<ui::LatencyMeter>();
    m_window = std::make_unique<ui::MainWindow>(
        ui::Context{m_desk->session(), m_desk->actions(), m_desk->drafts(), m_settings, *m_commands, *m_latency});
    connect(m_window.get(), &ui::MainWindow::usable, this, &Application::afterFirstPaint);
    connect(m_window.get(), &ui::MainWindow::quitAsked, this, &Application::quitUnlessAsked);
    connect(m_window.get(), &ui::MainWindow::signInAsked, this, &Application::signInAgain);
    connect(m_window.get(), &ui::MainWindow::numberOpened, this,
            [](qint64 number) { qInfo("ticket %lld is open", static_cast<long long>(number)); });
    addCommands();
    const Notice notice = m_notices.current();
    m_window->setNotice(notice.text, notice.actionText, notice.action);
    if (!m_options.hidden)
        m_window->show();
    else
        afterFirstPaint();
    if (m_firstRun)
        m_firstRun->accept();
}

void Application::addCommands()
{
    QAction* notices =
        m_commands->add(u"app.notices"_s, tr("Notifications and unread badge"), {}, {}, m_window.get(), [] {});
    notices->setCheckable(true);
    notices->setChecked(m_settings.value(kNoticesKey, true).toBool());
    connect(notices, &QAction::toggled, this, &Application::setNoticesEnabled);
    if (!m_embedded) // one person's desk has nobody to invite, and no address that others reach
        addPeopleCommands();
}

void Application::addPeopleCommands()
{
    QAction* invite = m_commands->add(u"agents.invite"_s, tr("Invite an agent"), u"users"_s, {}, m_window.get(),
                                      [this] { inviteAgent(); });
    QAction* reset = m_commands->add(u"agents.reset-password"_s, tr("Reset a password"), u"lock"_s, {}, m_window.get(),
                                     [this] { resetPassword(); });
    const auto show = [this, invite, reset] {
        const bool may = ui::mayManagePeople(m_desk->session().me());
        invite->setVisible(may);
        reset->setVisible(may);
    };
    connect(&m_desk->session(), &models::DeskSession::changed, m_window.get(), show);
    show();
}

void Application::inviteAgent()
{
    const auto ask = [this](const QString& name, const QString& email, desk::Role role, QObject* context,
                            ui::SecretDone done) {
        m_desk->engine().invite(name, email, role, context, std::move(done));
    };
    auto* dialog = new ui::InviteDialog(m_desk->session().me(), m_server, ask, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void Application::resetPassword()
{
    const auto ask = [this](const desk::AgentId& agent, QObject* context, ui::SecretDone done) {
        m_desk->engine().resetPassword(agent, context, std::move(done));
    };
    const models::DeskSession& session = m_desk->session();
    auto* dialog = new ui::ResetDialog(session.me(), session.agents(), m_server, ask, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

// Nothing here may stand between the agent and the first screen.
void Application::afterFirstPaint()
{
    if (std::exchange(m_begun, true))
        return;
    QTimer::singleShot(0, this, [this] {
        qInfo("the main window is usable");
        paintScreenshot();
        startDesk();
        startTray();
        startNotices();
        if (m_options.ticket)
            m_window->openNumber(*m_options.ticket);
        m_wakings.watch();
    });
}

// A desk that has never been filled is worth no picture before its first tickets are here.
void Application::paintScreenshot()
{
    if (m_options.screenshot.isEmpty())
        return;
    if (!m_desk->session().me().id.isEmpty())
        return saveScreenshot();
    auto* wait = new QTimer(this);
    wait->setSingleShot(true);
    connect(wait, &QTimer::timeout, this, [this, wait] {
        wait->deleteLater();
        saveScreenshot();
    });
    connect(&m_desk->session(), &models::DeskSession::syncStateChanged, wait, [this, wait] {
        const store::SyncState& state = m_desk->session().syncState();
        const int patience = state.historyComplete ? kSettle : kFirstHistory;
        if (state.link == store::Link::Live && wait->remainingTime() > patience)
            wait->start(patience);
    });
    wait->start(kFirstContent);
}

void Application::saveScreenshot()
{
    QSaveFile file(m_options.screenshot); // whoever waits for the file sees a whole one
    const bool saved = file.open(QIODevice::WriteOnly) && m_window->grab().save(&file, "PNG") && file.commit();
    if (!saved)
        qWarning("the screenshot could not be written to %s: %s", qPrintable(m_options.screenshot),
                 qPrintable(file.errorString()));
}

void Application::startDesk()
{
    if (!m_embedded)
        return m_desk->connectTo(m_server);
    connect(m_embedded.get(), &EmbeddedServer::ready, this, [this](const QUrl& address) {
        m_notices.clear(NoticeBoard::Matter::Server);
        m_desk->connectTo(address);
    });
    connect(m_embedded.get(), &EmbeddedServer::failed, this, [this](const QString& sentence) {
        m_notices.put(NoticeBoard::Matter::Server, {sentence, {}, {}});
    });
    m_embedded->start(true);
}

void Application::startTray()
{
    m_tray = std::make_unique<Tray>();
    connect(m_tray.get(), &Tray::showAsked, this, &Application::raise);
    connect(m_tray.get(), &Tray::quitAsked, this, &Application::askToQuit);
    connect(m_window.get(), &ui::MainWindow::unreadChanged, m_tray.get(),
            [this](qint64 unread) { m_tray->setUnread(m_settings.value(kNoticesKey, true).toBool() ? unread : 0); });
    // A window that is neither on the screen nor in a tray could not be reached.
    if (m_options.hidden && !m_tray->isThere())
        m_window->showMinimized();
}

void Application::startNotices()
{
    m_notifier = std::make_unique<Notifier>(m_desk->session());
    m_notifier->setInFront(QGuiApplication::applicationState() == Qt::ApplicationActive);
    connect(m_notifier.get(), &Notifier::showAsked, this, &Application::raise);
    connect(m_notifier.get(), &Notifier::ticketAsked, this, [this](const desk::TicketId& ticket) {
        raise();
        m_window->openTicket(ticket);
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, m_notifier.get(),
            [this](Qt::ApplicationState state) { m_notifier->setInFront(state == Qt::ApplicationActive); });
    setNoticesEnabled(m_settings.value(kNoticesKey, true).toBool());
}

void Application::setNoticesEnabled(bool enabled)
{
    m_settings.setValue(kNoticesKey, enabled);
    if (m_notifier)
        m_notifier->setEnabled(enabled);
    if (m_tray)
        m_tray->setUnread(enabled ? m_window->unread() : 0);
}

void Application::told(const QByteArray& message)
{
    raise();
    const auto ticket = ticketOfLink(QUrl(QString::fromUtf8(message), QUrl::StrictMode));
    if (!ticket)
        return;
    qInfo("another start asks for ticket %lld", static_cast<long long>(*ticket));
    if (m_window)
        m_window->openNumber(*ticket);
    else
        m_options.ticket = ticket;
}

void Application::raise()
{
    QWidget* window = m_window ? static_cast<QWidget*>(m_window.get()) : m_firstRun.data();
    if (!window)
        return;
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->show();
    window->raise();
    window->activateWindow();
}

// The window asks about what is unsent and then asks us; a question needs the window on the screen.
void Application::askToQuit()
{
    QAction* quitCommand = m_commands->action(u"app.quit"_s);
    if (!quitCommand)
        return quitUnlessAsked();
    if (unsentActions(m_desk->session()) > 0)
        raise();
    quitCommand->trigger();
}

void Application::quitUnlessAsked()
{
    models::DraftKeeper& drafts = m_desk->drafts();
    drafts.flush();
    if (drafts.saved())
        return quitUnlessSnoozesAreDue();
    auto* wait = new QTimer(this);
    wait->setSingleShot(true);
    connect(&drafts, &models::DraftKeeper::savedChanged, wait, [this, wait](bool saved) {
        if (!saved)
            return;
        wait->deleteLater();
        wait->stop();
        quitUnlessSnoozesAreDue();
    });
    connect(wait, &QTimer::timeout, this, [this, wait] {
        wait->deleteLater();
        QMessageBox* box = question("draftQuestion", tr("What you wrote last is not saved"),
                                    tr("The disk does not take it. If you quit now it is lost; make room, or copy the "
                                       "text elsewhere, and try again."));
        if (!box)
            return;
        box->setDefaultButton(box->addButton(tr("Go back to it"), QMessageBox::RejectRole));
        connect(box->addButton(tr("Quit and lose it"), QMessageBox::DestructiveRole), &QAbstractButton::clicked, this,
                &Application::quit);
        box->open();
    });
    wait->start(kToSaveDraft);
}

void Application::quitUnlessSnoozesAreDue()
{
    const bool ask = m_embedded && m_settings.value(kAskSnoozesKey, true).toBool();
    const int due = ask ? snoozesDue(m_desk->session()) : 0;
    if (due == 0)
        return quit();
    QMessageBox* box = question("snoozeQuestion", tr("%n snoozed ticket(s) of yours come back today", nullptr, due),
                                tr("They come back on time only while Bellhop runs; otherwise at its next start."));
    if (!box)
        return;
    auto* never = new QCheckBox(tr("Do not ask again"));
    box->setCheckBox(never);
    auto* stay = box->addButton(tr("Stay here"), QMessageBox::RejectRole);
    if (m_tray && m_tray->isThere()) {
        auto* hide = box->addButton(tr("Keep running in the tray"), QMessageBox::ActionRole);
        connect(hide, &QAbstractButton::clicked, m_window.get(), &QWidget::hide);
    }
    auto* leave = box->addButton(tr("Quit"), QMessageBox::AcceptRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(leave, &QAbstractButton::clicked, this, [this, never] {
        if (never->isChecked())
            m_settings.setValue(kAskSnoozesKey, false);
        quit();
    });
    box->open();
}

/// A question over the window; nullptr while it already stands there.
QMessageBox* Application::question(const char* name, const QString& title, const QString& text)
{
    raise();
    return ui::question(m_window.get(), name, title, text);
}

void Application::quit()
{
    if (std::exchange(m_quitting, true))
        return;
    if (m_window)
        m_window->hide();
    // Not QCoreApplication::quit(): that one asks the windows, and ours would go to the tray.
    QCoreApplication::exit(0);
}

} // namespace app
