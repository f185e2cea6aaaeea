// Where the cells of one table stand, with spans that cannot blow it up.
#pragma once

#include <array>

namespace html
{

/// A table wider than this goes on in a new row: Qt's layout takes time by rows times columns.
inline constexpr int kMaxColumns = 100;
inline constexpr int kMaxRowSpan = 20;

/// What a cell takes.
struct CellSpan {
    int columns = 1;
    int rows = 1;
    int end = 1;         ///< the column after the cell
    bool newRow = false; ///< the row was full: the cell begins another one
};

/// Follows the cells of one table in order; cells that span rows push those below along, as HTML tells.
class TableGrid
{
public:
    void beginRow();
    /// Places a cell that asks for so many columns and rows; both come back bounded.
    CellSpan place(int columns, int rows);

private:
    std::array<int, kMaxRowSpan> m_held{}; ///< columns that cells above still take, by rows from here
    int m_used = 0;                        ///< columns of this row so far, those held from above included
};

} // namespace html
