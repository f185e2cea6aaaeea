#pragma once

#include "ui/theme/icon.h"
#include "ui/theme/paint.h"

#include <QKeySequence>
#include <QPushButton>
#include <QToolButton>

namespace ui
{

/// A push button of one of the kinds, with an optional glyph before and a key hint after its text ("Send  Ctrl ⏎").
class PushButton : public QPushButton
{
    Q_OBJECT
public:
    explicit PushButton(const QString& text, ButtonKind kind = ButtonKind::Secondary, QWidget* parent = nullptr);
    ButtonKind kind() const { return m_kind; }
    void setKind(ButtonKind kind);
    void setGlyph(std::optional<Glyph> glyph);
    /// Shows the key after the text; the key itself is handled by the caller's action.
    void setKeyHint(const QKeySequence& key);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    /// Return presses it too, as in a dialog.
    void keyPressEvent(QKeyEvent* event) override;

private:
    int contentWidth() const;

    ButtonKind m_kind;
    std::optional<Glyph> m_glyph;
    QString m_keyHint;
};

/// A square button with a glyph only. Its name is the tooltip and the accessible name; `key` joins the tooltip.
class IconButton : public QToolButton
{
    Q_OBJECT
public:
    IconButton(Glyph glyph, const QString& name, QWidget* parent = nullptr);
    void setGlyph(Glyph glyph);
    void setName(const QString& name, const QKeySequence& key = {});
    void setGlyphSize(int size);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph;
    int m_glyphSize = 16;
};

/// A key sequence as it is written on controls, such as `Ctrl ⏎` or `Ctrl K`.
QString keyHintText(const QKeySequence& key);

} // namespace ui
