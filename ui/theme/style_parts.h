#pragma once

#include <QStyle>

class QStyleOptionSlider;

/// The painting behind Style, by kind of element; each answers false for what Fusion shall paint.
namespace ui
{

bool paintPrimitive(QStyle::PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                    const QWidget* widget);
bool paintControl(const QStyle& style, QStyle::ControlElement element, const QStyleOption* option, QPainter* painter,
                  const QWidget* widget);
bool paintComplex(const QStyle& style, QStyle::ComplexControl control, const QStyleOptionComplex* option,
                  QPainter* painter, const QWidget* widget);

/// Room around a menu's card: that of its shadow where windows can be translucent.
int menuMargin(const QWidget* menu);
QSize menuItemSize(const QStyleOption* option, const QSize& text);
bool paintMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void paintMenuCard(const QStyleOption* option, QPainter* painter, const QWidget* widget);

/// A scroll bar is a groove with a slider and no buttons.
QRect scrollBarPart(const QStyleOptionSlider* bar, QStyle::SubControl part, int minimum);

} // namespace ui
