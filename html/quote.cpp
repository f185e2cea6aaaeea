#include "html/quote.h"

#include "html/dom.h"
#include "html/style.h"
#include "html/tags.h"
#include "html/text.h"
#include "html/url.h"

#include <QList>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

constexpr int kMaxCandidates = 32;

// One node in document order; `end` is the first position behind its subtree.
struct Place {
    const GumboNode* node;
    qsizetype end;
    bool visible; // text one can read, or an image
};

struct Candidate {
    qsizetype at;
    qsizetype end; // for a line: the position behind it
    bool toTheEnd; // a header after which all is quoted, as opposed to a block with an end
    bool isLine;
};

bool isOriginalLine(const QString& text)
{
    static const QRegularExpression line(
        u"^-{2,}\\s*(original message|original appointment|forwarded message|ursprüngliche nachricht|"
        u"message d'origine|mensaje original|messaggio originale)\\s*-{2,}"_s,
        QRegularExpression::CaseInsensitiveOption);
    return line.match(text.left(200)).hasMatch();
}

bool isAttribution(const QString& text)
{
    static const QRegularExpression line(
        u"^(on\\b.{4,300}\\bwrote|am\\b.{4,300}\\bschrieb.{0,100}|le\\b.{4,300}a écrit|el\\b.{4,300}escribió)\\s*:$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.size() < 500 && line.match(text).hasMatch();
}

class Finder
{
public:
    explicit Finder(const GumboNode* root)
    {
        collect(root);
        endLine();
    }

    const GumboNode* find()
    {
        qsizetype limit = places.size();
        const GumboNode* found = nullptr;
        // Cutting may turn an earlier quote into the last thing of what is left, so look again until nothing changes.
        for (bool again = true; again;) {
            again = false;
            for (const Candidate& candidate : std::as_const(candidates)) {
                if (candidate.at >= limit || !accepts(candidate, limit))
                    continue;
                limit = candidate.at;
                found = places[limit].node;
                again = true;
                break;
            }
        }
        return found;
    }

private:
    void collect(const GumboNode* node)
    {
        const bool element = node->type == GUMBO_NODE_ELEMENT;
        if (element && (readStyle(attribute(node, "style"), {}, {}, {}).hidden ||
                        gumbo_get_attribute(&node->v.element.attributes, "hidden")))
            return;
        const qsizetype at = places.size();
        const QByteArray name = nameOf(node);
        const bool block = isBlock(name) || name == "br";
        if (block)
            endLine();
        const QString text = shownText(node, name);
        places.append({node, at + 1, !text.trimmed().isEmpty()});
        if (places[at].visible && lineStart < 0)
            lineStart = at;
        if (line.size() < 1000)
            line += text;
        if (element && marks < kMaxCandidates)
            considerMark(node, name, at);
        if (const GumboVector* children = childrenOf(node)) {
            for (unsigned i = 0; i < children->length; ++i)
                collect(static_cast<const GumboNode*>(children->data[i]));
        }
        if (block)
            endLine();
        places[at].end = places.size();
    }

    // Pictures of the mail itself count as something said; remote ones are mostly logos and trackers.
    static QString shownText(const GumboNode* node, const QByteArray& name)
    {
        if (const char* text = textOf(node))
            return withoutDeceptive(QString::fromUtf8(text)).replace(u'\r', u' ');
        if (name != "img")
            return {};
        const ImageSource source = imageSource(attribute(node, "src"));
        if (source.kind == ImageKind::Dropped)
            return withoutDeceptive(attribute(node, "alt").left(300)).simplified();
        return source.kind == ImageKind::Inline ? u"\ufffc"_s : QString();
    }

    // Lines are read across links and bold parts, so that dropping those later changes no verdict.
    void endLine()
    {
        const QString read = line.simplified();
        if (lineStart >= 0 && lines < kMaxCandidates && (isOriginalLine(read) || isAttribution(read))) {
            candidates.append({lineStart, places.size(), isOriginalLine(read), true});
            ++lines;
        }
        line.clear();
        lineStart = -1;
    }

    void considerMark(const GumboNode* node, const QByteArray& name, qsizetype at)
    {
        const auto add = [&](bool toTheEnd) {
            candidates.append({at, 0, toTheEnd, false});
            ++marks;
        };
        const QString id = attribute(node, "id").toLower();
        if (id == u"divrplyfwdmsg"_s || id == u"appendonsend"_s || id == u"mail-editor-reference-message-container"_s)
            return add(true);
        const QString classes = u" "_s + attribute(node, "class").toLower() + u" "_s;
        const bool marked = classes.contains(u" gmail_quote "_s) || classes.contains(u" gmail_quote_container "_s) ||
                            classes.contains(u" moz-cite-prefix "_s) || classes.contains(u" yahoo_quoted "_s) ||
                            classes.contains(u" protonmail_quote "_s);
        if (marked || (name == "blockquote" && attribute(node, "type").toLower() == u"cite"_s))
            add(false);
    }

    bool anyVisible(qsizetype from, qsizetype to) const
    {
        for (qsizetype i = from; i < to; ++i) {
            if (places[i].visible)
                return true;
        }
        return false;
    }

    bool accepts(const Candidate& candidate, qsizetype limit) const
    {
        if (!anyVisible(0, candidate.at))
            return false;
        if (candidate.toTheEnd)
            return true;
        qsizetype end = candidate.isLine ? candidate.end : places[candidate.at].end;
        // An attribution line goes with the block after it; alone it is just a sentence.
        bool block = !candidate.isLine;
        while (end < limit) {
            const QByteArray name = nameOf(places[end].node);
            if (name == "blockquote") {
                end = places[end].end;
                block = true;
            } else if (places[end].visible) {
                return false;
            } else {
                ++end;
            }
        }
        return block;
    }

    QList<Place> places;
    QList<Candidate> candidates;
    QString line;
    qsizetype lineStart = -1;
    int lines = 0;
    int marks = 0;
};

} // namespace

const GumboNode* findQuote(const GumboNode* root)
{
    return Finder(root).find();
}

} // namespace html
