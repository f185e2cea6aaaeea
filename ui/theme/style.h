#pragma once

#include <QProxyStyle>

class QAbstractScrollArea;
class QAction;

namespace ui
{

/// The look of standard controls over Fusion: palette and tokens, no stylesheet.
///
/// Default push buttons are primary, flat ones quiet. Sizes grow with the font. Paints the ring of the focus frame.
class Style : public QProxyStyle
{
    Q_OBJECT
public:
    Style();

    /// Marks a menu entry that destroys something: painted red.
    static void setDestructive(QAction* action);
    static bool isDestructive(const QAction* action);

    /// Lets the scroll bars of `area` stand over its margin instead of taking a column from its content.
    static void letBarFloat(QAbstractScrollArea* area);

    void polish(QWidget* widget) override;
    void unpolish(QWidget* widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

} // namespace ui
