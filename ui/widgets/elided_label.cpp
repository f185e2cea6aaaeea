#include "ui/widgets/elided_label.h"

#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace ui
{

QColor inkColor(Ink ink)
{
    const Tokens& t = tokens();
    switch (ink) {
    case Ink::Text:
        return t.text;
    case Ink::Dim:
        return t.dim;
    case Ink::Accent:
        return t.accent;
    case Ink::Danger:
        return t.danger;
    case Ink::Ok:
        return t.ok;
    case Ink::Warn:
        return t.warn;
    }
    Q_UNREACHABLE();
}

ElidedLabel::ElidedLabel(const QString& text, Type type, Ink ink, QWidget* parent)
    : QLabel(parent)
    , m_type(type)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFont(Theme::current().font(type));
    connect(&Theme::current(), &Theme::changed, this, [this] { setType(m_type); });
    setFullText(text);
}

void ElidedLabel::setFullText(const QString& text)
{
    m_full = text;
    QLabel::setText(text); // for the screen reader; painting is our own
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setType(Type type)
{
    m_type = type;
    setFont(Theme::current().font(type));
    updateGeometry();
    update();
}

void ElidedLabel::setInk(Ink ink)
{
    m_ink = ink;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

bool ElidedLabel::isCut() const
{
    return fontMetrics().horizontalAdvance(singleLine(m_full)) > contentsRect().width();
}

QSize ElidedLabel::sizeHint() const
{
    return QSize(fontMetrics().horizontalAdvance(singleLine(m_full)) + 1, fontMetrics().height())
        .grownBy(contentsMargins());
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int few = fontMetrics().averageCharWidth() * 4;
    return QSize(qMin(few, sizeHint().width()), fontMetrics().height()).grownBy(contentsMargins());
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(isEnabled() ? inkColor(m_ink) : tokens().dim);
    const QRect area = contentsRect();
    const QString shown = fontMetrics().elidedText(singleLine(m_full), m_mode, area.width());
    drawLine(&painter, area, alignment(), shown);
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty())
        return QLabel::event(event);
    if (isCut())
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(m_full), this);
    else
        QToolTip::hideText();
    return true;
}

TextLabel::TextLabel(const QString& text, Type type, Ink ink, QWidget* parent)
    : QLabel(parent)
    , m_type(type)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setText(text);
    applyTheme();
    connect(&Theme::current(), &Theme::changed, this, &TextLabel::applyTheme);
}

void TextLabel::setType(Type type)
{
    m_type = type;
    applyTheme();
}

void TextLabel::setInk(Ink ink)
{
    m_ink = ink;
    applyTheme();
}

void TextLabel::applyTheme()
{
    setFont(Theme::current().font(m_type));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, inkColor(m_ink));
    setPalette(colours);
}

} // namespace ui
