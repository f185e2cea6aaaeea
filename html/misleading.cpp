#include "html/misleading.h"

#include "desk/invisible.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

constexpr qsizetype kMaxText = 2000;

/// What a text names: a host, and the mail address there if it is one.
struct NamedPlace {
    QString host; ///< in ASCII form, lower case, without `www.`
    QString mail; ///< lower case; empty for a web address
    bool forged = false;
};

/// One form for what looks the same: no invisible characters, plain letters and full stops.
QString readable(const QString& text)
{
    QString out = desk::withoutInvisible(text.left(kMaxText));
    out.replace(QChar(0x2024), u'.'); // before the normal form, which knows it as well as ligatures of dots
    out = out.normalized(QString::NormalizationForm_KC);
    for (const char16_t stop : {u'\u3002', u'\uff61', u'\u06d4', u'\u0701', u'\u0702', u'\ua4f8', u'\ua60e'})
        out.replace(QChar(stop), u'.');
    for (const char16_t slash : {u'\u2044', u'\u2215', u'\u29f8', u'\u2571'})
        out.replace(QChar(slash), u'/');
    static const QRegularExpression fenced(u"[\\[({<]\\s*\\.\\s*[\\])}>]"_s);
    return out.replace(fenced, u"."_s);
}

QString plainHost(const QString& name)
{
    QString host = QString::fromLatin1(QUrl::toAce(QUrl::fromPercentEncoding(name.toUtf8()))).toLower();
    if (host.endsWith(u'.'))
        host.chop(1);
    return host.startsWith(u"www."_s) ? host.mid(4) : host;
}

bool isSameSite(const QString& one, const QString& other)
{
    const auto under = [](const QString& deep, const QString& site) {
        return site.contains(u'.') && deep.endsWith(u'.' + site);
    };
    return one == other || under(one, other) || under(other, one);
}

/// Words of two of the scripts that share letters, or a foreign word made only of letters that look Latin.
bool isForged(const QString& host)
{
    static const QString alike = u"асеорхуіјѕһԁԛԝӏνορ"_s;
    const QStringList labels = host.split(u'.');
    const auto forged = [](const QString& label) {
        QSet<QChar::Script> scripts;
        bool onlyAlike = true;
        for (const QChar c : label) {
            const QChar::Script script = c.script();
            if (script == QChar::Script_Latin || script == QChar::Script_Cyrillic || script == QChar::Script_Greek ||
                script == QChar::Script_Armenian || script == QChar::Script_Cherokee) {
                scripts.insert(script);
                onlyAlike = onlyAlike && alike.contains(c);
            }
        }
        return scripts.size() > 1 || (scripts.size() == 1 && onlyAlike);
    };
    return std::any_of(labels.begin(), labels.end(), forged);
}

/// Endings that files have far more often than hosts.
bool isFileEnding(const QString& ending)
{
    static const QSet<QString> files{
        u"pdf"_s, u"doc"_s,  u"docx"_s, u"xls"_s,  u"xlsx"_s, u"ppt"_s, u"pptx"_s, u"odt"_s,  u"ods"_s, u"txt"_s,
        u"csv"_s, u"jpg"_s,  u"jpeg"_s, u"png"_s,  u"gif"_s,  u"svg"_s, u"webp"_s, u"heic"_s, u"eml"_s, u"ics"_s,
        u"gz"_s,  u"html"_s, u"htm"_s,  u"php"_s,  u"aspx"_s, u"js"_s,  u"ts"_s,   u"py"_s,   u"md"_s,  u"sh"_s,
        u"exe"_s, u"msi"_s,  u"dmg"_s,  u"json"_s, u"xml"_s,  u"css"_s, u"log"_s,
    };
    return files.contains(ending);
}

/// In running text a full stop without a blank is common ("sent.Next"): only a known ending makes a host of it.
bool isHostInText(const QString& host)
{
    static const QSet<QString> generic{
        u"com"_s,     u"org"_s,    u"net"_s,   u"edu"_s,   u"gov"_s,    u"mil"_s,  u"int"_s,     u"info"_s,
        u"biz"_s,     u"shop"_s,   u"store"_s, u"app"_s,   u"dev"_s,    u"page"_s, u"site"_s,    u"online"_s,
        u"website"_s, u"cloud"_s,  u"bank"_s,  u"club"_s,  u"email"_s,  u"live"_s, u"link"_s,    u"click"_s,
        u"support"_s, u"tech"_s,   u"world"_s, u"xyz"_s,   u"top"_s,    u"vip"_s,  u"pro"_s,     u"name"_s,
        u"mobi"_s,    u"travel"_s, u"news"_s,  u"media"_s, u"agency"_s, u"blog"_s, u"example"_s, u"test"_s,
    };
    const QString ending = host.mid(host.lastIndexOf(u'.') + 1);
    if (generic.contains(ending.toLower()) || ending.startsWith(u"xn--"_s))
        return true;
    // Before a lower-case or upper-case code of a country; "It", "In" and "So" begin a sentence. "e.g." is no host.
    const bool country = ending.size() == 2 && !(ending[0].isUpper() && ending[1].isLower());
    const QString label = host.section(u'.', -2, -2);
    return country && label.size() > 1;
}

