#pragma once
// The window an agent has open all day: views, list, thread, overview.

#include "desk/ids.h"
#include "ui/context.h"

#include <QMainWindow>

#include <functional>
#include <memory>

namespace ui
{

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Context context);
    ~MainWindow() override;

    void showView(const desk::ViewId& view);
    /// Opens the ticket in the pane and selects it in the list when it is listed.
    void openTicket(const desk::TicketId& ticket);
    /// bellhop://desk/ticket/NUMBER: at once, or as soon as the desk has brought it; tells when there is no such
    /// ticket.
    void openNumber(qint64 number);
    /// A line under the top bar: app/ tells of the embedded server, the keychain and the like; empty text removes it.
    void setNotice(const QString& text, const QString& actionText = {}, std::function<void()> action = {});
    qint64 unread() const; ///< VIEW-5

Q_SIGNALS:
    void usable(); ///< painted once with a list or an empty state in it
    void unreadChanged(qint64 unread);
    void numberOpened(qint64 number); ///< openNumber() has shown it
    void signInAsked();               ///< the agent wants to sign in again
    void quitAsked();

protected:
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
