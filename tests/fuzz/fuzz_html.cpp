// The mail cleaner: harmless output, within the caps, and cleaning it again changes nothing.
#include "html/clean.h"
#include "html/text.h"
#include "tests/fuzz/fuzz.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace html;

namespace
{

void checkTags(const QString& html)
{
    static const QRegularExpression tag(u"<[^>]*>"_s);
    static const QRegularExpression good(
        u"^</?(p|div|br|span|b|strong|i|em|u|s|ul|ol|li|blockquote|pre|code|h[1-6]|a|img|table|tr|td|th|hr)"
        u"( (href|src|alt|width|height|colspan|rowspan|border|cellpadding|cellspacing|start|style)=\"[^\"]*\")*>$"_s);
    static const QRegularExpression bad(
        u" (?:href|src)=\"(?!https?://|mailto:|tel:|cid:|data:image/(?:png|jpe?g|gif);base64,|blocked:\"|proxy:https?://)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression alt(u" alt=\"[^\"]*\""_s);
    auto tags = tag.globalMatch(html);
    while (tags.hasNext()) {
        const QString one = tags.next().captured().remove(alt); // its text may read like an attribute
        if (!good.match(one).hasMatch())
            fuzzFail("only allow-listed elements and attributes");
        if (bad.match(one).hasMatch())
            fuzzFail("only allow-listed addresses");
    }
}

} // namespace

int fuzzOne(const std::uint8_t* data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char*>(data), qsizetype(size));
    for (const bool remote : {false, true}) {
        const CleanResult once = clean(input, {remote});
        checkTags(once.html);
        checkTags(once.quotedHtml);
        if (once.html.toUtf8().size() > kMaxShownBytes + 2048)
            fuzzFail("size within the cap");
        if (clean(once.html, {remote}).html != once.html)
            fuzzFail("idempotent");
    }
    checkTags(plainToHtml(QString::fromUtf8(input)));
    if (snippet(QString::fromUtf8(input), 80).size() > 80)
        fuzzFail("snippet within its length");
    return 0;
}
