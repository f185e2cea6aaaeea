#include "html/layout_cost.h"

#include <QChar>

#include <algorithm>
#include <iterator>

namespace html
{
namespace
{

// Microseconds. Qt's lists and embedded objects are looked up one by one, so that each costs more than the one before.
constexpr double kInline = 11;
constexpr double kLink = 90; // where it lies, a mark with words of its own is put behind it
constexpr double kBlockTag = 6;
constexpr double kNewline = 3.5;
constexpr double kPicture = 70;
constexpr double kPictureBefore = 0.08;
constexpr double kItem = 8;
constexpr double kItemBefore = 0.012;
constexpr double kCell = 30;
constexpr double kGridSlot = 8;
constexpr double kLatin = 0.8;
constexpr double kOther = 1.5;
constexpr double kPictogram = 2;
constexpr double kTurned = 2.5;    // right to left
constexpr double kInvisible = 10;  // parts a run in two
constexpr double kRareScript = 18; // each fallback font is asked
constexpr double kNewFont = 8000;  // read once, for letters that no font had before
constexpr double kMarkBefore = 0.012;
constexpr int kLongRun = 50;

bool isInline(QStringView name)
{
    static constexpr QStringView names[]{u"span", u"b", u"strong", u"i", u"em", u"u", u"s", u"code", u"a"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

double costOf(char32_t c)
{
    if (c < 0x250)
        return c == u'\t' ? kOther : kLatin;
    if (c >= 0x1f000 && c < 0x20000)
        return kPictogram;
    if (c >= 0x590 && c < 0x900)
        return kTurned;
    const bool invisible = (c >= 0x200c && c <= 0x206f) && !(c >= 0x2010 && c <= 0x2027);
    if (invisible || (c >= 0xfe00 && c <= 0xfe0f))
        return kInvisible;
    const bool common = c < 0x1200 || (c >= 0x1e00 && c < 0x2c00) || (c >= 0x2e80 && c < 0xa000) ||
                        (c >= 0xac00 && c < 0xd7b0) || (c >= 0xf900 && c < 0xfff0) || (c >= 0x1d400 && c < 0x1e000) ||
                        (c >= 0x20000 && c < 0x30000);
    return common ? kOther : kRareScript;
}

} // namespace

void LayoutCost::open(QStringView name, CellSpan span)
{
    if (!isInline(name))
        m_run = 0;
    if (name == u"img") {
        add(kPicture + kPictureBefore * m_pictures++);
    } else if (name == u"table") {
        add(10 * kBlockTag);
        m_tables.push_back({});
        m_factor *= m_tables.size() > 1 ? 2 : 1;
    } else if (name == u"tr" && !m_tables.empty()) {
        Table& table = m_tables.back();
        ++table.rows;
        table.rowColumns = 0;
        add(kBlockTag + kGridSlot * table.columns);
    } else if (name == u"td" || name == u"th") {
        add(kCell);
        if (m_tables.empty())
            return;
        Table& table = m_tables.back();
        table.rowColumns = qMax(table.rowColumns, span.end);
        if (table.rowColumns > table.columns) {
            add(kGridSlot * table.rows * (table.rowColumns - table.columns));
            table.columns = table.rowColumns;
        }
    } else if (name == u"li") {
        add(kItem + kItemBefore * m_items++);
    } else if (name == u"a") {
        add(kLink);
    } else {
        add(isInline(name) ? kInline : kBlockTag);
    }
}

void LayoutCost::close(QStringView name)
{
    if (!isInline(name))
        m_run = 0;
    if (name != u"table" || m_tables.empty())
        return;
    m_factor /= m_tables.size() > 1 ? 2 : 1;
    m_tables.pop_back();
}

void LayoutCost::character(char32_t c, bool preserved)
{
    if (c == u'\n' && preserved) {
        m_run = 0;
        return add(kNewline);
    }
    const QChar::Category category = QChar::category(c);
    const bool mark = category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
    m_marks = mark ? m_marks + 1 : 0;
    m_run = QChar::isSpace(c) || c == 0x200b ? 0 : m_run + 1;
    double cost = costOf(c);
    if (cost == kRareScript && m_fonts.insert(int(c >> 7)).second)
        add(kNewFont);
    if (m_run > kLongRun)
        cost = qMax(cost, kOther);
    add(cost + kMarkBefore * m_marks);
}

} // namespace html
