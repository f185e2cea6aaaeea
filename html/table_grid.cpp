#include "html/table_grid.h"

#include <algorithm>

namespace html
{

void TableGrid::beginRow()
{
    std::shift_left(m_held.begin(), m_held.end(), 1);
    m_held.back() = 0;
    m_used = m_held.front();
}

CellSpan TableGrid::place(int columns, int rows)
{
    CellSpan span;
    if (m_used >= kMaxColumns) {
        beginRow();
        span.newRow = true;
        if (m_used >= kMaxColumns) { // nothing but what spans from above
            m_held.fill(0);
            m_used = 0;
        }
    }
    span.columns = std::clamp(columns, 1, kMaxColumns - m_used);
    span.rows = std::clamp(rows, 1, kMaxRowSpan);
    // Where the rows below are nearly taken, the cell takes only its own.
    for (int row = 1; row < span.rows; ++row)
        if (m_held[size_t(row)] + span.columns > kMaxColumns / 2)
            span.rows = row;
    for (int row = 1; row < span.rows; ++row)
        m_held[size_t(row)] += span.columns;
    m_used += span.columns;
    span.end = m_used;
    return span;
}

} // namespace html
