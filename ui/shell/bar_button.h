#pragma once
// A word on a bar that can be pressed: link state, outbox, performance.

#include "ui/widgets/elided_label.h"

#include <QAbstractButton>

#include <optional>

namespace ui
{

/// Text in a secondary size, with an optional dot before it; bare until hovered.
class BarButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit BarButton(QWidget* parent = nullptr);

    /// `dot`: a mark in the ink's colour stands before the text. `spoken` is what a screen reader says.
    void setState(const QString& text, Ink ink, bool dot, const QString& spoken = {});
    /// A dot in another colour than the text's.
    void setDotInk(Ink ink);
    Ink ink() const { return m_ink; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    std::optional<Ink> m_dotInk;
    Ink m_ink = Ink::Dim;
    bool m_dot = false;
};

/// The agent's face, with the program's menu behind it.
class FaceButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FaceButton(QWidget* parent = nullptr);
    void setFace(const QString& name, const QString& seed);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name, m_seed;
};

} // namespace ui
