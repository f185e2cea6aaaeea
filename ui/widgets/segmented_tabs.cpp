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
static constexpr int closeSide = 5;
static constexpr int figureCap = 99;
static constexpr int cutWidth = 48;

SegmentedTabs::SegmentedTabs(QWidget* parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setMouseTracking(true);
    FocusRing::setOwnFocus(this);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        fitFigures();
        setFont(Theme::current().font(Type::Secondary)); // QTabBar lays its tabs out anew only on a change of font
        updateGeometry();
    });
    setFont(Theme::current().font(Type::Secondary));
}

void SegmentedTabs::setCount(int tab, std::optional<qint64> count)
{
    setTabData(tab, count ? QVariant(*count) : QVariant());
    fitFigures();
    setTabText(tab, tabText(tab)); // makes QTabBar measure anew
    setAccessibleTabName(tab, label(tab, Figures::Whole));
    update();
}

std::optional<qint64> SegmentedTabs::count(int tab) const
{
    const QVariant count = tabData(tab);
    return count.isValid() ? std::optional(count.toLongLong()) : std::nullopt;
}

QString SegmentedTabs::label(int tab, Figures figures) const
{
    const auto figure = figures < Figures::None ? count(tab) : std::nullopt;
    if (!figure)
        return tabText(tab);
    return tr("%1 %2", "tab, count").arg(tabText(tab), countText(*figure, figures == Figures::Capped ? figureCap : 0));
}

int SegmentedTabs::closeWidth(int tab, Figures figures) const
{
    const QFontMetrics& metrics = Theme::current().metrics(Type::SecondaryStrong);
    const int whole = metrics.horizontalAdvance(label(tab, figures)) + 2 * closeSide;
    return figures == Figures::Cut ? qMin(whole, Theme::current().px(cutWidth)) : whole;
}

/// As much as the width allows; what is left out is in the tool tip.
void SegmentedTabs::fitFigures()
{
    const Figures before = m_figures;
    for (m_figures = Figures::Whole; m_figures < Figures::Cut; m_figures = Figures(int(m_figures) + 1)) {
        int wanted = 0;
        for (int tab = 0; tab < QTabBar::count(); ++tab)
            wanted += closeWidth(tab, m_figures);
        if (wanted <= width())
            break;
    }
    for (int tab = 0; tab < QTabBar::count(); ++tab)
        setTabToolTip(tab, m_figures == Figures::Whole ? QString() : label(tab, Figures::Whole));
    if (m_figures != before && QTabBar::count() > 0)
        setTabText(0, tabText(0)); // makes QTabBar measure anew
}

QSize SegmentedTabs::tabSizeHint(int tab) const
{
    // The bold width, so that selecting a tab moves none of the others.
    const QFontMetrics& metrics = Theme::current().metrics(Type::SecondaryStrong);
    return {metrics.horizontalAdvance(label(tab, Figures::Whole)) + 2 * tabSide, metrics.height() + space::s};
}

QSize SegmentedTabs::minimumTabSizeHint(int tab) const
{
    return {closeWidth(tab, m_figures), tabSizeHint(tab).height()};
}

void SegmentedTabs::resizeEvent(QResizeEvent* event)
{
    fitFigures(); // before QTabBar asks for the smallest widths
    QTabBar::resizeEvent(event);
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
        const Type type = selected ? Type::SecondaryStrong : Type::Secondary;
        painter.setFont(Theme::current().font(type));
        painter.setPen(isTabEnabled(tab) && selected ? t.text : t.dim);
        QString words = label(tab, m_figures);
        if (isCut())
            words = Theme::current().metrics(type).elidedText(words, Qt::ElideRight, area.width() - 2 * closeSide);
        painter.drawText(area, int(Qt::AlignCenter) | Qt::TextSingleLine, words);
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
