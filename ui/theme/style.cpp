#include "ui/theme/style.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QRegion>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace ui
{

static constexpr char destructiveProperty[] = "bellhopDestructive";
static constexpr char floatingBarProperty[] = "bellhopFloatingBar";

Style::Style()
    : QProxyStyle(u"Fusion"_s)
{
}

void Style::setDestructive(QAction* action)
{
    action->setProperty(destructiveProperty, true);
}

void Style::letBarFloat(QAbstractScrollArea* area)
{
    area->setProperty(floatingBarProperty, true);
}

bool Style::isDestructive(const QAction* action)
{
    return action && action->property(destructiveProperty).toBool();
}

static bool hoverMatters(const QWidget* widget)
{
    return widget->inherits("QAbstractButton") || widget->inherits("QComboBox") || widget->inherits("QScrollBar") ||
           widget->inherits("QAbstractSpinBox") || widget->inherits("QTabBar") || widget->inherits("QSplitterHandle");
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (hoverMatters(widget))
        widget->setAttribute(Qt::WA_Hover);
    const bool floats = qobject_cast<QMenu*>(widget) || widget->inherits("QComboBoxPrivateContainer");
    if (floats && compositingActive()) {
        widget->setAttribute(Qt::WA_TranslucentBackground);
        widget->setWindowFlag(Qt::FramelessWindowHint);
        widget->setWindowFlag(Qt::NoDropShadowWindowHint);
    }
}

void Style::unpolish(QWidget* widget)
{
    if (hoverMatters(widget))
        widget->setAttribute(Qt::WA_Hover, false);
    QProxyStyle::unpolish(widget);
}

/// Lists leave a margin at their side anyway: their bar stands in it, and rows keep their grid whether there is one or
/// not.
static bool floatsOver(const QWidget* scrollBar)
{
    const QWidget* area = scrollBar;
    for (int level = 0; area && level < 3; ++level, area = area->parentWidget())
        if (area->property(floatingBarProperty).toBool())
            return true;
    return false;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    const Theme& theme = Theme::current();
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarOverlap:
        return floatsOver(widget) ? pixelMetric(PM_ScrollBarExtent, option, widget) : 0;
    case PM_HeaderMargin:
        return pixelMetric(PM_FocusFrameHMargin, option, widget) + 1; // where the texts of the cells begin
    case PM_SplitterWidth:
        return 1; // Qt gives one-pixel handles a wider grip by itself
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return extent::focusOffset + extent::focusWidth;
    case PM_MenuPanelWidth:
        return menuMargin(widget);
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return space::xs;
    case PM_SubMenuOverlap:
        return -2 * menuMargin(widget) + space::xs;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return theme.px(16);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return theme.px(extent::icon);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space::s;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return space::m;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_DefaultFrameWidth:
        // The square viewport of a text or a table must not cover the round corners of its frame.
        return widget && (widget->inherits("QTextEdit") || widget->inherits("QPlainTextEdit") ||
                          widget->inherits("QTableView") || widget->inherits("QTreeView"))
                   ? 3
                   : 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

static int focusFrameMask(const QStyleOption* option, QStyleHintReturn* answer)
{
    auto* mask =
        qstyleoption_cast<const QStyleOption*>(option) ? qstyleoption_cast<QStyleHintReturnMask*>(answer) : nullptr;
    if (!mask)
        return 0;
    // Only the ring itself, so that typing under it repaints nothing of the frame.
    constexpr int band = extent::focusWidth + extent::focusOffset + 2;
    mask->region = QRegion(option->rect) - QRegion(option->rect.adjusted(band, band, -band, -band));
    return 1;
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_FocusFrame_Mask:
        return focusFrameMask(option, answer);
    case SH_Widget_Animation_Duration:
        return Theme::current().motionMs(QProxyStyle::styleHint(hint, option, widget, answer));
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_SupportsSections:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    const int height = Theme::current().px(extent::control);
    switch (type) {
    case CT_PushButton: {
        const QSize fit = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {qMax(fit.width(), size.width() + 2 * space::m), qMax(height, size.height() + space::s)};
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: {
        const QSize fit = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {fit.width() + space::s, qMax(height, fit.height())};
    }
    case CT_MenuItem:
        return menuItemSize(option, size);
    case CT_ItemViewItem: {
        const QSize fit = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {fit.width(), qMax(Theme::current().px(extent::itemRow), fit.height())};
    }
    default:
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const
{
    if (control == CC_ScrollBar)
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return scrollBarPart(bar, part, pixelMetric(PM_ScrollBarSliderMin, option, widget));
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return rect.adjusted(space::xs, 0, 0, 0);
    return rect;
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_LineEditContents)
        return QProxyStyle::subElementRect(element, option, widget).adjusted(space::xs, 0, -space::xs, 0);
    return QProxyStyle::subElementRect(element, option, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    if (!paintPrimitive(element, option, painter, widget))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    if (!paintControl(*this, element, option, painter, widget))
        QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    if (!paintComplex(*this, control, option, painter, widget))
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace ui
