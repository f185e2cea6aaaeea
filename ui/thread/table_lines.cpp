#include "ui/thread/table_lines.h"

#include "ui/theme/theme.h"

#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>

namespace ui
{

namespace
{
constexpr qreal kCellPadding = 6;

void thinLinesIn(const QTextFrame* frame)
{
    for (QTextFrame* child : frame->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(child); table && table->format().border() > 0) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderBrush(tokens().line);
            format.setBorderCollapse(true);
            format.setCellSpacing(0);
            format.setCellPadding(kCellPadding);
            table->setFormat(format);
        }
        thinLinesIn(child);
    }
}
} // namespace

void thinTableLines(QTextDocument& document)
{
    thinLinesIn(document.rootFrame());
}

} // namespace ui
