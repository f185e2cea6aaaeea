#include "html/prescan.h"

#include "html/clean.h"
#include "html/tags.h"

#include <QByteArrayMatcher>
#include <QHash>
#include <QList>
#include <QSet>

#include <algorithm>

namespace html
{
namespace
{

// Looser than what the writer keeps: a cleaned mail must pass here uncut, or cleaning it again would change it.
constexpr qsizetype kScanBytes = kMaxShownBytes + 32 * 1024;
constexpr int kScanNodes = kMaxNodes + 4000;
constexpr int kMaxAttributes = 24;
constexpr qsizetype kMaxValue = 64 * 1024;

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isHeading(const QByteArray& name)
{
    return name.size() == 2 && name[0] == 'h' && name[1] != 'r';
}
bool isCell(const QByteArray& name)
{
    return name == "td" || name == "th";
}
bool isTablePart(const QByteArray& name)
{
    return name == "table" || name == "tr" || isCell(name);
}

struct Open {
    QByteArray name;
    QByteArray written; // differs from name for the parts of tables nested too deep
};

class Scanner
{
public:
    explicit Scanner(const QByteArray& source)
        : in(source)
    {
    }

    Prescan run()
    {
        while (at < in.size() && !full())
            step();
        result.truncated = result.truncated || at < in.size();
        closeDownTo(0);
        return std::move(result);
    }

private:
    bool full() const { return result.html.size() >= kScanBytes || nodes >= kScanNodes; }
    char peek(qsizetype offset = 0) const { return at + offset < in.size() ? in[at + offset] : '\0'; }

    void step()
    {
        if (peek() != '<')
            return text();
        const char next = peek(1);
        if (isLetter(next))
            return startTag();
        if (next == '/' && isLetter(peek(2)))
            return endTag();
        if (next == '!' || next == '?' || next == '/')
            return comment();
        enterCell();
        result.html += "&lt;";
        ++at;
    }

    void text()
    {
        qsizetype end = in.indexOf('<', at);
        if (end < 0)
            end = in.size();
        if (!std::all_of(in.constData() + at, in.constData() + end, isSpace))
            enterCell();
        const qsizetype room = kScanBytes - result.html.size();
        if (end - at > room) {
            end = at + room;
            // Never half a UTF-8 sequence.
            while (end > at && (in[end] & 0xc0) == 0x80)
                --end;
            result.html.append(in.constData() + at, end - at);
            at = end;
            nodes = kScanNodes;
            return;
        }
        result.html.append(in.constData() + at, end - at);
        at = end;
        ++nodes;
    }

    void comment()
    {
        if (in.mid(at, 4) != "<!--") {
            const qsizetype end = in.indexOf('>', at);
            at = end < 0 ? in.size() : end + 1;
            return;
        }
        at += 4;
        if (peek() == '>' || (peek() == '-' && peek(1) == '>')) {
            at += peek() == '>' ? 1 : 2;
            return;
        }
        // One walk for both endings; two searches would make many comments quadratic.
        while (true) {
            at = in.indexOf("--", at);
            if (at < 0) {
                at = in.size();
                return;
            }
            const qsizetype skip = peek(2) == '>' ? 3 : (peek(2) == '!' && peek(3) == '>') ? 4 : 0;
            if (skip > 0) {
                at += skip;
                return;
            }
            ++at;
        }
    }

    QByteArray tagName()
    {
        const qsizetype from = at;
        while (at < in.size() && !isSpace(in[at]) && in[at] != '>' && in[at] != '/')
            ++at;
        return in.mid(from, std::min<qsizetype>(at - from, 32)).toLower();
    }

