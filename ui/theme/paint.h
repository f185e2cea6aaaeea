#pragma once

#include "ui/theme/tokens.h"

#include <QRectF>

class QPainter;

/// Small strokes that style, widgets and delegates share.
namespace ui
{

/// How a button presents itself; one Primary per surface.
enum class ButtonKind {
    Primary,   ///< filled with the accent
    Secondary, ///< panel with a line around it
    Quiet,     ///< bare until hovered
    Danger,    ///< like Secondary, its text red; for what destroys
};

/// What a control is going through when it is painted.
struct ControlState {
    bool enabled = true;
    bool hovered = false;
    bool pressed = false;
    bool checked = false;
};

/// Fills and outlines a rounded rectangle with crisp 1 px lines; an invalid colour leaves that part out.
void paintBox(QPainter* painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& line = {});

/// The soft shadow of a floating card, inside extent::shadow around `card`.
void paintShadow(QPainter* painter, const QRectF& card, qreal radius);

/// The focus ring around `rect` (2 px, 2 px off); pass `inside` where there is no room around it, as in rows.
void paintFocusRing(QPainter* painter, const QRectF& rect, qreal radius, bool inside = false);

/// Background of a button.
void paintButton(QPainter* painter, const QRectF& rect, ButtonKind kind, const ControlState& state);

/// Colour of a button's text and icon.
QColor buttonText(ButtonKind kind, const ControlState& state);

/// Whether top-level windows can show translucent corners and shadows (false on X11 without a compositor).
bool compositingActive();

} // namespace ui
