#pragma once

#include "ui/theme/tokens.h"

#include <QLabel>

namespace ui
{

/// Which colour of the theme a text takes.
enum class Ink { Text, Dim, Accent, Danger, Ok, Warn };

QColor inkColor(Ink ink);

/// A one-line plain text that is cut with an ellipsis, with the whole in its tooltip and accessible name.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, Type type = Type::Body, Ink ink = Ink::Text,
                         QWidget* parent = nullptr);
    void setFullText(const QString& text);
    QString fullText() const { return m_full; }
    void setType(Type type);
    void setInk(Ink ink);
    void setElideMode(Qt::TextElideMode mode);
    /// Whether the text is cut at the present width.
    bool isCut() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString m_full;
    Type m_type;
    Ink m_ink;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

/// A wrapping plain-text label in a type and ink of the theme that follows its changes.
class TextLabel : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(const QString& text = {}, Type type = Type::Body, Ink ink = Ink::Text,
                       QWidget* parent = nullptr);
    void setType(Type type);
    void setInk(Ink ink);

private:
    void applyTheme();
    Type m_type;
    Ink m_ink;
};

} // namespace ui
