// How long QTextDocument takes for what is shown, estimated before it is shown.
#pragma once

#include "html/table_grid.h"

#include <QStringView>

#include <set>
#include <utility>
#include <vector>

namespace html
{

/// Adds up the layout time of cleaned HTML, token by token. Calibrated against Qt 6.4 at a width of 600 pixels
/// (docs/decisions/0019): an estimate for keeping bounds, not a clock. Any thread.
class LayoutCost
{
public:
    /// A start tag of the cleaner; `span` is what the table's grid made of its attributes.
    void open(QStringView name, CellSpan span = {});
    /// An end tag.
    void close(QStringView name);
    /// One character of text; `preserved` inside of <pre>, where each newline is a block of its own.
    void character(char32_t c, bool preserved);
    /// Everything so far, in microseconds.
    double micros() const { return m_micros; }
    /// Another part begins: what it costs is counted from nothing, and fonts that were read stay so.
    void beginPart()
    {
        LayoutCost next;
        next.m_fonts = std::move(m_fonts);
        *this = std::move(next);
    }

private:
    void add(double micros) { m_micros += micros * m_factor; }

    std::set<int> m_fonts; ///< blocks of rare letters that came by
    double m_micros = 0;
    double m_factor = 1; ///< a table lays its cells out twice, and so does each table in them
    int m_pictures = 0;
    int m_items = 0;
    int m_run = 0;   ///< characters since the last place where a line may break
    int m_marks = 0; ///< combining marks since the last base character
    struct Table {
        int rows = 0;
        int columns = 0;
        int rowColumns = 0;
    };
    std::vector<Table> m_tables;
};

} // namespace html
