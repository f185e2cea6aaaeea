#include "server/http/target.h"

#include "server/http/hex_digit.h"

#include <QStringDecoder>

namespace server::http
{
using namespace Qt::StringLiterals;

namespace
{

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

std::optional<QByteArray> unescape(QByteArrayView text, bool plusIsSpace)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && plusIsSpace) {
            c = ' ';
        } else if (c == '%') {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        bytes.append(c);
    }
    return bytes;
}

std::optional<QStringList> parsePath(QByteArrayView raw)
{
    QStringList segments;
    if (raw == "/")
        return segments;
    for (const QByteArray& part : raw.sliced(1).toByteArray().split('/')) {
        const std::optional<QString> segment = percentDecode(part, false);
        if (!segment || *segment == u"."_s || *segment == u".."_s || segment->contains(u'/') ||
            segment->contains(u'\\'))
            return std::nullopt;
        segments.append(*segment);
    }
    return segments;
}

std::optional<QList<std::pair<QString, QString>>> parseQuery(QByteArrayView raw)
{
    QList<std::pair<QString, QString>> pairs;
    if (raw.isEmpty())
        return pairs;
    for (const QByteArray& part : raw.toByteArray().split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray key = equals < 0 ? part : part.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : part.mid(equals + 1);
        const std::optional<QString> name = percentDecode(key, true);
        const std::optional<QString> text = percentDecode(value, true);
        if (!name || !text)
            return std::nullopt;
        pairs.append({*name, *text});
    }
    return pairs;
}

/// Cuts "http://authority" off the absolute form, which every server must understand (RFC 9112, 3.2.2).
bool takeAuthority(QByteArrayView& raw, QByteArray& authority)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (raw.size() <= scheme.size() || qstrnicmp(raw.data(), scheme.size(), scheme.data(), scheme.size()) != 0)
            continue;
        const QByteArrayView rest = raw.sliced(scheme.size());
        qsizetype slash = 0;
        while (slash < rest.size() && rest[slash] != '/' && rest[slash] != '?')
            ++slash;
        authority = rest.first(slash).toByteArray();
        raw = rest.sliced(slash);
        return !authority.isEmpty();
    }
    return true;
}

} // namespace

std::optional<QString> percentDecode(QByteArrayView text, bool plusIsSpace)
{
    const std::optional<QByteArray> bytes = unescape(text, plusIsSpace);
    if (!bytes || std::any_of(bytes->cbegin(), bytes->cend(), isControl))
        return std::nullopt;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(*bytes);
    if (decoder.hasError())
        return std::nullopt;
    return decoded;
}

std::optional<Target> parseTarget(QByteArrayView raw)
{
    Target target;
    if (raw == "*") {
        target.asterisk = true;
        return target;
    }
    if (!takeAuthority(raw, target.authority))
        return std::nullopt;
    const QByteArray whole = raw.isEmpty() || raw[0] == '?' ? "/" + raw.toByteArray() : raw.toByteArray();
    if (!whole.startsWith('/') || whole.contains('#'))
        return std::nullopt;
    if (target.authority.isEmpty() && raw.isEmpty())
        return std::nullopt;
    const qsizetype mark = whole.indexOf('?');
    const auto path = parsePath(mark < 0 ? whole : whole.left(mark));
    const auto query = parseQuery(mark < 0 ? QByteArray() : whole.mid(mark + 1));
    if (!path || !query)
        return std::nullopt;
    target.path = *path;
    target.query = *query;
    return target;
}

} // namespace server::http
