#pragma once

#include <QFrame>

namespace ui
{

/// A panel with a line and rounded corners that stands on a background.
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A floating card with a shadow beside an anchor: closes on Escape or a press outside, gives the focus back.
class Popover : public QWidget
{
    Q_OBJECT
public:
    /// Takes ownership of `content`.
    explicit Popover(QWidget* content, QWidget* parent = nullptr);
    /// Opens below `anchor` (above where there is no room), kept on its screen; focuses the first control.
    void openAt(const QWidget* anchor);
    void openAt(const QRect& globalAnchor);

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    int margin() const;
    QWidget* m_content;
};

/// The rectangle that a floating card of `size` takes beside `anchor`, inside `screen`: below, else above, else where
/// it fits.
QRect popoverGeometry(const QSize& size, const QRect& anchor, const QRect& screen);

} // namespace ui
