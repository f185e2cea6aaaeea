#pragma once
// Puts the program together and carries it from the first start to the end.

#include "app/data_folder.h"
#include "app/options.h"
#include "app/settings.h"
#include "desk/instant.h"
#include "ui/first_run/first_run.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace syncing
{
class Credentials;
struct Tokens;
} // namespace syncing
namespace ui
{
class Commands;
class LatencyMeter;
class MainWindow;
} // namespace ui

namespace app
{

class DeskRuntime;
class EmbeddedServer;
class Notifier;
class SignIn;
class SingleInstance;
class Tray;

class Application : public QObject
{
    Q_OBJECT

public:
    Application(Options options, DataFolder folder, SingleInstance& instance, QObject* parent = nullptr);
    ~Application() override;

    /// Opens the desk that is set, or asks which.
    void start();

private:
    void ask();
    void choose(const ui::FirstRunChoice& choice);
    void signedIn(const QUrl& server, const QString& email, const syncing::Tokens& tokens);
    bool openGivenDesk();
    void openSample();
    void openDesk(const QUrl& server);
    void open(const QUrl& server);
    void showWindow();
    void afterFirstPaint();
    void startServer();
    void signInAgain();
    void told(const QByteArray& message);
    void raise();
    void quit();
    void fail(const QString& sentence);
    void watchSignIn();

    Options m_options;
    DataFolder m_folder;
    Settings m_settings;
    desk::SystemClock m_clock;
    SingleInstance& m_instance;
    QUrl m_server; ///< empty: the embedded one
    std::unique_ptr<syncing::Credentials> m_credentials;
    std::unique_ptr<EmbeddedServer> m_embedded;
    std::unique_ptr<DeskRuntime> m_desk;
    std::unique_ptr<ui::Commands> m_commands;
    std::unique_ptr<ui::LatencyMeter> m_latency;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<SignIn> m_signIn;
    QPointer<ui::FirstRun> m_firstRun;
    bool m_quitting = false;
};

} // namespace app
