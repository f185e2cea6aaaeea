#include "ui/theme/text_cache.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QTextDocument>

#include <algorithm>

namespace ui
{

QString singleLine(const QString& text, int limit)
{
    QString line;
    line.reserve(qMin(qsizetype(limit), text.size()));
    bool gap = false;
    for (const QChar c : text) {
        const bool blank = c.isSpace() || c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
                           c == QChar::ParagraphSeparator;
        if (blank) {
            gap = !line.isEmpty();
            continue;
        }
        if (line.size() + (gap ? 2 : 1) > limit)
            break;
        if (gap)
            line += QLatin1Char(' ');
        gap = false;
        line += c;
    }
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

QString plainToolTip(const QString& text)
{
    constexpr int longest = 2000;
    constexpr int wrapFrom = 80;
    const QString shown = text.left(longest);
    if (shown.size() < wrapFrom && !Qt::mightBeRichText(shown))
        return shown;
    return QStringLiteral("<qt>") + shown.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) +
           QStringLiteral("</qt>");
}

void drawLine(QPainter* painter, const QRect& rect, Qt::Alignment alignment, const QString& text)
{
    const Qt::Alignment side = QStyle::visualAlignment(painter->layoutDirection(), alignment);
    const int direction = text.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight;
    painter->drawText(rect, int(side | Qt::AlignAbsolute) | Qt::TextSingleLine | direction, text);
}

static int digitCell(const QFontMetrics& metrics)
{
    int cell = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        cell = qMax(cell, metrics.horizontalAdvance(QChar(digit)));
    return cell;
}

void drawFigures(QPainter* painter, const QRect& rect, Qt::Alignment alignment, const QString& text)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    painter->drawText(rect, int(alignment) | Qt::TextSingleLine, text); // the fonts carry "tnum" themselves
#else
    // Scripts that join or turn must not be cut into characters.
    const bool plain = std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x590; });
    if (!plain) {
        drawLine(painter, rect, alignment, text);
        return;
    }
    const QFontMetrics metrics(painter->font());
    const int cell = digitCell(metrics);
    const auto advance = [&](QChar c) { return c.isDigit() ? cell : metrics.horizontalAdvance(c); };
    int width = 0;
    for (const QChar c : text)
        width += advance(c);
    const QRect box = QStyle::alignedRect(painter->layoutDirection(), alignment, QSize(width, metrics.height()), rect);
    int x = box.x();
    const int baseline = box.y() + metrics.ascent();
    for (const QChar c : text) {
        const int step = advance(c);
        painter->drawText(x + (step - metrics.horizontalAdvance(c)) / 2, baseline, QString(c));
        x += step;
    }
#endif
}

TextCache::TextCache(int capacity)
    : m_elided(capacity)
    , m_widths(capacity)
{
}

void TextCache::dropStale()
{
    const int revision = Theme::current().fontRevision();
    if (revision == m_fontRevision)
        return;
    clear();
    m_fontRevision = revision;
}

QString TextCache::elided(const QString& text, Type type, int width, Qt::TextElideMode mode)
{
    dropStale();
    const Key key{text, int(type), width, int(mode)};
    if (const QString* known = m_elided.object(key))
        return *known;
    const QString cut = Theme::current().metrics(type).elidedText(singleLine(text), mode, width);
    m_elided.insert(key, new QString(cut));
    return cut;
}

bool TextCache::isCut(const QString& text, Type type, int available)
{
    return width(text, type) > available;
}

int TextCache::width(const QString& text, Type type)
{
    dropStale();
    const Key key{text, int(type), 0, 0};
    if (const int* known = m_widths.object(key))
        return *known;
    const int measured = Theme::current().metrics(type).horizontalAdvance(singleLine(text));
    m_widths.insert(key, new int(measured));
    return measured;
}

void TextCache::clear()
{
    m_elided.clear();
    m_widths.clear();
}

} // namespace ui
