#pragma once

#include "ui/theme/tokens.h"

#include <QCache>
#include <QString>

class QPainter;
class QRect;

namespace ui
{

/// `text` on one line: line breaks, tabs and other controls become single spaces, at most `limit` characters are kept.
QString singleLine(const QString& text, int limit = 400);

/// `text` for QWidget::setToolTip, which would else take a customer's text for markup; long texts wrap.
QString plainToolTip(const QString& text);

/// Draws `text` on one line: it stands at the side that the painter's layout asks for and reads in its own direction,
/// so that a customer's English keeps its full stop at the end in a mirrored window, and a telephone number its order.
void drawLine(QPainter* painter, const QRect& rect, Qt::Alignment alignment, const QString& text);

/// Draws `text` with every digit in a cell of the same width, so that columns of figures stand still.
void drawFigures(QPainter* painter, const QRect& rect, Qt::Alignment alignment, const QString& text);

/// Remembers elided texts and widths for delegates, as both cost more than drawing. One per view; GUI thread only.
///
/// Empties itself when the theme's fonts change. Text is made one line first and is never taken as markup.
class TextCache
{
public:
    explicit TextCache(int capacity = 4096);

    /// `text` cut to `width` pixels in the font of `type`.
    QString elided(const QString& text, Type type, int width, Qt::TextElideMode mode = Qt::ElideRight);
    /// Whether `elided` would cut.
    bool isCut(const QString& text, Type type, int width);
    /// Pixel width of the whole text.
    int width(const QString& text, Type type);
    void clear();

    int size() const { return int(m_elided.size() + m_widths.size()); }

private:
    struct Key {
        QString text;
        int type;
        int width;
        int mode;
        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.text, key.type, key.width, key.mode);
        }
    };
    void dropStale();

    QCache<Key, QString> m_elided;
    QCache<Key, int> m_widths;
    int m_fontRevision = -1;
};

} // namespace ui
