#include "app/application.h"

#include "app/desk_runtime.h"
#include "app/embedded_server.h"
#include "app/fixed_credentials.h"
#include "app/keychain_credentials.h"
#include "app/notifier.h"
#include "app/sign_in.h"
#include "app/single_instance.h"
#include "app/tray.h"
#include "desk/desk_address.h"
#include "ui/latency_meter.h"
#include "ui/shell/commands.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>

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

ui::FirstRun::Field fieldOf(SignIn::About about)
{
    switch (about) {
    case SignIn::About::Address:
        return ui::FirstRun::Field::Address;
    case SignIn::About::Secret:
        return ui::FirstRun::Field::Secret;
    case SignIn::About::Desk:
        return ui::FirstRun::Field::None;
    }
    return ui::FirstRun::Field::None;
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
    connect(&m_notices, &NoticeBoard::shown, this, [this](const Notice& notice) {
        if (m_window)
            m_window->setNotice(notice.text, notice.actionText, notice.action);
    });
    connect(&m_colours, &DesktopColours::answered, this,
            [](std::optional<bool> dark) { ui::Theme::current().setSystemDark(dark); });
    connect(&m_wakings, &Wakings::woke, this, [this] {
        if (m_desk)
            m_desk->wake();
    });
}

// The window goes before what it shows, the desk before the server that it speaks to.
Application::~Application()
{
    m_quitting = true;
    delete m_firstRun;
    m_signIn.reset();
    m_notifier.reset();
    m_tray.reset();
    m_window.reset();
    m_commands.reset();
    m_failedDesk.reset();
    m_desk.reset();
    m_embedded.reset();
    if (m_keychain)
        m_keychain->finish();
    m_credentials.reset();
}

void Application::start()
{
    m_colours.ask();
    if (openGivenDesk())
        return;
    const QString known = m_settings.value(kDeskKey, {}).toString();
    if (m_options.sample || known == kSample)
        return openSample();
    if (const QUrl server(known); desk::mayCarrySecrets(server))
        return openDesk(server);
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
    if (QFile::permissions(m_options.tokenFile).testFlag(QFileDevice::ReadOther))
        qWarning("the token file %s can be read by everybody on this computer: take that right away (chmod o-rwx), or "
                 "end the token and make another",
                 qPrintable(m_options.tokenFile));
    m_credentials = std::make_unique<FixedCredentials>(token);
    open(m_options.desk);
    return true;
}

// What is here opens without its server; only a desk that has never been filled needs it.
void Application::openSample()
{
    const QString program = EmbeddedServer::findProgram();
    if (program.isEmpty() && !QFile::exists(m_folder.database({})))
        return fail(
            tr("bellhop-server was not found beside this program or in the PATH. Install it, or connect to a desk "
               "with --desk."));
    m_embedded = std::make_unique<EmbeddedServer>(program, m_folder.server());
    m_credentials = std::make_unique<FixedCredentials>(m_embedded->token());
    open({});
}

void Application::openDesk(const QUrl& server)
{
    m_credentials = keychain(server);
    open(server);
}

std::unique_ptr<KeychainCredentials> Application::keychain(const QUrl& server)
{
    auto credentials = std::make_unique<KeychainCredentials>(desk::deskAddress(server).toString());
    m_keychain = credentials.get();
    const auto tell = [this](const QString& sentence) {
        m_notices.put(NoticeBoard::Matter::Keychain, {sentence, {}, {}});
    };
    connect(credentials.get(), &KeychainCredentials::sessionOnly, this, tell);
    connect(credentials.get(), &KeychainCredentials::unavailable, this, tell);
    connect(credentials.get(), &KeychainCredentials::recovered, this, [this] {
        m_notices.clear(NoticeBoard::Matter::Keychain);
        if (m_desk)
            m_desk->wake();
    });
    return credentials;
}

void Application::ask()
{
    m_firstRun = new ui::FirstRun;
    m_firstRun->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_firstRun, &ui::FirstRun::chosen, this, &Application::choose);
    connect(m_firstRun, &QDialog::rejected, this, [this] {
        if (!m_desk)
            quit();
    });
    m_firstRun->show();
}

