#include "html/pages.h"

#include "html/layout_cost.h"
#include "html/tags.h"

#include <QRegularExpression>
#include <QSet>

#include <vector>

using namespace Qt::StringLiterals;

namespace html
{
namespace
{

constexpr double kSoft = 0.8; // of the bound: from here on the end of a block is good enough

struct OpenTag {
    QString source; // its name in the cleaned HTML
    QString name;   // as it is written; empty = not at all
    QString markup;
    int item = 0; // of a list: the number of the item to come
};

/// Where tables of a single cell and without a border begin: frames that newsletters put into each other. Each would
/// double the layout.
QSet<qsizetype> framesIn(const QString& html)
{
    struct OpenTable {
        qsizetype start = 0;
        int cells = 0;
    };
    QSet<qsizetype> frames;
    std::vector<OpenTable> open;
    for (qsizetype at = html.indexOf(u'<'); at >= 0; at = html.indexOf(u'<', at + 1)) {
        const QStringView rest = QStringView(html).sliced(at + 1);
        if (rest.startsWith(u"table")) {
            open.push_back({at, 0});
        } else if ((rest.startsWith(u"td") || rest.startsWith(u"th")) && !open.empty()) {
            ++open.back().cells;
        } else if (rest.startsWith(u"/table") && !open.empty()) {
            const QStringView tag = QStringView(html).sliced(open.back().start);
            if (open.back().cells == 1 && !tag.first(tag.indexOf(u'>') + 1).contains(u" border="))
                frames.insert(open.back().start);
            open.pop_back();
        }
    }
    return frames;
}

/// A table or cell of a frame as a block that looks the same: its style and its side.
QString asBlock(const QString& markup)
{
    static const QRegularExpression kept(u" (?:style|align)=\"[^\"]*\""_s);
    QString block = u"<div"_s;
    auto matches = kept.globalMatch(markup);
    while (matches.hasNext())
        block += matches.next().captured();
    return block + u'>';
}

int numberIn(const QString& markup, const QString& attribute, int otherwise)
{
    const QString start = u" "_s + attribute + u"=\""_s;
    const qsizetype at = markup.indexOf(start);
    if (at < 0)
        return otherwise;
    const qsizetype from = at + start.size();
    bool ok = false;
    const int number = markup.mid(from, markup.indexOf(u'"', from) - from).toInt(&ok);
    return ok ? number : otherwise;
}

QString withNumber(QString markup, const QString& attribute, int number, int neutral)
{
    const QString start = u" "_s + attribute + u"=\""_s;
    const qsizetype at = markup.indexOf(start);
    if (at >= 0)
        markup.remove(at, markup.indexOf(u'"', at + start.size()) + 1 - at);
    if (number != neutral)
        markup.insert(markup.size() - 1, start + QString::number(number) + u"\""_s);
    return markup;
}

bool isPageBorder(const QString& name)
{
    return name == u"br" || (isBlock(name.toLatin1()) && name != u"td" && name != u"th");
}

class Pager
{
public:
    QStringList run(const QString& html);

private:
    void tag(const QString& markup, bool isFrame);
    void openTag(const QString& name, QString markup, bool isFrame);
    bool opensFramePart(const QString& name) const;
    void closeTag(const QString& name);
    void text(QStringView piece);
    void turn();
    bool isFull(double share) const { return m_cost.micros() - m_reopened >= share * kPageMicros; }

    QStringList m_pages;
    QString m_page;
    bool m_filled = false; // something is on the page, not only tags opened again
    LayoutCost m_cost;
    double m_reopened = 0;
    std::vector<OpenTag> m_open;
    std::vector<TableGrid> m_grids;
    int m_pre = 0;
};

QStringList Pager::run(const QString& html)
{
    const QSet<qsizetype> frames = framesIn(html);
    for (qsizetype at = 0; at < html.size();) {
        const bool markup = html.at(at) == u'<';
        qsizetype end = html.indexOf(markup ? u'>' : u'<', at);
        end = end < 0 ? html.size() : end + (markup ? 1 : 0);
        if (markup)
            tag(html.mid(at, end - at), frames.contains(at));
        else
            text(QStringView(html).mid(at, end - at));
        at = end;
    }
    if (m_filled || m_pages.isEmpty())
        m_pages.append(m_page);
    if (m_pages.size() == 1 && m_pages.front().isEmpty())
        m_pages.clear();
    return m_pages;
}

/// Ends the page: what is open is closed, and opened again on the next one.
void Pager::turn()
{
    if (!m_filled)
        return;
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open)
        if (!open->name.isEmpty())
            m_page += u"</"_s + open->name + u">"_s;
    m_pages.append(std::exchange(m_page, {}));
    m_filled = false;
    m_cost.beginPart();
    for (OpenTag& open : m_open) {
        if (open.name == u"ol")
            open.markup = withNumber(open.markup, u"start"_s, open.item, 1);
        if (open.name == u"td" || open.name == u"th")
            open.markup = withNumber(open.markup, u"rowspan"_s, 1, 1);
        m_page += open.markup;
        if (!open.name.isEmpty())
            m_cost.open(open.name);
    }
    for (TableGrid& grid : m_grids)
        grid = {};
    m_reopened = m_cost.micros();
}

void Pager::tag(const QString& markup, bool isFrame)
{
    static const QRegularExpression pattern(u"^</?([a-z0-9]+)"_s);
    const QString name = pattern.match(markup).captured(1);
    if (markup.startsWith(u"</"_s))
        closeTag(name);
    else
        openTag(name, markup, isFrame);
}

/// The row and the cell of a frame, and what groups rows in it.
bool Pager::opensFramePart(const QString& name) const
{
    static const QSet<QString> parts{u"tr"_s, u"td"_s, u"th"_s, u"tbody"_s, u"thead"_s, u"tfoot"_s};
    if (!parts.contains(name))
        return false;
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open) {
        if (open->source == u"table")
            return open->name != u"table";
        if (open->source == u"td" || open->source == u"th")
            return false;
    }
    return false;
}

