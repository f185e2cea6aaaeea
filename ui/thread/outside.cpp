#include "ui/thread/outside.h"

#include "html/url.h"

#include <QDesktopServices>
#include <QUrl>

namespace ui
{

QUrl outsideUrl(const QUrl& url)
{
    const QString plain = url.isValid() ? html::safeLink(QString::fromLatin1(url.toEncoded())) : QString();
    return plain.isEmpty() ? QUrl() : QUrl::fromEncoded(plain.toLatin1(), QUrl::StrictMode);
}

bool openOutside(const QUrl& url)
{
    const QUrl plain = outsideUrl(url);
    return plain.isValid() && QDesktopServices::openUrl(plain);
}

} // namespace ui
