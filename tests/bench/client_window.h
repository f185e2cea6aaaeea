#pragma once
// The real window over a desk's file, put together as app/ does it, in this process.

#include "app/desk_runtime.h"
#include "app/fixed_credentials.h"
#include "app/settings.h"
#include "models/ticket_list_model.h"
#include "tests/bench/paint_clock.h"
#include "ui/latency_meter.h"
#include "ui/shell/commands.h"
#include "ui/shell/main_window.h"
#include "ui/shell/ticket_list.h"
#include "ui/thread/thread_view.h"
#include "ui/thread/ticket_pane.h"

#include <QTextEdit>

#include <memory>

class QLineEdit;
class QListView;

namespace bench
{

class ClientWindow
{
public:
    /// `folder` keeps the settings, `database` is the desk's file; `clock` and `application` outlive the window.
    ClientWindow(PaintClock& application, const QString& folder, const QString& database, const QString& token,
                 const desk::Clock& clock);
    ~ClientWindow();

    /// Opens the file and shows the window; false when it was not usable within twenty seconds.
    bool open();
    void show(const char* view);

    PaintClock& application() { return m_application; }
    app::DeskRuntime& desk() { return m_desk; }
    ui::TicketList& list() const { return *m_list; }
    models::TicketListModel& tickets() const { return *static_cast<models::TicketListModel*>(m_list->model()); }
    ui::TicketPane& pane() const { return *m_pane; }
    ui::ThreadView& thread() const { return *m_thread; }
    QTextEdit& composer() const { return *m_composer; }
    QLineEdit& searchField() const { return *m_search; }
    QListView& searchResults() const { return *m_results; }
    ui::MainWindow& window() { return *m_window; }

private:
    bool build();

    PaintClock& m_application;
    app::Settings m_settings;
    app::FixedCredentials m_credentials;
    app::DeskRuntime m_desk;
    ui::Commands m_commands;
    ui::LatencyMeter m_latency;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::TicketList* m_list = nullptr;
    ui::TicketPane* m_pane = nullptr;
    ui::ThreadView* m_thread = nullptr;
    QTextEdit* m_composer = nullptr;
    QLineEdit* m_search = nullptr;
    QListView* m_results = nullptr;
};

} // namespace bench