void Pager::openTag(const QString& name, QString markup, bool isFrame)
{
    if (isFrame || opensFramePart(name)) {
        if (isFrame && isFull(kSoft))
            turn();
        const bool isWritten = isFrame || name == u"td" || name == u"th";
        const QString block = isWritten ? asBlock(markup) : QString();
        m_page += block;
        m_open.push_back({name, isWritten ? u"div"_s : QString(), block});
        if (isWritten)
            m_cost.open(u"div");
        m_filled = true; // empty ones take their time, too
        return;
    }
    if (isFull(isPageBorder(name) ? kSoft : 1))
        turn();
    CellSpan span;
    if (name == u"table") {
        m_grids.emplace_back();
    } else if (name == u"tr" && !m_grids.empty()) {
        m_grids.back().beginRow();
    } else if ((name == u"td" || name == u"th") && !m_grids.empty()) {
        span = m_grids.back().place(numberIn(markup, u"colspan"_s, 1), numberIn(markup, u"rowspan"_s, 1));
        markup = withNumber(withNumber(markup, u"colspan"_s, span.columns, 1), u"rowspan"_s, span.rows, 1);
        if (span.newRow && !m_open.empty() && m_open.back().source == u"tr") {
            m_page += u"</tr>"_s + m_open.back().markup;
            m_cost.open(u"tr");
        }
    } else if (name == u"li" && !m_open.empty()) {
        ++m_open.back().item;
    }
    m_page += markup;
    m_cost.open(name, span);
    m_filled = true;
    if (isVoid(name.toLatin1()))
        return;
    m_open.push_back({name, name, markup, name == u"ol" ? numberIn(markup, u"start"_s, 1) : 0});
    m_pre += name == u"pre" ? 1 : 0;
}

void Pager::closeTag(const QString& name)
{
    if (m_open.empty() || m_open.back().source != name)
        return; // the cleaner writes none such
    const QString written = m_open.back().name;
    if (!written.isEmpty()) {
        m_page += u"</"_s + written + u">"_s;
        m_cost.close(written);
    }
    m_open.pop_back();
    if (written == u"table" && !m_grids.empty())
        m_grids.pop_back();
    m_pre -= name == u"pre" ? 1 : 0;
}

void Pager::text(QStringView piece)
{
    for (qsizetype at = 0; at < piece.size();) {
        qsizetype end = at + 1;
        char32_t c = piece.at(at).unicode();
        if (c == u'&') {
            const qsizetype semicolon = piece.indexOf(u';', at);
            end = semicolon < 0 ? end : semicolon + 1;
        } else if (piece.at(at).isHighSurrogate() && end < piece.size()) {
            c = QChar::surrogateToUcs4(piece.at(at), piece.at(end));
            ++end;
        }
        const bool blank = c == u' ' || c == u'\n' || c == u'\t' || c == 0x200b;
        // The blank between two words stays on the page before, where nobody misses it.
        const bool afterBlank = at > 0 && (piece.at(at - 1).isSpace() || piece.at(at - 1) == u'\u200b');
        const bool newLine = m_pre > 0 && at > 0 && piece.at(at - 1) == u'\n';
        const bool mayTurn =
            newLine ? isFull(kSoft) : (!blank || m_pre > 0) && (isFull(1.1) || (afterBlank && isFull(1)));
        if (mayTurn)
            turn();
        if (c == u'\n' && m_page.endsWith(u'>') && !m_open.empty() && m_open.back().name == u"pre" &&
            m_page.endsWith(m_open.back().markup) && at > 0)
            m_page += u'\n'; // the parser eats the first one
        m_page += piece.mid(at, end - at);
        m_cost.character(c, m_pre > 0);
        m_filled = true;
        at = end;
    }
}

} // namespace

QStringList pages(const QString& cleaned)
{
    return Pager().run(cleaned);
}

QString beginning(const QString& text)
{
    LayoutCost cost;
    for (qsizetype at = 0; at < text.size();) {
        const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        cost.character(isPair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode(), true);
        if (cost.micros() > kPageMicros)
            return text.first(at);
        at += isPair ? 2 : 1;
    }
    return text;
}

} // namespace html
