#include "tests/bench/client_window.h"

#include <QDir>
#include <QLineEdit>
#include <QListView>

namespace bench
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kPatience = 20'000;
}

ClientWindow::ClientWindow(PaintClock& application, const QString& folder, const QString& database,
                           const QString& token, const desk::Clock& clock)
    : m_application(application)
    , m_settings(folder + u"/settings.ini"_s)
    , m_credentials(token)
    , m_desk(database, folder + u"/files"_s, m_credentials, clock)
    , m_commands(m_settings)
{
    QDir().mkpath(folder + u"/files"_s);
}

ClientWindow::~ClientWindow()
{
    m_window.reset();
    m_desk.shutDown();
}

bool ClientWindow::open()
{
    bool opened = false;
    bool usable = false;
    const QObject here;
    QObject::connect(&m_desk, &app::DeskRuntime::opened, &here, [&opened] { opened = true; });
    m_desk.open();
    if (!PaintClock::restUntil([&opened] { return opened; }, kPatience))
        return false;
    m_window = std::make_unique<ui::MainWindow>(
        ui::Context{m_desk.session(), m_desk.actions(), m_desk.drafts(), m_settings, m_commands, m_latency});
    QObject::connect(m_window.get(), &ui::MainWindow::usable, &here, [&usable] { usable = true; });
    m_window->resize(1440, 860);
    m_window->show();
    m_window->activateWindow();
    if (!build() || !PaintClock::restUntil([&usable] { return usable; }, kPatience))
        return false;
    return PaintClock::restUntil([this] { return m_window->isActiveWindow(); }, kPatience);
}

bool ClientWindow::build()
{
    m_list = m_window->findChild<ui::TicketList*>();
    m_pane = m_window->findChild<ui::TicketPane*>();
    m_thread = m_window->findChild<ui::ThreadView*>();
    m_composer = m_window->findChild<QTextEdit*>(u"composerText"_s);
    m_search = m_window->findChild<QLineEdit*>(u"searchField"_s);
    m_results = m_window->findChild<QListView*>(u"searchResults"_s);
    return m_list && m_pane && m_thread && m_composer && m_search && m_results;
}

void ClientWindow::show(const char* view)
{
    m_window->showView(desk::ViewId(QLatin1String(view)));
    PaintClock::restUntil([this] { return !tickets().loading(); }, kPatience);
    PaintClock::rest(100);
}

} // namespace bench
