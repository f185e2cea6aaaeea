#include "ui/thread/wide_tables.h"

#include <QFontMetrics>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

#include <numeric>

namespace ui
{
namespace
{

constexpr int kLeastLetters = 4; ///< of a column, in average letters
constexpr int kMostLetters = 18; ///< a word longer than this is broken
constexpr int kMostTables = 50;

/// The longest word of each column, in letters, within the bounds; cells that span columns ask for nothing.
QList<int> lettersOf(const QTextTable& table)
{
    QList<int> letters(table.columns(), kLeastLetters);
    for (int row = 0; row < table.rows(); ++row) {
        for (int column = 0; column < table.columns(); ++column) {
            const QTextTableCell cell = table.cellAt(row, column);
            if (cell.column() != column || cell.row() != row || cell.columnSpan() > 1)
                continue;
            int& most = letters[column];
            int run = 0;
            for (QTextBlock block = cell.firstCursorPosition().block();
                 block.isValid() && block.position() <= cell.lastPosition() && most < kMostLetters;
                 block = block.next()) {
                run = 0;
                for (const QChar c : block.text()) {
                    run = c.isSpace() || c == u'\u200b' ? 0 : run + 1;
                    most = qBound(most, run, kMostLetters);
                }
            }
        }
    }
    return letters;
}

bool hasRoom(const QTextTableFormat& format, int column, int needed, int share, int width)
{
    const QTextLength length = format.columnWidthConstraints().value(column);
    return length.type() == QTextLength::VariableLength ? share >= needed : length.value(width) >= needed;
}

void widen(QTextTable& table, int letter, int width)
{
    const QList<int> letters = lettersOf(table);
    const int sum = std::accumulate(letters.begin(), letters.end(), 0) * letter;
    QTextTableFormat format = table.format();
    const int edges = int(2 * format.cellPadding() + format.cellSpacing() + 2 * format.border());
    if (sum + edges * table.columns() <= width)
        return;
    const int share = width / table.columns() - edges;
    bool squeezed = false;
    for (int column = 0; column < table.columns(); ++column)
        squeezed = squeezed || !hasRoom(format, column, letters.at(column) * letter, share, width);
    if (!squeezed)
        return;
    QList<QTextLength> widths;
    for (const int count : letters)
        widths.append(QTextLength(QTextLength::FixedLength, count * letter));
    format.setColumnWidthConstraints(widths);
    format.setWidth(QTextLength()); // of its columns
    table.setFormat(format);
}

} // namespace

void keepColumnsReadable(QTextDocument& document, int width)
{
    int tables = 0;
    QList<QTextFrame*> open = document.rootFrame()->childFrames();
    while (!open.isEmpty() && tables < kMostTables) {
        QTextFrame* frame = open.takeLast();
        open += frame->childFrames();
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table || table->columns() < 2)
            continue;
        ++tables;
        widen(*table, QFontMetrics(document.defaultFont()).averageCharWidth() + 1, width);
    }
}

} // namespace ui
