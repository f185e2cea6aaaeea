#pragma once
// The thread as heights: which rows stand where, without a widget for any of them (BEY-8). Pure.

#include <QList>

namespace ui
{

/// Rows from top to bottom. Positions are found in the logarithm of the row count; changes cost at most one pass over
/// the rows below them.
class ColumnHeights
{
public:
    int count() const { return int(m_heights.size()); }
    void insert(int row, const QList<int>& heights);
    void remove(int row, int count);
    void clear();
    /// The difference to the former height.
    int setHeight(int row, int height);
    int height(int row) const { return m_heights.at(row); }
    qint64 top(int row) const; ///< count() gives the end of the last row
    qint64 total() const { return top(count()); }
    /// The row at `y`, the nearest one outside; -1 when there is none.
    int rowAt(qint64 y) const;

private:
    void refresh(int upTo) const;

    QList<int> m_heights;
    mutable QList<qint64> m_tops{0}; ///< tops of the first `m_known` rows and the end after them
    mutable int m_known = 0;
};

} // namespace ui