void Application::choose(const ui::FirstRunChoice& choice)
{
    m_failedDesk.reset();
    if (choice.kind != ui::FirstRunChoice::Kind::SampleDesk)
        return signIn(choice);
    if (m_desk)
        return;
    m_firstRun->setBusy(true);
    openSample();
}

void Application::signIn(const ui::FirstRunChoice& choice)
{
    const bool invited = choice.kind == ui::FirstRunChoice::Kind::Invitation;
    if (!invited && belongsToAnother(choice.email))
        return;
    const QUrl server = m_desk ? m_server : choice.server;
    m_signIn = std::make_unique<SignIn>();
    m_firstRun->setBusy(true);
    connect(m_signIn.get(), &SignIn::failed, this, [this](const QString& sentence, SignIn::About about) {
        if (!m_firstRun)
            return;
        m_firstRun->setBusy(false);
        m_firstRun->setError(sentence, fieldOf(about));
    });
    connect(
        m_signIn.get(), &SignIn::succeeded, this,
        [this, typed = choice.email.trimmed()](const QUrl& desk, const syncing::Tokens& tokens, const QString& email) {
            signedIn(desk, typed.isEmpty() ? email : typed, tokens);
        });
    if (invited)
        m_signIn->accept(server, choice.invitation, choice.password);
    else
        m_signIn->attempt(server, choice.email, choice.password);
}

/// The local copy and the Outbox are one agent's: nobody else's sign-in may send them.
bool Application::belongsToAnother(const QString& email)
{
    const QString owner = m_settings.value(kEmailKey, {}).toString();
    if (!m_desk || owner.isEmpty() || owner.compare(email.trimmed(), Qt::CaseInsensitive) == 0)
        return false;
    m_firstRun->setBusy(false);
    m_firstRun->setError(tr("What is kept here belongs to %1. Sign in with that address, or start Bellhop with "
                            "another data folder (--data).")
                             .arg(owner),
                         ui::FirstRun::Field::Email);
    return true;
}

void Application::signedIn(const QUrl& server, const QString& email, const syncing::Tokens& tokens)
{
    if (m_firstRun && belongsToAnother(email))
        return;
    m_settings.setValue(kEmailKey, email);
    if (!m_desk) {
        auto credentials = keychain(server);
        credentials->save(tokens);
        m_credentials = std::move(credentials);
        return open(server);
    }
    m_credentials->save(tokens);
    m_desk->wake();
    if (m_firstRun)
        m_firstRun->accept();
}

void Application::signInAgain()
{
    if (m_embedded)
        return m_desk->wake();
    if (m_firstRun)
        return m_firstRun->raise();
    ask();
    m_firstRun->askAgain(m_server, m_settings.value(kEmailKey, {}).toString());
}

void Application::open(const QUrl& server)
{
    m_server = server;
    m_desk = std::make_unique<DeskRuntime>(m_folder.database(server), m_folder.files(server), *m_credentials, m_clock);
    connect(m_desk.get(), &DeskRuntime::failed, this, &Application::fail);
    connect(m_desk.get(), &DeskRuntime::damaged, this, [this](const QString& sentence) {
        qWarning("%s", qPrintable(sentence));
        m_notices.put(NoticeBoard::Matter::Damage,
                      {sentence, tr("Got it"), [this] { m_notices.clear(NoticeBoard::Matter::Damage); }});
    });
    connect(m_desk.get(), &DeskRuntime::opened, this, [this] {
        if (m_options.desk.isEmpty()) // what the command line gives counts for once
            m_settings.setValue(kDeskKey, m_server.isEmpty() ? kSample : m_server.toString());
        showWindow();
    });
    m_desk->open();
}

void Application::fail(const QString& sentence)
{
    qCritical("%s", qPrintable(sentence));
    m_failedDesk = std::move(m_desk);
    if (m_firstRun) {
        m_firstRun->setBusy(false);
        m_firstRun->setError(sentence, ui::FirstRun::Field::None);
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Critical, tr("Bellhop"), sentence, QMessageBox::Close);
    box->setObjectName(u"startTrouble"_s);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QDialog::finished, this, [] { QCoreApplication::exit(kExitData); });
    box->open();
}

} // namespace app
