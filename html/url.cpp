#include "html/url.h"

#include "html/mailto.h"
#include "html/text.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

constexpr qsizetype kMaxLink = 4096;
constexpr qsizetype kMaxInlineImage = 64 * 1024;

QString squeezed(const QString& raw)
{
    QString out;
    for (const QChar c : raw) {
        const char16_t u = c.unicode();
        const bool invisible = (u >= 0x200b && u <= 0x200f) || u == 0xad;
        if (!c.isSpace() && !isDeceptive(u) && !invisible)
            out += c;
    }
    return out;
}

bool begins(const QString& text, QStringView scheme)
{
    return text.startsWith(scheme, Qt::CaseInsensitive);
}

QString encoded(const QString& address)
{
    const QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid())
        return {};
    return QString::fromLatin1(url.toEncoded());
}

/// The number alone: no parameters (RFC 3966), and none of the signs by which telephones take commands.
QString plainTelephone(const QString& link)
{
    static const QRegularExpression form(u"^tel:(\\+?[0-9().-]{1,40})(?:;.*)?$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(link);
    return match.hasMatch() ? u"tel:"_s + match.captured(1) : QString();
}

bool isBitmapData(const QString& src)
{
    static const QRegularExpression head(u"^data:image/(png|jpeg|jpg|gif);base64,"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = head.match(src.left(40));
    if (!match.hasMatch())
        return false;
    for (const QChar c : QStringView(src).mid(match.capturedLength())) {
        const char16_t u = c.unicode();
        const bool letter = (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9');
        if (!letter && u != u'+' && u != u'/' && u != u'=')
            return false;
    }
    return true;
}

} // namespace

QString safeLink(const QString& href)
{
    if (href.size() > kMaxLink)
        return {};
    const QString link = squeezed(href);
    if (begins(link, u"http://") || begins(link, u"https://")) {
        const QString result = encoded(link);
        return QUrl(result).host().isEmpty() ? QString() : result;
    }
    if (begins(link, u"mailto:"))
        return plainMailto(begins(href, u"mailto:") ? href : link);
    return begins(link, u"tel:") ? plainTelephone(link) : QString();
}

ImageSource imageSource(const QString& src)
{
    if (src.size() > kMaxInlineImage)
        return {};
    QString address = squeezed(src);
    if (begins(address, u"data:"))
        return isBitmapData(address) ? ImageSource{ImageKind::Inline, address} : ImageSource{};
    if (begins(address, u"blocked:"))
        return {ImageKind::Blocked, {}};
    if (address.size() > kMaxLink)
        return {};
    if (begins(address, u"cid:")) {
        const QString cid = encoded(address);
        return cid.isEmpty() ? ImageSource{} : ImageSource{ImageKind::Inline, cid};
    }
    if (begins(address, u"proxy:"))
        address = address.mid(6);
    if (address.startsWith(u"//"_s))
        address.prepend(u"https:"_s);
    if (!begins(address, u"http://") && !begins(address, u"https://"))
        return {};
    const QString remote = safeLink(address);
    return remote.isEmpty() ? ImageSource{} : ImageSource{ImageKind::Remote, remote};
}

} // namespace html
