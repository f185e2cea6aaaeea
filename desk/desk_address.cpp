#include "desk/desk_address.h"

#include <QStringList>

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

QUrl deskAddress(const QUrl& url)
{
    QUrl plain = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    QString path = plain.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    plain.setPath(path);
    if ((plain.scheme() == u"https"_s && plain.port() == 443) || (plain.scheme() == u"http"_s && plain.port() == 80))
        plain.setPort(-1);
    return plain;
}

bool isLoopback(const QUrl& url)
{
    const QString host = url.host(); // one spelling of each address: QUrl has seen to that
    if (host == u"localhost"_s || host == u"::1"_s)
        return true;
    const QStringList parts = host.split(u'.');
    const bool numbers = std::all_of(parts.begin(), parts.end(), [](const QString& part) {
        bool ok = false;
        return part.toUInt(&ok) <= 255 && ok;
    });
    return parts.size() == 4 && numbers && parts.first() == u"127"_s;
}

bool mayCarrySecrets(const QUrl& url)
{
    return url.scheme() == u"https"_s || (url.scheme() == u"http"_s && isLoopback(url));
}

} // namespace desk