QList<NamedPlace> placesIn(const QString& text)
{
    // Scheme, who stands before the @, host, rest. Bounded repeats keep the matcher linear on hostile text.
    static const QRegularExpression shape(
        u"(?<![\\p{L}\\p{N}@._%+-])(?:([a-z][a-z0-9+]{1,9})://*|(mailto:))?(?:([^\\s/@:?#<>()\\[\\]\"]{1,64})"
        "(?::[^\\s/@?#]{0,64})?@)?((?:(?:[\\p{L}\\p{N}\\p{M}_-]|%[0-9a-f]{2}){1,63}(?:\\.|%2e)){1,8}"
        "(?:[\\p{L}\\p{M}]{2,24}|xn--[a-z0-9-]{1,59}|[0-9]{1,3}))(?![\\p{L}\\p{N}])\\.?(?::[0-9]{1,5})?(?:[/?#]\\S*)?"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QList<NamedPlace> found;
    auto matches = shape.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const bool schemed = !match.captured(1).isEmpty();
        const QString before = match.captured(3);
        const QString host = match.captured(4);
        const bool www = host.startsWith(u"www."_s, Qt::CaseInsensitive);
        const QString ending = host.mid(host.lastIndexOf(u'.') + 1).toLower();
        if (!schemed && before.isEmpty() && !www) {
            const QStringView around = QStringView(text).left(match.capturedStart());
            const QStringView behind = QStringView(text).mid(match.capturedEnd());
            const auto isLetter = [](QChar c) { return c.isLetterOrNumber(); };
            const bool alone = std::none_of(around.begin(), around.end(), isLetter) &&
                               std::none_of(behind.begin(), behind.end(), isLetter);
            const bool number = ending[0].isDigit();
            if (number || isFileEnding(ending) || (!alone && !isHostInText(host)))
                continue;
        }
        NamedPlace place{plainHost(host), {}, isForged(host.toLower())};
        if (!schemed && !before.isEmpty())
            place.mail = before.toLower() + u'@' + place.host;
        if (schemed && before.contains(u'.'))
            place.forged = true;
        found.append(place);
    }
    return found;
}

QStringList recipientsOf(const QUrl& target)
{
    QStringList all = target.path(QUrl::FullyDecoded).split(u',', Qt::SkipEmptyParts);
    all += QUrlQuery(target).queryItemValue(u"cc"_s, QUrl::FullyDecoded).split(u',', Qt::SkipEmptyParts);
    return all;
}

bool isAmong(const QString& address, const QList<NamedPlace>& places)
{
    const qsizetype at = address.lastIndexOf(u'@');
    const QString host = plainHost(address.mid(at + 1));
    const QString mail = address.left(at).trimmed().toLower() + u'@' + host;
    return std::any_of(places.begin(), places.end(), [&](const NamedPlace& place) {
        return place.mail.isEmpty() ? isSameSite(place.host, host) : place.mail == mail;
    });
}

QString digitsOf(const QString& text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
    }
    return digits;
}

/// A number with or without the code of its country is the same: the last nine digits tell.
bool isOtherNumber(const QString& text, const QString& target)
{
    static const QRegularExpression shape(u"\\+?[\\d(][\\d\\s().\\-/]{5,24}\\d"_s,
                                          QRegularExpression::UseUnicodePropertiesOption);
    const QString number = digitsOf(target);
    auto matches = shape.globalMatch(text);
    while (matches.hasNext()) {
        const QString shown = digitsOf(matches.next().captured());
        const qsizetype length = std::min({shown.size(), number.size(), qsizetype(9)});
        if (shown.size() >= 7 && shown.right(length) != number.right(length))
            return true;
    }
    return false;
}

} // namespace

bool isMisleading(const QString& text, const QString& target)
{
    const QString shown = readable(text);
    const QList<NamedPlace> places = placesIn(shown);
    const auto forged = [](const NamedPlace& place) { return place.forged; };
    if (std::any_of(places.begin(), places.end(), forged))
        return true;
    if (target.startsWith(u"tel:"_s))
        return !places.isEmpty() || isOtherNumber(shown, target);
    if (places.isEmpty())
        return false;
    const QUrl url(target);
    if (target.startsWith(u"mailto:"_s)) {
        const QStringList recipients = recipientsOf(url);
        return std::any_of(recipients.begin(), recipients.end(),
                           [&places](const QString& address) { return !isAmong(address, places); });
    }
    const QString host = plainHost(url.host(QUrl::FullyEncoded));
    return std::any_of(places.begin(), places.end(),
                       [&host](const NamedPlace& place) { return !isSameSite(place.host, host); });
}

} // namespace html
