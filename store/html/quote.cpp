#include "store/html/quote.h"

#include "store/html/dom.h"
#include "store/html/style.h"

#include <QHash>
#include <QList>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace store::html
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
    bool toTheEnd; // a header after which all is quoted, as opposed to a block with an end
};

QString folded(const char* text)
{
    return QString::fromUtf8(text).simplified();
}

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
    explicit Finder(const GumboNode* root) { collect(root); }

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
        const qsizetype at = places.size();
        const char* text = textOf(node);
        const QByteArray name = nameOf(node);
        const bool visible = (text && !folded(text).isEmpty()) || name == "img";
        if (node->type == GUMBO_NODE_ELEMENT && (readStyle(attribute(node, "style"), {}, {}, {}).hidden))
            return;
        places.append({node, at + 1, visible});
        if (candidates.size() < kMaxCandidates)
            consider(node, name, text, at);
        if (const GumboVector* children = childrenOf(node)) {
            for (unsigned i = 0; i < children->length; ++i)
                collect(static_cast<const GumboNode*>(children->data[i]));
        }
        places[at].end = places.size();
    }

    void consider(const GumboNode* node, const QByteArray& name, const char* text, qsizetype at)
    {
        if (text) {
            const QString line = folded(text);
            if (isOriginalLine(line))
                candidates.append({at, true});
            else if (isAttribution(line))
                candidates.append({at, false});
            return;
        }
        const QString id = attribute(node, "id").toLower();
        if (id == u"divrplyfwdmsg"_s || id == u"appendonsend"_s || id == u"mail-editor-reference-message-container"_s)
            return candidates.append({at, true});
        const QString classes = u" "_s + attribute(node, "class").toLower() + u" "_s;
        const bool marked = classes.contains(u" gmail_quote "_s) || classes.contains(u" gmail_quote_container "_s) ||
                            classes.contains(u" moz-cite-prefix "_s) || classes.contains(u" yahoo_quoted "_s) ||
                            classes.contains(u" protonmail_quote "_s);
        if (marked || (name == "blockquote" && attribute(node, "type").toLower() == u"cite"_s))
            candidates.append({at, false});
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
        qsizetype end = places[candidate.at].end;
        // An attribution line goes with the block after it; alone it is just a sentence.
        bool block = nameOf(places[candidate.at].node) == "blockquote";
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
        return block || !textOf(places[candidate.at].node);
    }

    QList<Place> places;
    QList<Candidate> candidates;
};

} // namespace

const GumboNode* findQuote(const GumboNode* root)
{
    return Finder(root).find();
}

} // namespace store::html
