#pragma once
// Puts the program together and carries it from the first start to the end.

#include "app/data_folder.h"
#include "app/desktop_colours.h"
#include "app/notice_board.h"
#include "app/options.h"
#include "app/settings.h"
#include "app/wakings.h"
#include "desk/instant.h"
#include "ui/first_run/first_run.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QMessageBox;

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
class KeychainCredentials;
class Notifier;
class SignIn;
class SingleInstance;
class Tray;

/// Everything is taken down in the destructor, after the event loop has ended: no part dies inside its own signal.
class Application : public QObject
{
    Q_OBJECT

public:
    Application(Options options, DataFolder folder, SingleInstance& instance, QObject* parent = nullptr);
    ~Application() override;

    /// Opens the desk that is set, or asks which.
    void start();
    /// Ends the event loop without a question: the session of the desktop ends.
    void quit();

private:
    // application.cpp: which desk, and the way in
    void ask();
    void choose(const ui::FirstRunChoice& choice);
    void signIn(const ui::FirstRunChoice& choice);
    void signedIn(const QUrl& server, const QString& email, const syncing::Tokens& tokens);
    bool belongsToAnother(const QString& email);
    void signInAgain();
    bool openGivenDesk();
    void openSample();
    void openDesk(const QUrl& server);
    std::unique_ptr<KeychainCredentials> keychain(const QUrl& server);
    void open(const QUrl& server);
    void fail(const QString& sentence);

    // application_desk.cpp: the desk that is open
    void showWindow();
    void addCommands();
    void addPeopleCommands();
    void inviteAgent();
    void resetPassword();
    void afterFirstPaint();
    void paintScreenshot();
    void saveScreenshot();
    void startDesk();
    void startTray();
    void startNotices();
    void setNoticesEnabled(bool enabled);
    void told(const QByteArray& message);
    void raise();
    void askToQuit();
    void quitUnlessAsked();
    void quitUnlessSnoozesAreDue();
    QMessageBox* question(const char* name, const QString& title, const QString& text);

    Options m_options;
    DataFolder m_folder;
    Settings m_settings;
    desk::SystemClock m_clock;
    SingleInstance& m_instance;
    NoticeBoard m_notices;
    DesktopColours m_colours;
    Wakings m_wakings;
    QUrl m_server; ///< empty: the embedded one
    std::unique_ptr<syncing::Credentials> m_credentials;
    QPointer<KeychainCredentials> m_keychain; ///< the same where they are kept
    std::unique_ptr<EmbeddedServer> m_embedded;
    std::unique_ptr<DeskRuntime> m_desk;
    std::unique_ptr<DeskRuntime> m_failedDesk; ///< it told us in its own signal
    std::unique_ptr<ui::Commands> m_commands;
    std::unique_ptr<ui::LatencyMeter> m_latency;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<SignIn> m_signIn;
    QPointer<ui::FirstRun> m_firstRun;
    bool m_begun = false;
    bool m_quitting = false;
};

} // namespace app
