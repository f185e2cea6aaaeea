#include "app/application.h"

#include "app/desk_runtime.h"
#include "app/embedded_server.h"
#include "app/fixed_credentials.h"
#include "app/keychain_credentials.h"
#include "app/notifier.h"
#include "app/sign_in.h"
#include "app/single_instance.h"
#include "app/tray.h"
#include "ui/latency_meter.h"
#include "ui/shell/commands.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QPixmap>
#include <QTimer>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

const QString kDeskKey = u"desk/server"_s;
const QString kEmailKey = u"desk/email"_s;
const QString kSample = u"sample"_s;

QString firstLine(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readLine(4096)).trimmed();
}

} // namespace

Application::Application(Options options, DataFolder folder, SingleInstance& instance, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_folder(std::move(folder))
    , m_settings(m_folder.settings())
    , m_instance(instance)
{
    connect(&m_instance, &SingleInstance::told, this, &Application::told);
}

Application::~Application()
{
    m_notifier.reset();
    m_window.reset();
    m_desk.reset();
    m_embedded.reset();
}

void Application::start()
{
    if (openGivenDesk())
        return;
    const QString known = m_settings.value(kDeskKey, {}).toString();
    if (m_options.sample || known == kSample)
        return openSample();
    if (!known.isEmpty())
        return openDesk(QUrl(known));
    ask();
}

bool Application::openGivenDesk()
{
    if (m_options.desk.isEmpty())
        return false;
    if (m_options.tokenFile.isEmpty()) {
        openDesk(m_options.desk);
        return true;
    }
    const QString token = firstLine(m_options.tokenFile);
    if (token.isEmpty()) {
        fail(tr("The token file %1 cannot be read or is empty.").arg(m_options.tokenFile));
        return true;
    }
    m_credentials = std::make_unique<FixedCredentials>(token);
    open(m_options.desk);
    return true;
}

void Application::openSample()
{
    const QString program = EmbeddedServer::findProgram();
    if (program.isEmpty())
        return fail(
            tr("bellhop-server was not found beside this program or in the PATH. Install it, or connect to a desk "
               "with --desk."));
    m_settings.setValue(kDeskKey, kSample);
    m_embedded = std::make_unique<EmbeddedServer>(program, m_folder.server());
    m_credentials = std::make_unique<FixedCredentials>(m_embedded->token());
    open({});
}

void Application::openDesk(const QUrl& server)
{
    if (!m_credentials) {
        auto keychain = std::make_unique<KeychainCredentials>(server.toString());
        const auto tell = [this](const QString& sentence) {
            if (m_window)
                m_window->setNotice(sentence);
        };
        connect(keychain.get(), &KeychainCredentials::sessionOnly, this, tell);
        connect(keychain.get(), &KeychainCredentials::unavailable, this, tell);
        m_credentials = std::move(keychain);
    }
    open(server);
}

void Application::ask()
{
    m_firstRun = new ui::FirstRun;
    m_firstRun->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_firstRun, &ui::FirstRun::chosen, this, &Application::choose);
    connect(m_firstRun, &QDialog::rejected, this, [this] {
        if (!m_window)
            quit();
    });
    m_firstRun->show();
}

void Application::choose(const ui::FirstRunChoice& choice)
{
    if (choice.kind == ui::FirstRunChoice::Kind::SampleDesk) {
        openSample();
        return;
    }
    m_signIn = std::make_unique<SignIn>();
    m_firstRun->setBusy(true);
    connect(m_signIn.get(), &SignIn::failed, this, [this](const QString& sentence) {
        m_firstRun->setBusy(false);
        m_firstRun->setError(sentence);
    });
    connect(m_signIn.get(), &SignIn::succeeded, this,
            [this, email = choice.email](const QUrl& server, const syncing::Tokens& tokens) {
                signedIn(server, email, tokens);
            });
    m_signIn->attempt(choice.server, choice.email, choice.password);
}

void Application::signedIn(const QUrl& server, const QString& email, const syncing::Tokens& tokens)
{
    m_settings.setValue(kDeskKey, server.toString());
    m_settings.setValue(kEmailKey, email);
    if (m_desk) { // signed in again to the same desk
        m_credentials->save(tokens);
        m_desk->wake();
        if (m_firstRun)
            m_firstRun->accept();
        return;
    }
    auto keychain = std::make_unique<KeychainCredentials>(server.toString());
    connect(keychain.get(), &KeychainCredentials::sessionOnly, this, [this](const QString& sentence) {
        if (m_window)
            m_window->setNotice(sentence);
    });
    keychain->save(tokens);
    m_credentials = std::move(keychain);
    open(server);
}