    // Reads up to and over '>', keeping the attributes later steps look at.
    QByteArray attributes()
    {
        QByteArray out;
        QSet<QByteArray> seen;
        while (at < in.size()) {
            while (at < in.size() && (isSpace(in[at]) || in[at] == '/'))
                ++at;
            if (peek() == '>' || at >= in.size()) {
                ++at;
                break;
            }
            const qsizetype from = at;
            while (at < in.size() && !isSpace(in[at]) && in[at] != '>' && in[at] != '/' &&
                   (in[at] != '=' || at == from))
                ++at;
            const QByteArray name = in.mid(from, std::min<qsizetype>(at - from, 32)).toLower();
            const QByteArray value = attributeValue();
            if (!isKnownAttribute(name) || seen.contains(name) || seen.size() >= kMaxAttributes)
                continue;
            seen.insert(name);
            if (value.size() <= kMaxValue)
                out += ' ' + name + "=\"" + QByteArray(value).replace('"', "&quot;") + '"';
        }
        at = std::min(at, in.size());
        return out;
    }

    QByteArray attributeValue()
    {
        const qsizetype back = at;
        while (at < in.size() && isSpace(in[at]))
            ++at;
        if (peek() != '=') {
            at = back;
            return {};
        }
        ++at;
        while (at < in.size() && isSpace(in[at]))
            ++at;
        const char quote = peek();
        const qsizetype from = quote == '"' || quote == '\'' ? at + 1 : at;
        if (from > at) {
            const qsizetype end = in.indexOf(quote, from);
            at = end < 0 ? in.size() : end + 1;
            return in.mid(from, (end < 0 ? in.size() : end) - from);
        }
        while (at < in.size() && !isSpace(in[at]) && in[at] != '>')
            ++at;
        return in.mid(from, at - from);
    }

    void startTag()
    {
        ++at;
        const QByteArray name = tagName();
        const QByteArray attrs = attributes();
        if (dropsContent(name))
            return skipContent(name);
        const QByteArray tag = tagFor(name);
        if (!tag.isEmpty())
            open(tag, attrs);
    }

    // Memory of names whose end tag is known to be missing keeps the search linear.
    void skipContent(const QByteArray& name)
    {
        if (endless.contains(name))
            return;
        const QByteArray wanted = "</" + name;
        for (qsizetype from = in.indexOf("</", at); from >= 0; from = in.indexOf("</", from + 2)) {
            const qsizetype after = from + wanted.size();
            const bool ends = after >= in.size() || isSpace(in[after]) || in[after] == '>' || in[after] == '/';
            if (!ends || qstrnicmp(in.constData() + from, wanted.constData(), size_t(wanted.size())) != 0)
                continue;
            const qsizetype close = in.indexOf('>', from);
            at = close < 0 ? in.size() : close + 1;
            return;
        }
        endless.insert(name);
        if (isRawText(name))
            at = in.size();
    }

    void endTag()
    {
        at += 2;
        const QByteArray name = tagName();
        attributes();
        const QByteArray tag = tagFor(name);
        if (tag == "br")
            return open(tag, {});
        if (tag.isEmpty() || isVoid(tag))
            return;
        if (int& count = skipped[tag]; count > 0) {
            --count;
            return;
        }
        for (qsizetype i = stack.size() - 1; i >= 0; --i) {
            if (stack[i].name == tag)
                return closeDownTo(i);
            // A cell's content cannot end what is around its table.
            if (stack[i].name == "table" || (isCell(stack[i].name) && !isTablePart(tag)))
                return;
        }
    }

    void closeDownTo(qsizetype size)
    {
        while (stack.size() > size) {
            const QByteArray written = stack.takeLast().written;
            if (!written.isEmpty())
                result.html += "</" + written + '>';
        }
    }

    // Closes the innermost element of that name, unless a barrier is met first.
    template<typename Match, typename Barrier>
    void closeNearest(Match match, Barrier barrier)
    {
        for (qsizetype i = stack.size() - 1; i >= 0; --i) {
            if (match(stack[i].name))
                return closeDownTo(i);
            if (barrier(stack[i].name))
                return;
        }
    }

