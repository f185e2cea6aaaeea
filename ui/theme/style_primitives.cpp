#include "ui/theme/icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QTextEdit>

namespace ui
{

static ControlState stateOf(const QStyleOption* option)
{
    return {.enabled = bool(option->state & QStyle::State_Enabled),
            .hovered = bool(option->state & QStyle::State_MouseOver),
            .pressed = bool(option->state & QStyle::State_Sunken),
            .checked = bool(option->state & QStyle::State_On)};
}

static void paintField(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool focused = option->state & QStyle::State_HasFocus;
    paintBox(painter, option->rect, radius::control, enabled ? t.panel : t.side, focused ? t.accent : t.fieldLine);
}

static void paintCheck(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    const ControlState state = stateOf(option);
    const bool partly = option->state & QStyle::State_NoChange;
    const bool marked = state.checked || partly;
    const QColor fill = marked ? (state.enabled ? t.accent : t.chip) : (state.hovered ? t.hover : t.panel);
    paintBox(painter, option->rect, radius::chip, fill, marked && state.enabled ? fill : t.fieldLine);
    if (marked)
        Icon::paint(painter, partly ? Glyph::Minus : Glyph::Check, QRectF(option->rect).adjusted(1, 1, -1, -1),
                    state.enabled ? t.onAccent : t.dim);
}

static void paintRadio(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    const ControlState state = stateOf(option);
    const QRectF box = option->rect;
    const QColor ink = state.enabled ? t.accent : t.dim;
    paintBox(painter, box, box.height() / 2, state.hovered ? t.hover : t.panel, state.checked ? ink : t.fieldLine);
    if (!state.checked)
        return;
    const qreal inset = box.height() * 0.28;
    paintBox(painter, box.adjusted(inset, inset, -inset, -inset), box.height() / 2, ink);
}

static void paintArrow(QStyle::PrimitiveElement element, const QStyleOption* option, QPainter* painter)
{
    const Glyph glyph = element == QStyle::PE_IndicatorArrowUp      ? Glyph::ChevronUp
                        : element == QStyle::PE_IndicatorArrowLeft  ? Glyph::ChevronLeft
                        : element == QStyle::PE_IndicatorArrowRight ? Glyph::ChevronRight
                                                                    : Glyph::ChevronDown;
    const int side = qMin(Theme::current().px(12), qMin(option->rect.width(), option->rect.height()));
    QRect square(0, 0, side, side);
    square.moveCenter(option->rect.center());
    const bool enabled = option->state & QStyle::State_Enabled;
    Icon::paint(painter, glyph, square, enabled ? tokens().dim : tokens().fieldLine);
}

static void paintItemBackground(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    if (option->state & QStyle::State_Selected)
        painter->fillRect(option->rect, t.selection);
    else if (option->state & QStyle::State_MouseOver)
        painter->fillRect(option->rect, t.hover);
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    if (item && item->backgroundBrush.style() != Qt::NoBrush && !(option->state & QStyle::State_Selected))
        painter->fillRect(option->rect, item->backgroundBrush);
}

static void paintCommand(const QStyleOption* option, QPainter* painter)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const bool primary = button && button->features & QStyleOptionButton::DefaultButton;
    const bool quiet = button && button->features & QStyleOptionButton::Flat;
    const ButtonKind kind = primary ? ButtonKind::Primary : quiet ? ButtonKind::Quiet : ButtonKind::Secondary;
    paintButton(painter, option->rect, kind, stateOf(option));
}

bool paintPrimitive(QStyle::PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                    const QWidget* widget)
{
    switch (element) {
    case QStyle::PE_PanelButtonCommand:
        paintCommand(option, painter);
        return true;
    case QStyle::PE_PanelButtonTool:
        paintButton(painter, option->rect, ButtonKind::Quiet, stateOf(option));
        return true;
    case QStyle::PE_FrameDefaultButton:
    case QStyle::PE_FrameButtonTool:
    case QStyle::PE_FrameTabBarBase:
    case QStyle::PE_PanelScrollAreaCorner:
        return true;
    case QStyle::PE_FrameFocusRect:
        // Controls have the ring around them; rows have none outside and paint it within.
        if (widget && widget->inherits("QAbstractItemView"))
            paintFocusRing(painter, option->rect, radius::chip, true);
        return true;
    case QStyle::PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (!frame || frame->lineWidth > 0)
            paintField(option, painter);
        return true;
    }
    case QStyle::PE_FrameLineEdit:
        paintField(option, painter);
        return true;
    case QStyle::PE_Frame:
        if (qobject_cast<const QTextEdit*>(widget)) {
            paintField(option, painter);
            return true;
        }
        paintBox(painter, option->rect, radius::control, {}, tokens().line);
        return true;
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck:
        paintCheck(option, painter);
        return true;
    case QStyle::PE_IndicatorRadioButton:
        paintRadio(option, painter);
        return true;
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorArrowDown:
    case QStyle::PE_IndicatorArrowLeft:
    case QStyle::PE_IndicatorArrowRight:
        paintArrow(element, option, painter);
        return true;
    case QStyle::PE_PanelMenu:
    case QStyle::PE_FrameMenu:
        if (element == QStyle::PE_PanelMenu)
            paintMenuCard(option, painter, widget);
        return true;
    case QStyle::PE_PanelTipLabel:
        painter->fillRect(option->rect, tokens().line);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), tokens().panel);
        return true;
    case QStyle::PE_PanelItemViewItem:
        paintItemBackground(option, painter);
        return true;
    case QStyle::PE_PanelItemViewRow:
        return true;
    default:
        return false;
    }
}

} // namespace ui
