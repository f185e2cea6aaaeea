#pragma once
// The parts of the main window and how they work together.

#include "models/outbox_model.h"
#include "models/views_model.h"
#include "ui/shell/main_window.h"

#include <QPointer>
#include <QTimer>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace ui
{

class KeysDialog;
class ListPanel;
class Notices;
class OutboxWindow;
class OverviewPanel;
class Palette;
class PerformanceDialog;
class ReadMarker;
class SearchPage;
class Sidebar;
class StatusLine;
class TicketPane;
class TopBar;
class UndoToast;
class WishedTicket;

class MainWindow::Private
{
public:
    Private(MainWindow& window, Context given);
    ~Private();

    // main_window_layout.cpp
    void build();
    void buildColumns();
    void buildMenu();
    void sizeColumns();
    /// Hides what has no room: the overview first, then the views. At twice the text that is half of the window.
    void foldColumns();
    bool hasRoomForAll() const;
    void connectParts();
    void applyAppearance();

    // main_window_commands.cpp
    void addCommands();
    void addViewCommands();
    void addListCommands();
    void addWindowCommands();

    // main_window.cpp
    void showView(const desk::ViewId& id);
    void show(const desk::View& view);
    void open(const desk::TicketId& ticket, bool reveal);
    /// False, and said, where they have no ticket.
    bool openCustomer(const desk::ProfileId& profile);
    /// Shows the composer with the macro's name as a search for it.
    void useMacro(const desk::MacroId& macro);
    void showSearch(const QString& query);
    void leaveSearch();
    void openPalette();
    void openOutbox();
    void leaveOutbox(const desk::TicketId& ticket);
    void openUndecided(); ///< the outbox at the first row that needs the agent
    void tellUndecided(); ///< at the start, plainly: what the last session left undecided
    void moveInList(int step);
    void moveOn(const desk::TicketId& finished);
    void openKeys();
    void openPerformance();
    void showUnread();
    void toggleOverview();
    void setTheme(int mode);
    void setDensity(bool compact);
    void setTextScale(int percent);
    void markChosen();
    void remember();
    void say(const QString& sentence);

    // main_window_keyboard.cpp
    void focusListOnceFilled();
    /// To the thread; false where the focus is not in the composer.
    bool leaveComposer();
    void focusViews();
    void focusList();
    void focusRows();
    void keepKeyboard();

    // main_window_closing.cpp
    enum class Closing { Hides, Asks, Quits };
    Closing closing() const;
    void askHowToClose(); ///< once; the answer is kept
    void askToQuit();     ///< quits at once when the outbox is empty
    QString unsentText() const;
    void askToLoadAnew();
    void quit();

    MainWindow& q;
    Context context;
    models::ViewsModel views;
    models::OutboxModel outbox;
    TopBar* topBar = nullptr;
    Notices* notices = nullptr;
    QSplitter* columns = nullptr;
    Sidebar* sidebar = nullptr;
    QStackedWidget* middle = nullptr; ///< list or search results
    ListPanel* list = nullptr;
    SearchPage* search = nullptr;
    TicketPane* pane = nullptr;
    OverviewPanel* overview = nullptr;
    bool overviewWanted = true;
    bool overviewForList = false; ///< no room for both, and the agent asked for the overview
    StatusLine* status = nullptr;
    UndoToast* toast = nullptr;
    ReadMarker* reads = nullptr;
    QMenu* menu = nullptr;
    QPointer<Palette> palette;
    QPointer<OutboxWindow> outboxWindow;
    QPointer<KeysDialog> keys;
    QPointer<PerformanceDialog> performance;
    WishedTicket* wished = nullptr; ///< is opened once it is here
    QTimer overviewSoon;            ///< the overview follows when the hand rests on a ticket
};

} // namespace ui
