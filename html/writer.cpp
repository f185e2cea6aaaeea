#include "html/writer.h"

#include "html/dom.h"
#include "html/misleading.h"
#include "html/style.h"
#include "html/tags.h"
#include "html/text.h"
#include "html/url.h"

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

constexpr int kMaxLinks = 1000;
constexpr int kMaxSpan = 50;
constexpr int kMaxSide = 1600;

QString numbered(const char* name, int value)
{
    return u" "_s + QString::fromLatin1(name) + u"=\""_s + QString::number(value) + u"\""_s;
}

// "120", "120px" or "50%"; percentages only where the layout knows them.
QString sized(const GumboNode* source, const char* name, bool percent)
{
    QString value = attribute(source, name).trimmed();
    const bool relative = value.endsWith(u'%');
    if (relative)
        value.chop(1);
    if (value.endsWith(u"px"_s, Qt::CaseInsensitive))
        value.chop(2);
    bool ok = false;
    const int number = value.toInt(&ok);
    if (!ok || number < 1 || (relative && !percent))
        return {};
    if (!relative)
        return numbered(name, qMin(number, kMaxSide));
    return u" "_s + QString::fromLatin1(name) + u"=\""_s + QString::number(qMin(number, 100)) + u"%\""_s;
}

QString capped(const GumboNode* source, const char* name, int least, int most)
{
    bool ok = false;
    const int number = attribute(source, name).toInt(&ok);
    return ok && number >= least ? numbered(name, qMin(number, most)) : QString();
}

bool isPixel(const GumboNode* source)
{
    const auto tiny = [source](const char* name) {
        bool ok = false;
        const int side = attribute(source, name).remove(u"px"_s).trimmed().toInt(&ok);
        return ok && side <= 2;
    };
    return tiny("width") || tiny("height");
}

} // namespace

Writer::Writer(const CleanOptions& how, const GumboNode* at, Part which)
    : options(how)
    , border(at)
    , part(which)
{
    active = part == Part::Before;
    if (!border)
        return;
    for (const GumboNode* up = border->parent; up; up = up->parent)
        ancestors.insert(up);
}

void Writer::write(const GumboNode* root, CleanResult& result)
{
    sink = &result;
    children(root);
}

bool Writer::fits(qsizetype more)
{
    if (bytes + more <= kMaxShownBytes && nodes < kMaxNodes)
        return true;
    stopped = true;
    sink->truncated = true;
    return false;
}

bool Writer::put(const QString& markup)
{
    const qsizetype size = markup.toUtf8().size();
    if (!fits(size))
        return false;
    out += markup;
    bytes += size;
    ++nodes;
    return true;
}

void Writer::breakBlock()
{
    lastSpace = true;
    run = 0;
    if (linkText)
        *linkText += u' '; // words of two lines are two words
    if (!plain.isEmpty() && !plain.endsWith(u'\n'))
        plain += u'\n';
}

void Writer::children(const GumboNode* source)
{
    const GumboVector* list = childrenOf(source);
    for (unsigned i = 0; list && i < list->length && !stopped; ++i)
        node(static_cast<const GumboNode*>(list->data[i]));
}

void Writer::node(const GumboNode* source)
{
    if (source == border) {
        stopped = stopped || part == Part::Before;
        active = true;
    }
    if (stopped || (!active && !ancestors.contains(source)))
        return;
    if (const char* raw = textOf(source))
        return text(QString::fromUtf8(raw));
    if (source->type != GUMBO_NODE_ELEMENT)
        return;
    const QByteArray name = nameOf(source);
    if (name.isEmpty())
        return children(source);
    element(source, name);
}

void Writer::element(const GumboNode* source, const QByteArray& name)
{
    const Style style = readStyle(attribute(source, "style"), attribute(source, "color"), attribute(source, "bgcolor"),
                                  attribute(source, "align"));
    if (style.hidden || gumbo_get_attribute(&source->v.element.attributes, "hidden"))
        return;
    if (name == "img")
        return image(source);
    const QString attributes = attributesOf(source, name, style.css);
    if (name == "a")
        return link(source, attributes);
    if (name == "span" && attributes.isEmpty())
        return children(source);
    const bool block = isBlock(name) || name == "br";
    if (block)
        breakBlock();
    const QString tag = QString::fromLatin1(name);
    if (!put(u"<"_s + tag + attributes + u">"_s) || isVoid(name))
        return;
    preDepth += name == "pre" ? 1 : 0;
    children(source);
    preDepth -= name == "pre" ? 1 : 0;
    out += u"</"_s + tag + u">"_s;
    bytes += tag.size() + 3;
    if (block)
        breakBlock();
}

