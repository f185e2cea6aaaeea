#include "ui/thread/line_directions.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>

#include <algorithm>

namespace ui
{

namespace
{

bool hasBothDirections(const QString& text)
{
    const QStringList lines = text.split(QChar::LineSeparator);
    const auto rightToLeft = [](const QString& line) { return line.isRightToLeft(); };
    return std::any_of(lines.begin(), lines.end(), rightToLeft) &&
           !std::all_of(lines.begin(), lines.end(), rightToLeft);
}

/// From the last line to the first, so that the places before stay.
void splitLines(QTextCursor& cursor, const QTextBlock& block)
{
    const QTextBlockFormat whole = block.blockFormat();
    const QTextList* list = block.textList();
    const int begin = block.position();
    const QString text = block.text();
    QTextBlockFormat next = whole;
    next.setTopMargin(0);
    if (list) { // a line that goes on is no new item
        next.setObjectIndex(-1);
        next.setIndent(whole.indent() + list->format().indent());
    }
    for (qsizetype at = text.lastIndexOf(QChar::LineSeparator); at >= 0;
         at = at == 0 ? -1 : text.lastIndexOf(QChar::LineSeparator, at - 1)) {
        cursor.setPosition(begin + int(at));
        cursor.setPosition(begin + int(at) + 1, QTextCursor::KeepAnchor);
        const QTextCharFormat letters = cursor.charFormat();
        cursor.removeSelectedText();
        cursor.insertBlock(next, letters);
        next.setBottomMargin(0); // only the last line keeps the space below
    }
    QTextBlockFormat first = whole;
    first.setBottomMargin(0);
    cursor.setPosition(begin);
    cursor.setBlockFormat(first);
}

} // namespace

void separateLineDirections(QTextDocument& document)
{
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    for (QTextBlock block = document.lastBlock(); block.isValid(); block = block.previous()) {
        const QString text = block.text();
        if (text.contains(QChar::LineSeparator) && hasBothDirections(text))
            splitLines(cursor, block);
    }
    cursor.endEditBlock();
}

} // namespace ui
