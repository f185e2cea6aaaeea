#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

namespace ui
{

/// What a surface shows when nothing is in it: what belongs here, and the next step.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(Glyph glyph, const QString& title, const QString& text, QWidget* parent = nullptr);
    void setContent(Glyph glyph, const QString& title, const QString& text);
    /// Offers the next step; an empty label hides the button.
    void setAction(const QString& label, ButtonKind kind = ButtonKind::Secondary);
    PushButton* actionButton() const { return m_action; }

Q_SIGNALS:
    void actionTriggered();

private:
    void paintGlyph();

    Glyph m_glyph;
    QLabel* m_icon;
    TextLabel* m_title;
    TextLabel* m_text;
    PushButton* m_action;
};

} // namespace ui
