#pragma once
// The tray icon with the unread count, and the launcher's badge over D-Bus where there is one (VIEW-5).

#include <QMenu>
#include <QObject>
#include <QPixmap>
#include <QSystemTrayIcon>

namespace app
{

class Tray : public QObject
{
    Q_OBJECT

public:
    explicit Tray(QObject* parent = nullptr);

    bool isThere() const { return QSystemTrayIcon::isSystemTrayAvailable(); }
    void setUnread(qint64 unread);

Q_SIGNALS:
    void showAsked();
    void quitAsked();

private:
    void setLauncherBadge(qint64 unread);

    QPixmap m_plain; ///< the icon without a badge
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    qint64 m_unread = -1;
};

} // namespace app