QString Writer::attributesOf(const GumboNode* source, const QByteArray& name, const QString& css) const
{
    QString list;
    if (name == "td" || name == "th")
        list = capped(source, "colspan", 2, kMaxSpan) + capped(source, "rowspan", 2, kMaxSpan);
    if (name == "td" || name == "th" || name == "table")
        list += sized(source, "width", true);
    if (name == "table")
        list += capped(source, "border", 0, 1) + capped(source, "cellpadding", 0, 12) +
                capped(source, "cellspacing", 0, 12);
    if (name == "ol")
        list += capped(source, "start", 1, 100000);
    if (!css.isEmpty() && name != "br" && name != "hr")
        list += u" style=\""_s + escaped(css) + u"\""_s;
    return list;
}

void Writer::link(const GumboNode* source, const QString& attributes)
{
    const QString target = safeLink(attribute(source, "href"));
    if (target.isEmpty() || linkText)
        return children(source);
    if (!put(u"<a href=\""_s + escaped(target) + u"\""_s + attributes + u">"_s))
        return;
    QString shown;
    linkText = &shown;
    children(source);
    linkText = nullptr;
    out += u"</a>"_s;
    bytes += 4;
    shown = shown.simplified();
    if (sink->links.size() < kMaxLinks)
        sink->links.append({shown.left(200), target, isMisleading(shown, target)});
}

void Writer::image(const GumboNode* source)
{
    const ImageSource found = imageSource(attribute(source, "src"));
    if (found.kind == ImageKind::Remote && (!options.remoteImages || isPixel(source)))
        ++sink->blockedRemote;
    if (found.kind == ImageKind::Remote && isPixel(source))
        return;
    QString address = found.address;
    if (found.kind == ImageKind::Remote)
        address = options.remoteImages ? u"proxy:"_s + found.address : u"blocked:"_s;
    if (found.kind == ImageKind::Blocked)
        address = u"blocked:"_s;
    const QString alt = withoutDeceptive(attribute(source, "alt").left(300)).simplified();
    if (found.kind == ImageKind::Dropped)
        return text(alt);
    if (linkText && linkText->size() < 1000)
        *linkText += u' ' + alt + u' '; // a picture's words are what its link says
    QString markup = u"<img src=\""_s + escaped(address) + u"\""_s;
    if (!alt.isEmpty())
        markup += u" alt=\""_s + escaped(alt) + u"\""_s;
    if (!put(markup + sized(source, "width", false) + sized(source, "height", false) + u">"_s))
        return;
    lastSpace = false;
}

void Writer::character(QChar c, QString& piece)
{
    const bool space = c == u' ' || c == u'\n' || c == u'\t';
    run = space || c == u'\u200b' ? 0 : run + 1;
    if (run > kMaxWord && !c.isLowSurrogate()) {
        piece += u'\u200b';
        run = 1;
    }
    piece += c;
}

void Writer::text(const QString& raw)
{
    QString piece;
    piece.reserve(raw.size());
    for (QChar c : withoutPrivateUse(raw)) {
        if (c == u'\r' || c == u'\f')
            c = u'\n';
        if (isDeceptive(c.unicode()))
            continue;
        const bool space = c == u' ' || c == u'\n' || c == u'\t';
        if (space && preDepth == 0) {
            if (lastSpace)
                continue;
            c = u' ';
        }
        lastSpace = space;
        character(c, piece);
    }
    if (piece.isEmpty())
        return;
    QString markup = escaped(piece);
    // The parser eats one newline right after <pre>.
    if (piece.front() == u'\n' && out.endsWith(u'>') && out.lastIndexOf(u"<pre"_s) == out.lastIndexOf(u'<'))
        markup.prepend(u'\n');
    const qsizetype room = kMaxShownBytes - bytes;
    if (markup.size() * 3 > room && markup.toUtf8().size() > room) {
        // Cut on the near side of the cap: four bytes a unit and six an entity are the worst.
        piece.truncate(qMax<qsizetype>(0, room / 6 - 1));
        if (!piece.isEmpty() && piece.back().isHighSurrogate())
            piece.chop(1);
        markup = escaped(piece);
        stopped = true;
        sink->truncated = true;
    }
    bytes += markup.toUtf8().size();
    out += markup;
    plain += piece;
    if (linkText && linkText->size() < 1000)
        *linkText += piece;
}

} // namespace html
