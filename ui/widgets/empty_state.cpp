#include "ui/widgets/empty_state.h"

#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace ui
{

static constexpr int glyphSide = 36;
static constexpr int textWidth = 380;

EmptyState::EmptyState(Glyph glyph, const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_glyph(glyph)
    , m_icon(new QLabel)
    , m_title(new TextLabel({}, Type::Title))
    , m_text(new TextLabel({}, Type::Body, Ink::Dim))
    , m_action(new PushButton({}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::s);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(space::xs);
    for (TextLabel* label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setMaximumWidth(Theme::current().px(textWidth));
        auto* line = new QHBoxLayout;
        line->addStretch();
        line->addWidget(label, 100);
        line->addStretch();
        column->addLayout(line);
    }
    column->addSpacing(space::xs);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_action->hide();
    connect(m_action, &QAbstractButton::clicked, this, &EmptyState::actionTriggered);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        m_title->setMaximumWidth(Theme::current().px(textWidth));
        m_text->setMaximumWidth(Theme::current().px(textWidth));
        paintGlyph();
    });
    setContent(glyph, title, text);
}

void EmptyState::setContent(Glyph glyph, const QString& title, const QString& text)
{
    m_glyph = glyph;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    paintGlyph();
}

void EmptyState::setAction(const QString& label, ButtonKind kind)
{
    m_action->setText(label);
    m_action->setKind(kind);
    m_action->setVisible(!label.isEmpty());
}

void EmptyState::paintGlyph()
{
    m_icon->setPixmap(Icon::pixmap(m_glyph, Theme::current().px(glyphSide), tokens().dim, devicePixelRatioF()));
}

} // namespace ui
