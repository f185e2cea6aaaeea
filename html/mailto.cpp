#include "html/mailto.h"

#include "html/text.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

constexpr qsizetype kMostAddresses = 20;
constexpr qsizetype kLongestAddress = 320; // 64 before the @, 255 behind it

QString decoded(QStringView part)
{
    QString out;
    bool gap = false;
    for (const QChar c : QUrl::fromPercentEncoding(part.toUtf8())) {
        if (c.category() == QChar::Other_Format)
            continue;
        if (c.category() == QChar::Other_Control || isDeceptive(c.unicode()) || c.isSpace()) {
            gap = !out.isEmpty();
            continue;
        }
        if (gap)
            out += u' ';
        gap = false;
        out += c;
    }
    return out;
}

/// An address and nothing that a mail program could take for more than one, for a name or for an option.
bool isAddress(const QString& text)
{
    const qsizetype at = text.indexOf(u'@');
    const bool whole = at > 0 && at == text.lastIndexOf(u'@') && at + 1 < text.size();
    return whole && text.size() <= kLongestAddress && !text.startsWith(u'-') &&
           std::none_of(text.begin(), text.end(), [](QChar c) { return u" ,;:<>()[]\\\"'`"_s.contains(c); });
}

void takeAddresses(QStringView list, QStringList& into)
{
    for (const QString& each : decoded(list).split(u',', Qt::SkipEmptyParts)) {
        const QString address = each.trimmed();
        if (isAddress(address) && into.size() < kMostAddresses && !into.contains(address))
            into.append(address);
    }
}

QString written(const QStringList& addresses)
{
    QStringList all;
    for (const QString& address : addresses)
        all.append(QString::fromLatin1(QUrl::toPercentEncoding(address, "@+")));
    return all.join(u',');
}

} // namespace

QString plainMailto(const QString& link)
{
    constexpr QStringView scheme = u"mailto:";
    if (!link.startsWith(scheme, Qt::CaseInsensitive))
        return {};
    const QStringView rest = QStringView(link).mid(scheme.size());
    const QStringView whole = rest.left(rest.indexOf(u'#') < 0 ? rest.size() : rest.indexOf(u'#'));
    const qsizetype mark = whole.indexOf(u'?');
    QStringList to;
    QStringList cc;
    QString subject;
    QString body;
    takeAddresses(mark < 0 ? whole : whole.left(mark), to);
    for (const QStringView field : (mark < 0 ? QStringView() : whole.mid(mark + 1)).split(u'&')) {
        const qsizetype equals = field.indexOf(u'=');
        const QString name = decoded(equals < 0 ? field : field.left(equals)).toLower();
        const QStringView value = equals < 0 ? QStringView() : field.mid(equals + 1);
        if (name == "to"_L1)
            takeAddresses(value, to);
        else if (name == "cc"_L1)
            takeAddresses(value, cc);
        else if (name == "subject"_L1 && subject.isEmpty())
            subject = decoded(value);
        else if (name == "body"_L1 && body.isEmpty())
            body = decoded(value);
    }
    QStringList fields;
    if (!cc.isEmpty())
        fields.append(u"cc="_s + written(cc));
    if (!subject.isEmpty())
        fields.append(u"subject="_s + QString::fromLatin1(QUrl::toPercentEncoding(subject)));
    if (!body.isEmpty())
        fields.append(u"body="_s + QString::fromLatin1(QUrl::toPercentEncoding(body)));
    if (to.isEmpty() && fields.isEmpty())
        return {};
    return scheme.toString() + written(to) + (fields.isEmpty() ? QString() : u'?' + fields.join(u'&'));
}

} // namespace html