void Application::open(const QUrl& server)
{
    m_server = server;
    m_desk = std::make_unique<DeskRuntime>(m_folder.database(server), m_folder.files(server), *m_credentials, m_clock);
    connect(m_desk.get(), &DeskRuntime::failed, this, &Application::fail);
    connect(m_desk.get(), &DeskRuntime::opened, this, &Application::showWindow);
    m_desk->open();
}

void Application::showWindow()
{
    m_commands = std::make_unique<ui::Commands>(m_settings);
    m_latency = std::make_unique<ui::LatencyMeter>();
    m_window = std::make_unique<ui::MainWindow>(
        ui::Context{m_desk->session(), m_desk->actions(), m_desk->drafts(), m_settings, *m_commands, *m_latency});
    connect(m_window.get(), &ui::MainWindow::usable, this, &Application::afterFirstPaint, Qt::SingleShotConnection);
    connect(m_window.get(), &ui::MainWindow::quitAsked, this, &Application::quit);
    connect(m_window.get(), &ui::MainWindow::signInAsked, this, &Application::signInAgain);
    if (!m_options.hidden)
        m_window->show();
    else
        afterFirstPaint();
    if (m_firstRun)
        m_firstRun->accept();
}

// Nothing here may stand between the agent and the first screen.
void Application::afterFirstPaint()
{
    QTimer::singleShot(0, this, [this] {
        if (!m_options.screenshot.isEmpty() && !m_window->grab().save(m_options.screenshot, "PNG"))
            qWarning("the screenshot could not be written to %s", qPrintable(m_options.screenshot));
        if (m_embedded)
            startServer();
        else
            m_desk->connectTo(m_server);
        m_tray = std::make_unique<Tray>();
        connect(m_tray.get(), &Tray::showAsked, this, &Application::raise);
        connect(m_tray.get(), &Tray::quitAsked, this, &Application::quit);
        connect(m_window.get(), &ui::MainWindow::unreadChanged, m_tray.get(), &Tray::setUnread);
        m_tray->setUnread(m_window->unread());
        m_notifier = std::make_unique<Notifier>(m_desk->session());
        connect(m_notifier.get(), &Notifier::ticketAsked, this, [this](const desk::TicketId& ticket) {
            raise();
            m_window->openTicket(ticket);
        });
        connect(qGuiApp, &QGuiApplication::applicationStateChanged, m_notifier.get(),
                [this](Qt::ApplicationState state) { m_notifier->setQuiet(state == Qt::ApplicationActive); });
        watchSignIn();
        if (m_options.ticket)
            m_window->openNumber(*m_options.ticket);
    });
}

void Application::startServer()
{
    connect(m_embedded.get(), &EmbeddedServer::ready, this, [this](const QUrl& address) {
        m_window->setNotice({});
        m_desk->connectTo(address);
    });
    connect(m_embedded.get(), &EmbeddedServer::failed, this,
            [this](const QString& sentence) { m_window->setNotice(sentence); });
    m_embedded->start(true);
}

void Application::watchSignIn()
{
    const auto check = [this] {
        if (m_desk->session().syncState().link != store::Link::SignedOut || m_embedded)
            return;
        m_window->setNotice(tr("You are signed out. What you wrote and did is kept and goes out when you sign in."),
                            tr("Sign in"), [this] { signInAgain(); });
    };
    connect(&m_desk->session(), &models::DeskSession::syncStateChanged, this, check);
    check();
}

void Application::signInAgain()
{
    if (m_embedded)
        return m_desk->wake();
    if (m_firstRun)
        return m_firstRun->raise();
    ask();
    m_firstRun->askAgain(m_server, m_settings.value(kEmailKey, {}).toString());
    connect(m_firstRun, &QDialog::accepted, m_window.get(), [this] { m_window->setNotice({}); });
}

void Application::told(const QByteArray& message)
{
    raise();
    const auto ticket = ticketOfLink(QUrl(QString::fromUtf8(message), QUrl::StrictMode));
    if (!ticket)
        return;
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

void Application::quit()
{
    if (std::exchange(m_quitting, true))
        return;
    m_notifier.reset();
    m_tray.reset();
    m_window.reset();
    if (m_desk)
        m_desk->shutDown();
    if (m_embedded)
        m_embedded->stop();
    QCoreApplication::quit();
}

void Application::fail(const QString& sentence)
{
    qCritical("%s", qPrintable(sentence));
    if (m_firstRun) {
        m_firstRun->setBusy(false);
        m_firstRun->setError(sentence);
        m_desk.release()->deleteLater(); // we are inside its signal
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Critical, tr("Bellhop"), sentence, QMessageBox::Close);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QDialog::finished, this, [] { QCoreApplication::exit(kExitData); });
    box->open();
}

} // namespace app
