#include "html/tags.h"

#include <QHash>
#include <QSet>

namespace html
{
namespace
{

using Names = QSet<QByteArray>;

const Names& kept()
{
    static const Names names{"p",  "div",        "br", "span", "b",    "strong", "i",  "em", "u",  "s",
                             "ul", "ol",         "li", "pre",  "code", "h1",     "h2", "h3", "h4", "h5",
                             "h6", "blockquote", "a",  "img",  "hr",   "table",  "tr", "td", "th"};
    return names;
}

const QHash<QByteArray, QByteArray>& relatives()
{
    static const QHash<QByteArray, QByteArray> map{
        {"font", "span"},   {"center", "div"},     {"section", "div"}, {"article", "div"}, {"header", "div"},
        {"footer", "div"},  {"main", "div"},       {"nav", "div"},     {"aside", "div"},   {"address", "div"},
        {"figure", "div"},  {"dl", "div"},         {"dt", "div"},      {"dd", "div"},      {"fieldset", "div"},
        {"details", "div"}, {"summary", "div"},    {"strike", "s"},    {"del", "s"},       {"ins", "u"},
        {"tt", "code"},     {"kbd", "code"},       {"samp", "code"},   {"cite", "i"},      {"menu", "ul"},
        {"listing", "pre"}, {"figcaption", "div"}, {"image", "img"},   {"legend", "div"},  {"dir", "ul"}};
    return map;
}

} // namespace

QByteArray tagFor(const QByteArray& name)
{
    return kept().contains(name) ? name : relatives().value(name);
}

bool dropsContent(const QByteArray& name)
{
    static const Names names{"script",   "style",  "title",    "textarea",  "xmp",     "iframe", "noembed",
                             "noframes", "object", "applet",   "svg",       "math",    "select", "audio",
                             "video",    "canvas", "template", "plaintext", "datalist"};
    return names.contains(name);
}

bool isRawText(const QByteArray& name)
{
    static const Names names{"script", "style",   "title",    "textarea", "xmp",
                             "iframe", "noembed", "noframes", "plaintext"};
    return names.contains(name);
}

bool isVoid(const QByteArray& name)
{
    return name == "br" || name == "hr" || name == "img";
}

bool isBlock(const QByteArray& name)
{
    static const Names names{"p",  "div", "ul", "ol", "li", "pre", "h1", "h2",    "h3",
                             "h4", "h5",  "h6", "hr", "td", "th",  "tr", "table", "blockquote"};
    return names.contains(name);
}

bool isKnownAttribute(const QByteArray& name)
{
    static const Names names{"style",   "href",   "src",     "alt",         "width",      "height", "colspan",
                             "rowspan", "align",  "bgcolor", "color",       "class",      "id",     "type",
                             "start",   "border", "hidden",  "cellpadding", "cellspacing"};
    return names.contains(name);
}

} // namespace html
