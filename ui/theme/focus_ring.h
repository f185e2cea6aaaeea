#pragma once

#include <QObject>
#include <QPointer>

class QFocusFrame;
class QWidget;

namespace ui
{

/// Follows the keyboard focus with one ring for the whole program, outside of the focused control.
///
/// Item views and read-only texts paint their own focus inside; a widget opts out with `setOwnFocus(widget)`.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QObject* parent);
    ~FocusRing() override;

    /// Marks `widget` as painting its focus itself.
    static void setOwnFocus(QWidget* widget);
    /// Gives `widget`, a custom control, the ring with corners of `radius` pixels.
    static void setRing(QWidget* widget, int radius);
    /// Corner radius of the ring around `widget`, -1 for none.
    static int ringRadius(const QWidget* widget);

    /// The widget that has the ring now, null when none.
    QWidget* ringed() const;

private:
    void follow(QWidget* widget);

    QPointer<QFocusFrame> m_frame;
};

} // namespace ui
