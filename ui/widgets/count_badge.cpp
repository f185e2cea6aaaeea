#include "ui/widgets/count_badge.h"

#include "ui/theme/paint.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace ui
{

QString countText(qint64 count, int cap, const QLocale& locale)
{
    if (cap > 0 && count > cap)
        return locale.toString(cap) + u'+';
    return locale.toString(count);
}

QSize countBadgeSize(const QString& text)
{
    const QFontMetrics& metrics = Theme::current().metrics(Type::CaptionStrong);
    const int height = metrics.height() + 5;
    return {qMax(height, metrics.horizontalAdvance(text) + 12), height};
}

void paintCountBadge(QPainter* painter, const QRect& rect, const QString& text)
{
    const QSize size = countBadgeSize(text);
    QRect badge(QPoint(), size);
    badge.moveCenter(rect.center());
    paintBox(painter, badge, size.height() / 2.0, tokens().accent);
    painter->save();
    painter->setFont(Theme::current().font(Type::CaptionStrong));
    painter->setPen(tokens().onAccent);
    painter->drawText(badge, int(Qt::AlignCenter) | Qt::TextSingleLine, text);
    painter->restore();
}

CountBadge::CountBadge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
    connect(&Theme::current(), &Theme::changed, this, &QWidget::updateGeometry);
}

void CountBadge::setCount(qint64 count, const QString& meaning)
{
    m_count = count;
    setAccessibleName(meaning.isEmpty() ? countText(count) : meaning);
    setVisible(count > 0);
    updateGeometry();
    update();
}

QSize CountBadge::sizeHint() const
{
    return countBadgeSize(countText(m_count));
}

void CountBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintCountBadge(&painter, rect(), countText(m_count));
}

} // namespace ui
