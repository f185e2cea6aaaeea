#include "html/clean.h"

#include "html/prescan.h"
#include "html/quote.h"
#include "html/writer.h"

#include <memory>

namespace html
{
namespace
{

// Beyond this not even the scan goes on; mails that large are read as source.
constexpr qsizetype kMaxSource = 16 * 1024 * 1024;

struct Tree {
    explicit Tree(const QByteArray& html)
        : output(gumbo_parse_with_options(&kGumboDefaultOptions, html.constData(), size_t(html.size())))
    {
    }
    ~Tree() { gumbo_destroy_output(&kGumboDefaultOptions, output); }
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    GumboOutput* output;
};

} // namespace

CleanResult clean(const QByteArray& utf8, const CleanOptions& options)
{
    CleanResult result;
    QByteArray source = utf8.left(kMaxSource);
    result.truncated = source.size() < utf8.size();
    source.replace('\0', "");
    const Prescan tame = prescan(source);
    result.truncated = result.truncated || tame.truncated;

    const Tree tree(tame.html);
    const GumboNode* root = tree.output->document;
    const GumboNode* quote = findQuote(root);
    Writer fresh(options, quote, Writer::Part::Before);
    fresh.write(root, result);
    result.html = fresh.html();
    result.plainText = fresh.plainText();
    if (quote) {
        Writer quoted(options, quote, Writer::Part::From);
        quoted.write(root, result);
        result.quotedHtml = quoted.html();
    }
    return result;
}

CleanResult clean(const QString& html, const CleanOptions& options)
{
    return clean(html.toUtf8(), options);
}

} // namespace html