    QByteArray tableContext() const
    {
        for (qsizetype i = stack.size() - 1; i >= 0; --i) {
            if (isTablePart(stack[i].name))
                return stack[i].name;
        }
        return {};
    }

    qsizetype tables() const
    {
        return std::count_if(stack.begin(), stack.end(), [](const Open& o) { return o.name == "table"; });
    }

    // What HTML lets an author leave out: the ends of paragraphs, items, rows, cells, links.
    void closeImplied(const QByteArray& tag)
    {
        const auto named = [](const char* name) { return [name](const QByteArray& n) { return n == name; }; };
        if (isBlock(tag) && !isTablePart(tag))
            closeNearest(named("p"), isTablePart);
        if (tag == "li") {
            closeNearest(named("li"), [](const QByteArray& n) {
                return n == "ul" || n == "ol" || n == "blockquote" || n == "pre" || isHeading(n) || isTablePart(n);
            });
        }
        if (tag == "a")
            closeNearest(named("a"), isTablePart);
        // Through inline elements too: the writer may leave those out, and the verdict must stay the same.
        if (isHeading(tag))
            closeNearest(isHeading, [](const QByteArray& n) { return isBlock(n) && !isHeading(n); });
    }

    void open(const QByteArray& tag, const QByteArray& attrs)
    {
        if (tag == "table") {
            // A table straight inside a table, not in a cell, ends the outer one.
            if (const QByteArray around = tableContext(); around == "table" || around == "tr")
                closeNearest([](const QByteArray& n) { return n == "table"; }, isCell);
            closeNearest([](const QByteArray& n) { return n == "p"; }, isTablePart);
        }
        if ((tag == "tr" || isCell(tag)) && !openTablePart(tag))
            return;
        if (!isTablePart(tag))
            enterCell();
        closeImplied(tag);
        push(tag, attrs);
    }

    // Content straight in a table gets a cell: the parser would move it in front of the table, past our bookkeeping.
    void enterCell()
    {
        const QByteArray around = tableContext();
        if ((around == "table" || around == "tr") && openTablePart("td"))
            push("td", {});
    }

    // Makes the stack end in the right parent; false when there is no table to be part of.
    bool openTablePart(const QByteArray& tag)
    {
        const QByteArray around = tableContext();
        if (around.isEmpty())
            return false;
        const auto isTable = [](const QByteArray& n) { return n == "table"; };
        if (tag == "tr")
            closeNearest([](const QByteArray& n) { return n == "tr"; }, isTable);
        else
            closeNearest(isCell, [](const QByteArray& n) { return n == "tr" || n == "table"; });
        const QByteArray parent = tag == "tr" ? "table" : "tr";
        while (!stack.isEmpty() && stack.last().name != parent && stack.last().name != "table")
            closeDownTo(stack.size() - 1);
        if (isCell(tag) && stack.last().name == "table")
            push("tr", {});
        return stack.last().name == parent;
    }

    void push(const QByteArray& tag, const QByteArray& attrs)
    {
        if (isVoid(tag)) {
            result.html += '<' + tag + attrs + '>';
            ++nodes;
            return;
        }
        if (stack.size() >= kMaxDepth) {
            ++skipped[tag];
            result.truncated = true;
            return;
        }
        const bool deep = isTablePart(tag) && tables() + (tag == "table" ? 1 : 0) > kMaxTableDepth;
        const QByteArray written = !deep ? tag : (tag == "tr" ? QByteArray() : QByteArrayLiteral("div"));
        stack.append({tag, written});
        if (!written.isEmpty())
            result.html += '<' + written + attrs + '>';
        ++nodes;
    }

    const QByteArray& in;
    qsizetype at = 0;
    int nodes = 0;
    QList<Open> stack;
    QHash<QByteArray, int> skipped;
    QSet<QByteArray> endless;
    Prescan result;
};

} // namespace

Prescan prescan(const QByteArray& utf8)
{
    return Scanner(utf8).run();
}

} // namespace html
