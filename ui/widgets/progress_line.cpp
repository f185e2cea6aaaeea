#include "ui/widgets/progress_line.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace ui
{

static constexpr int thickness = 6;

ProgressLine::ProgressLine(QWidget* parent)
    : QProgressBar(parent)
{
    setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressLine::setSecondary(int value)
{
    m_secondary = value;
    update();
}

QSize ProgressLine::sizeHint() const
{
    return {120, thickness};
}

QSize ProgressLine::minimumSizeHint() const
{
    return {24, thickness};
}

void ProgressLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    QPainterPath groove;
    groove.addRoundedRect(rect(), thickness / 2.0, thickness / 2.0);
    painter.setClipPath(groove);
    painter.fillRect(rect(), t.chip);
    const qint64 range = qint64(maximum()) - minimum();
    if (range <= 0)
        return;
    const auto part = [&](int end, const QColor& color) {
        const qreal share = qBound(0.0, qreal(qint64(end) - minimum()) / qreal(range), 1.0);
        QRectF area(0, 0, width() * share, height());
        if (layoutDirection() == Qt::RightToLeft)
            area.moveRight(width());
        painter.fillRect(area, color);
    };
    if (m_secondary > value())
        part(m_secondary, t.accent2);
    if (value() > minimum())
        part(value(), t.accent);
}

} // namespace ui
