#include "app/tray.h"

#include "app/session_bus.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>

namespace app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kSize = 64;

/// On the program's own `pixmap`: reading all sizes of it anew cost 1.4 MB and milliseconds with every message.
QIcon badged(QPixmap pixmap, qint64 unread)
{
    if (unread <= 0)
        return pixmap;
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString text = unread > 99 ? u"99+"_s : QString::number(unread);
    QFont font = QGuiApplication::font();
    font.setPixelSize(text.size() > 2 ? 22 : 28);
    font.setBold(true);
    painter.setFont(font);
    const int width = std::max(36, QFontMetrics(font).horizontalAdvance(text) + 12);
    const QRect badge(kSize - width, kSize - 36, width, 36);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::tokens().danger);
    painter.drawRoundedRect(badge, 18, 18);
    painter.setPen(ui::tokens().panel);
    painter.drawText(badge, Qt::AlignCenter, text);
    return pixmap;
}

} // namespace

Tray::Tray(QObject* parent)
    : QObject(parent)
    , m_plain(ui::Icon::application().pixmap(kSize, kSize))
{
    connect(m_menu.addAction(tr("Show Bellhop")), &QAction::triggered, this, &Tray::showAsked);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &Tray::quitAsked);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT showAsked();
    });
    setUnread(0);
    m_icon.show();
}

void Tray::setUnread(qint64 unread)
{
    if (unread == m_unread)
        return;
    m_unread = unread;
    m_icon.setIcon(badged(m_plain, unread));
    m_icon.setToolTip(unread > 0 ? tr("Bellhop: %n unread ticket(s)", nullptr, int(unread)) : tr("Bellhop"));
    setLauncherBadge(unread);
}

void Tray::setLauncherBadge(qint64 unread)
{
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage update =
        QDBusMessage::createSignal(u"/bellhop"_s, u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s);
    update << u"application://org.bellhop.Bellhop.desktop"_s
           << QVariantMap{{u"count"_s, qlonglong(unread)}, {u"count-visible"_s, unread > 0}};
    bus.send(update);
}

} // namespace app
