#pragma once

#include <QAbstractButton>
#include <QStringList>

namespace ui
{

class FlowLayout;

/// Colour of a chip's text; the words carry the meaning, the tone only helps.
enum class ChipTone { Neutral, Accent, Ok, Warn, Danger };

/// Size of a chip for `text`, capped at `maximumWidth` when that is positive.
QSize chipSize(const QString& text, int maximumWidth = 0);

/// Paints a chip; text is elided to fit and is never markup.
void paintChip(QPainter* painter, const QRect& rect, const QString& text, ChipTone tone = ChipTone::Neutral);

/// A chip as a widget. Plain chips are labels for the screen reader; with setInteractive() it is a button and takes
/// focus.
class Chip : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Chip(const QString& text, QWidget* parent = nullptr, ChipTone tone = ChipTone::Neutral);
    ChipTone tone() const { return m_tone; }
    /// Lets it be pressed (`clicked`).
    void setInteractive(bool interactive);
    bool isInteractive() const { return m_interactive; }
    /// Shows a cross; pressing it, Delete or Backspace emits removeRequested().
    void setRemovable(bool removable);
    bool isRemovable() const { return m_removable; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool hitButton(const QPoint& position) const override;

private:
    QRect crossRect() const;
    void updateFocusPolicy();

    ChipTone m_tone;
    bool m_interactive = false;
    bool m_removable = false;
};

/// A wrapping row of chips, with an optional `+` at the end.
class ChipFlow : public QWidget
{
    Q_OBJECT
public:
    explicit ChipFlow(QWidget* parent = nullptr);
    /// Replaces the chips; keyboard focus stays at its place when it was inside.
    void setChips(const QStringList& texts);
    QStringList chips() const { return m_texts; }
    /// Whether each chip can be removed and the `+` is shown.
    void setEditable(bool editable);

Q_SIGNALS:
    void removeRequested(const QString& text);
    void addRequested();

private:
    void rebuild();

    FlowLayout* m_flow;
    QStringList m_texts;
    bool m_editable = false;
};

} // namespace ui
