#include "html/text.h"

#include "html/clean.h"
#include "html/url.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

// A link must not swallow the full stop or bracket that ends the sentence around it.
QString trimmedLink(QString link)
{
    static const QString tail = u".,;:!?)]}'\"*_"_s;
    while (!link.isEmpty() && tail.contains(link.back())) {
        if (link.back() == u')' && link.count(u'(') >= link.count(u')'))
            break;
        link.chop(1);
    }
    return link;
}

QString broken(const QString& text)
{
    QString out;
    out.reserve(text.size() + 16);
    int run = 0;
    for (const QChar c : text) {
        run = (c == u' ' || c == u'\n' || c == u'\t' || c == u'\u200b') ? 0 : run + 1;
        if (run > kMaxWord && !c.isLowSurrogate()) {
            out += u'\u200b';
            run = 1;
        }
        out += c;
    }
    return out;
}

QString lines(const QString& text)
{
    QString out = escaped(text);
    out.replace(u'\n', u"<br>"_s);
    out.replace(u"  "_s, u" &nbsp;"_s);
    return out;
}

} // namespace

bool isDeceptive(char16_t c)
{
    if (c == u'\t' || c == u'\n')
        return false;
    if (c < 0x20 || (c >= 0x7f && c <= 0x9f))
        return true;
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
           (c >= 0xfff9 && c <= 0xfffc) || c >= 0xfffe;
}

QString withoutDeceptive(const QString& text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (!isDeceptive(c.unicode()))
            out += c;
    }
    return out;
}

QString withoutPrivateUse(const QString& text)
{
    const auto isPrivate = [](QChar c) { // of the first plane, or the first half of one of the last two
        return (c >= QChar(0xE000) && c <= QChar(0xF8FF)) || (c >= QChar(0xDB80) && c <= QChar(0xDBFF));
    };
    if (std::none_of(text.begin(), text.end(), isPrivate))
        return text;
    QString out;
    out.reserve(text.size());
    bool isHalf = false;
    for (const QChar c : text) {
        if (!(isHalf && c.isLowSurrogate()))
            out += isPrivate(c) ? QChar(QChar::ReplacementCharacter) : c;
        isHalf = c.isHighSurrogate() && isPrivate(c);
    }
    return out;
}

QString escaped(const QString& text)
{
    return text.toHtmlEscaped();
}

QString plainToHtml(const QString& text)
{
    QString source = text.left(kMaxShownBytes / 2);
    source.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    source = broken(withoutPrivateUse(withoutDeceptive(source)));
    // Bounded repeats keep the matcher linear on hostile text.
    static const QRegularExpression pattern(
        u"\\bhttps?://[^\\s<>\"\u200b]{1,2000}|(?<![\\w.+-])[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString out;
    qsizetype done = 0;
    int links = 0;
    auto matches = pattern.globalMatch(source);
    while (matches.hasNext() && links < 1000) {
        const auto match = matches.next();
        const QString shown = trimmedLink(match.captured());
        const bool web = shown.startsWith(u"http"_s, Qt::CaseInsensitive) && shown.contains(u"://"_s);
        const QString target = safeLink(web ? shown : u"mailto:"_s + shown);
        if (target.isEmpty())
            continue;
        out += lines(source.mid(done, match.capturedStart() - done));
        out += u"<a href=\""_s + escaped(target) + u"\">"_s + escaped(shown) + u"</a>"_s;
        done = match.capturedStart() + shown.size();
        ++links;
    }
    return out + lines(source.mid(done));
}

QString snippet(const QString& text, int max)
{
    if (max <= 0)
        return {};
    QString out;
    bool gap = false;
    for (const QChar c : text) {
        if (c.isSpace() || c == u'\u200b') {
            gap = !out.isEmpty();
            continue;
        }
        if (isDeceptive(c.unicode()))
            continue;
        if (gap)
            out += u' ';
        gap = false;
        out += c;
        if (out.size() > max)
            break;
    }
    if (out.size() <= max)
        return out;
    out.truncate(max - 1);
    if (!out.isEmpty() && out.back().isHighSurrogate())
        out.chop(1);
    return out.trimmed() + u'\u2026';
}

} // namespace html
