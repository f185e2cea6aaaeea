#include "app/desk_address.h"

#include <QHostAddress>

namespace app
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
    if (url.host() == u"localhost"_s)
        return true;
    const QHostAddress address(url.host());
    return !address.isNull() && address.isLoopback();
}

bool mayCarrySecrets(const QUrl& url)
{
    return url.scheme() == u"https"_s || (url.scheme() == u"http"_s && isLoopback(url));
}

} // namespace app
