#include "app/wakings.h"

#include <QDBusConnection>
#include <QNetworkInformation>

namespace app
{

using namespace Qt::StringLiterals;

void Wakings::watch()
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    bus.connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s,
                u"PrepareForSleep"_s, this, SLOT(sleeping(bool)));
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reach) {
                if (reach == QNetworkInformation::Reachability::Online)
                    Q_EMIT woke();
            });
}

void Wakings::sleeping(bool begins)
{
    if (!begins)
        Q_EMIT woke();
}

} // namespace app
