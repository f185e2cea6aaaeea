#include "ui/thread/column_heights.h"

#include <algorithm>

namespace ui
{

void ColumnHeights::insert(int row, const QList<int>& heights)
{
    QList<int> after = m_heights.mid(row);
    m_heights.resize(row);
    m_heights += heights;
    m_heights += after;
    m_known = std::min(m_known, row);
}

void ColumnHeights::remove(int row, int count)
{
    m_heights.remove(row, count);
    m_known = std::min(m_known, row);
}

void ColumnHeights::clear()
{
    m_heights.clear();
    m_known = 0;
}

int ColumnHeights::setHeight(int row, int height)
{
    const int difference = height - m_heights.at(row);
    if (difference == 0)
        return 0;
    m_heights[row] = height;
    m_known = std::min(m_known, row);
    return difference;
}

void ColumnHeights::refresh(int upTo) const
{
    m_tops.resize(m_heights.size() + 1);
    m_tops[0] = 0;
    for (; m_known < upTo; ++m_known)
        m_tops[m_known + 1] = m_tops[m_known] + m_heights[m_known];
}

qint64 ColumnHeights::top(int row) const
{
    if (row > m_known || m_tops.size() <= row)
        refresh(row);
    return m_tops.at(row);
}

int ColumnHeights::rowAt(qint64 y) const
{
    if (m_heights.isEmpty())
        return -1;
    refresh(count());
    const auto end = m_tops.begin() + count();
    const auto after = std::upper_bound(m_tops.begin(), end, y);
    return std::max(0, int(after - m_tops.begin()) - 1);
}

} // namespace ui
