#include "ui/widgets/segmented_tabs.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_badge.h"

#include <QMouseEvent>
#include <QPainter>

namespace ui
{

static constexpr int tabSide = 9;

SegmentedTabs::SegmentedTabs(QWidget* parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setMouseTracking(true);
    FocusRing::setOwnFocus(this);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        setFont(Theme::current().font(Type::Secondary)); // QTabBar lays its tabs out anew only on a change of font
        updateGeometry();
    });
    setFont(Theme::current().font(Type::Secondary));
}

void SegmentedTabs::setCount(int tab, std::optional<qint64> count)
{
    setTabData(tab, count ? QVariant(*count) : QVariant());
    // Setting the text is what makes QTabBar measure the tab again.
    setTabText(tab, tabText(tab));
    setAccessibleTabName(tab, label(tab));
    update();
}

std::optional<qint64> SegmentedTabs::count(int tab) const
{
    const QVariant count = tabData(tab);
    return count.isValid() ? std::optional(count.toLongLong()) : std::nullopt;
}

QString SegmentedTabs::label(int tab) const
{
    const auto figure = count(tab);
    return figure ? tr("%1 %2", "tab, count").arg(tabText(tab), countText(*figure)) : tabText(tab);
}

QSize SegmentedTabs::tabSizeHint(int tab) const
{
    // The bold width, so that selecting a tab moves none of the others.
    const QFontMetrics& metrics = Theme::current().metrics(Type::SecondaryStrong);
    return {metrics.horizontalAdvance(label(tab)) + 2 * tabSide, metrics.height() + space::s};
}

QSize SegmentedTabs::minimumTabSizeHint(int tab) const
{
    return tabSizeHint(tab);
}

void SegmentedTabs::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    for (int tab = 0; tab < QTabBar::count(); ++tab) {
        const QRect area = tabRect(tab);
        const bool selected = tab == currentIndex();
        if (selected || tab == m_hovered)
            paintBox(&painter, area, radius::control, selected ? t.chip : t.hover);
        painter.setFont(Theme::current().font(selected ? Type::SecondaryStrong : Type::Secondary));
        painter.setPen(!isTabEnabled(tab) ? t.faint : selected ? t.text : t.dim);
        painter.drawText(area, int(Qt::AlignCenter) | Qt::TextSingleLine, label(tab));
        if (selected && hasFocus())
            paintFocusRing(&painter, area, radius::control, true);
    }
}

void SegmentedTabs::mouseMoveEvent(QMouseEvent* event)
{
    QTabBar::mouseMoveEvent(event);
    if (const int tab = tabAt(event->position().toPoint()); tab != m_hovered) {
        m_hovered = tab;
        update();
    }
}

void SegmentedTabs::leaveEvent(QEvent* event)
{
    QTabBar::leaveEvent(event);
    m_hovered = -1;
    update();
}

} // namespace ui
