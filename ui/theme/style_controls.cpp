#include "ui/theme/icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include "ui/theme/focus_ring.h"

#include <QAbstractSpinBox>
#include <QFocusFrame>
#include <QPainter>
#include <QStyleOption>

namespace ui
{

static void paintRing(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const auto* frame = qobject_cast<const QFocusFrame*>(widget);
    const QWidget* focused = frame ? frame->widget() : nullptr;
    const int corner = focused ? FocusRing::ringRadius(focused) : radius::control;
    if (corner < 0)
        return;
    constexpr int room = extent::focusOffset + extent::focusWidth;
    paintFocusRing(painter, QRectF(option->rect).adjusted(room, room, -room, -room), corner);
}

static bool paintPushLabel(const QStyle& style, const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    if (!button || !(button->features & QStyleOptionButton::DefaultButton))
        return false;
    QStyleOptionButton primary = *button;
    primary.features &= ~QStyleOptionButton::DefaultButton;
    const ControlState state{.enabled = bool(option->state & QStyle::State_Enabled)};
    primary.palette.setColor(QPalette::ButtonText, buttonText(ButtonKind::Primary, state));
    style.drawControl(QStyle::CE_PushButtonLabel, &primary, painter, widget);
    return true;
}

static void paintTab(const QStyleOption* option, QPainter* painter)
{
    const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
    if (!tab)
        return;
    const bool selected = option->state & QStyle::State_Selected;
    const bool hovered = option->state & QStyle::State_MouseOver;
    if (selected || hovered)
        paintBox(painter, QRectF(option->rect).adjusted(1, 2, -1, -2), radius::control,
                 selected ? tokens().chip : tokens().hover);
}

static void paintHeaderSection(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    painter->fillRect(option->rect, option->state & QStyle::State_MouseOver ? t.hover : t.panel);
    painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1, t.line);
}

static bool paintProgress(const QStyleOption* option, QPainter* painter)
{
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return false;
    const Tokens& t = tokens();
    QRectF groove = option->rect;
    groove.setHeight(6);
    groove.moveCenter(QRectF(option->rect).center());
    paintBox(painter, groove, 3, t.chip);
    const qreal share = qreal(bar->progress - bar->minimum) / (bar->maximum - bar->minimum);
    QRectF part = groove;
    part.setWidth(groove.width() * qBound(0.0, share, 1.0));
    if (bar->direction == Qt::RightToLeft)
        part.moveRight(groove.right());
    if (part.width() > 0)
        paintBox(painter, part, 3, t.accent);
    return true;
}

bool paintControl(const QStyle& style, QStyle::ControlElement element, const QStyleOption* option, QPainter* painter,
                  const QWidget* widget)
{
    switch (element) {
    case QStyle::CE_FocusFrame:
        paintRing(option, painter, widget);
        return true;
    case QStyle::CE_PushButtonBevel:
        style.drawPrimitive(QStyle::PE_PanelButtonCommand, option, painter, widget);
        return true;
    case QStyle::CE_PushButtonLabel:
        return paintPushLabel(style, option, painter, widget);
    case QStyle::CE_Splitter:
        painter->fillRect(option->rect, tokens().line);
        return true;
    case QStyle::CE_MenuItem:
        return paintMenuItem(option, painter, widget);
    case QStyle::CE_MenuEmptyArea:
    case QStyle::CE_MenuHMargin:
    case QStyle::CE_MenuVMargin:
        return true;
    case QStyle::CE_TabBarTabShape:
        paintTab(option, painter);
        return true;
    case QStyle::CE_HeaderSection:
        paintHeaderSection(option, painter);
        return true;
    case QStyle::CE_ProgressBarGroove:
        return true;
    case QStyle::CE_ProgressBarContents:
        return paintProgress(option, painter);
    default:
        return false;
    }
}

QRect scrollBarPart(const QStyleOptionSlider* bar, QStyle::SubControl part, int minimum)
{
    const bool flat = bar->orientation == Qt::Horizontal;
    const int groove = flat ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int length = groove;
    if (range > 0)
        length = qBound(qMin(minimum, groove), int(qint64(bar->pageStep) * groove / (range + bar->pageStep)), groove);
    const int start = QStyle::sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, groove - length,
                                                      bar->upsideDown);
    const auto along = [&](int from, int size) {
        const QRect spot = flat ? QRect(from, 0, size, bar->rect.height()) : QRect(0, from, bar->rect.width(), size);
        return QStyle::visualRect(bar->direction, bar->rect, spot.translated(bar->rect.topLeft()));
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return along(start, length);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + length, groove - start - length);
    case QStyle::SC_ScrollBarGroove:
        return bar->rect;
    default:
        return {};
    }
}

static void paintScrollBar(const QStyle& style, const QStyleOptionSlider* bar, QPainter* painter, const QWidget* widget)
{
    if (bar->maximum <= bar->minimum)
        return;
    const Tokens& t = tokens();
    const bool busy = bar->activeSubControls & QStyle::SC_ScrollBarSlider &&
                      bar->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    QRectF slider = style.subControlRect(QStyle::CC_ScrollBar, bar, QStyle::SC_ScrollBarSlider, widget);
    slider.adjust(2, 2, -2, -2);
    const qreal round = qMin(slider.width(), slider.height()) / 2;
    paintBox(painter, slider, round, busy ? t.faint : mixed(t.line, t.faint, 0.35));
}

static void paintCombo(const QStyle& style, const QStyleOptionComboBox* box, QPainter* painter, const QWidget* widget)
{
    if (box->frame) {
        QStyleOption frame = *box;
        const Tokens& t = tokens();
        const bool hovered = box->state & QStyle::State_MouseOver && box->state & QStyle::State_Enabled;
        paintBox(painter, frame.rect, radius::control, hovered && !box->editable ? t.hover : t.panel, t.line);
    }
    QStyleOption arrow = *box;
    arrow.rect = style.subControlRect(QStyle::CC_ComboBox, box, QStyle::SC_ComboBoxArrow, widget);
    style.drawPrimitive(QStyle::PE_IndicatorArrowDown, &arrow, painter, widget);
}

static void paintSpin(const QStyle& style, const QStyleOptionSpinBox* box, QPainter* painter, const QWidget* widget)
{
    if (box->frame)
        style.drawPrimitive(QStyle::PE_FrameLineEdit, box, painter, widget);
    if (box->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](QStyle::SubControl part, QStyle::PrimitiveElement shape, bool usable) {
        QStyleOption option = *box;
        option.rect = style.subControlRect(QStyle::CC_SpinBox, box, part, widget);
        option.state.setFlag(QStyle::State_Enabled, usable && box->state & QStyle::State_Enabled);
        style.drawPrimitive(shape, &option, painter, widget);
    };
    arrow(QStyle::SC_SpinBoxUp, QStyle::PE_IndicatorArrowUp, box->stepEnabled & QAbstractSpinBox::StepUpEnabled);
    arrow(QStyle::SC_SpinBoxDown, QStyle::PE_IndicatorArrowDown, box->stepEnabled & QAbstractSpinBox::StepDownEnabled);
}

bool paintComplex(const QStyle& style, QStyle::ComplexControl control, const QStyleOptionComplex* option,
                  QPainter* painter, const QWidget* widget)
{
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        bar && control == QStyle::CC_ScrollBar) {
        paintScrollBar(style, bar, painter, widget);
        return true;
    }
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option); box) {
        paintCombo(style, box, painter, widget);
        return true;
    }
    if (const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option); box) {
        paintSpin(style, box, painter, widget);
        return true;
    }
    return false;
}

} // namespace ui
