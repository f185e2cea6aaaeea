#include "ui/theme/readable.h"

#include "ui/theme/tokens.h"

#include <QHash>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

namespace ui
{

QColor laidOver(const QColor& upper, const QColor& ground)
{
    if (!upper.isValid() || upper.alpha() == 0)
        return ground;
    return mixed(ground, QColor(upper.rgb()), upper.alphaF());
}

static QColor withLightness(const QColor& color, int lightness)
{
    // Judged as it is painted, in 8 bits: QColor keeps 16.
    return QColor(QColor::fromHsl(color.hslHue(), color.hslSaturation(), lightness).rgb());
}

QColor readableOn(const QColor& ink, const QColor& ground, qreal least)
{
    const QColor seen = laidOver(ink, ground);
    if (contrastRatio(seen, ground) >= least)
        return seen;
    const QColor hue(ink.isValid() && ink.alpha() > 0 ? ink.rgb() : ground.rgb());
    // Black on dark becomes as light as it was dark, within what the eye likes: words and shades keep their distances.
    constexpr int softest = 26;
    const QColor mirrored = withLightness(hue, qBound(softest, 255 - hue.lightness(), 255 - softest));
    if (contrastRatio(mirrored, ground) >= least)
        return mirrored;
    const bool lighter = contrastRatio(Qt::white, ground) > contrastRatio(Qt::black, ground);
    const int end = lighter ? 255 : 0;
    int weak = seen.lightness(); // too weak; `good` is far enough, and the two close in on each other
    int good = end;
    while (qAbs(good - weak) > 1) {
        const int middle = (good + weak) / 2;
        (contrastRatio(withLightness(hue, middle), ground) >= least ? good : weak) = middle;
    }
    return withLightness(hue, good);
}

namespace
{

/// Looks at all runs first and changes them afterwards: a change would move the ground under the iterators.
class Readable
{
public:
    Readable(QTextDocument& document, const QColor& ink)
        : m_document(document)
        , m_ink(ink)
    {
    }

    void run(const QColor& ground)
    {
        QTextFrame* root = m_document.rootFrame();
        frame(root, laidOver(fill(root->frameFormat()), ground));
        if (m_changes.isEmpty())
            return;
        QTextCursor cursor(&m_document);
        cursor.beginEditBlock();
        for (const Change& change : m_changes) {
            QTextCharFormat format;
            format.setForeground(change.color);
            cursor.setPosition(change.from);
            if (change.to < 0) {
                cursor.mergeBlockCharFormat(format);
                continue;
            }
            cursor.setPosition(change.to, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(format);
        }
        cursor.endEditBlock();
    }

private:
    struct Change {
        int from = 0;
        int to = 0; ///< -1 = the mark of the list item that begins at `from`
        QColor color;
    };

    static QColor fill(const QTextFormat& format)
    {
        const QBrush brush = format.background();
        return brush.style() == Qt::NoBrush ? QColor() : brush.color();
    }

    void frame(QTextFrame* of, const QColor& ground) { walk(of->begin(), ground); }

    void walk(QTextFrame::iterator at, const QColor& ground)
    {
        for (; !at.atEnd(); ++at) {
            if (auto* table = qobject_cast<QTextTable*>(at.currentFrame()))
                cells(table, laidOver(fill(table->format()), ground));
            else if (QTextFrame* inner = at.currentFrame())
                frame(inner, laidOver(fill(inner->frameFormat()), ground));
            else
                block(at.currentBlock(), ground);
        }
    }

    void cells(QTextTable* table, const QColor& ground)
    {
        for (int row = 0; row < table->rows(); ++row) {
            for (int column = 0; column < table->columns();) {
                const QTextTableCell cell = table->cellAt(row, column);
                if (cell.row() == row && cell.column() == column)
                    walk(cell.begin(), laidOver(fill(cell.format()), ground));
                column = cell.column() + qMax(1, cell.columnSpan());
            }
        }
    }

    void block(const QTextBlock& block, const QColor& under)
    {
        const QColor ground = laidOver(fill(block.blockFormat()), under);
        if (block.textList()) // its mark stands beside the text, outside what the words have behind them
            note(block.position(), -1, block.charFormat(), ground);
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment run = at.fragment();
            note(run.position(), run.position() + run.length(), run.charFormat(), ground);
        }
    }

    void note(int from, int to, const QTextCharFormat& format, const QColor& under)
    {
        const QBrush brush = format.foreground();
        const QColor ink = brush.style() == Qt::NoBrush ? m_ink : brush.color();
        const QColor ground = to < 0 ? under : laidOver(fill(format), under);
        const QColor good = decided(ink, ground);
        if (good != ink)
            m_changes.append({from, to, good});
    }

    /// A mail has few pairs and many runs.
    QColor decided(const QColor& ink, const QColor& ground)
    {
        const quint64 pair = quint64(ink.rgba()) << 32 | ground.rgba();
        const auto known = m_known.constFind(pair);
        return known != m_known.constEnd() ? *known : *m_known.insert(pair, readableOn(ink, ground));
    }

    QTextDocument& m_document;
    QColor m_ink;
    QHash<quint64, QColor> m_known;
    QList<Change> m_changes;
};

} // namespace

void makeReadable(QTextDocument& document, const QColor& ink, const QColor& ground)
{
    Readable(document, ink).run(ground);
}

static void dropFills(QTextFrame* frame)
{
    if (auto* table = qobject_cast<QTextTable*>(frame)) {
        QTextTableFormat format = table->format();
        format.clearBackground();
        table->setFormat(format);
        for (int row = 0; row < table->rows(); ++row) {
            for (int column = 0; column < table->columns(); ++column) {
                QTextTableCell cell = table->cellAt(row, column);
                QTextCharFormat own = cell.format();
                own.clearBackground();
                cell.setFormat(own);
            }
        }
    } else {
        QTextFrameFormat format = frame->frameFormat();
        format.clearBackground();
        frame->setFrameFormat(format);
    }
    for (QTextFrame* inner : frame->childFrames())
        dropFills(inner);
}

void dropColours(QTextDocument& document)
{
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    dropFills(document.rootFrame());
    // A merge cannot take a property away, but "no brush" is read as none, also when the text is written as HTML.
    QTextCharFormat plain;
    plain.setForeground(Qt::NoBrush);
    plain.setBackground(Qt::NoBrush);
    QTextBlockFormat bare;
    bare.setBackground(Qt::NoBrush);
    cursor.select(QTextCursor::Document);
    cursor.mergeCharFormat(plain);
    cursor.mergeBlockCharFormat(plain);
    cursor.mergeBlockFormat(bare);
    cursor.endEditBlock();
}

} // namespace ui
