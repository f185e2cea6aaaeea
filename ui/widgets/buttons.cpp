#include "ui/widgets/buttons.h"

#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace ui
{

static constexpr int hintGap = 8;

QString keyHintText(const QKeySequence& key)
{
    QString text = key.toString(QKeySequence::NativeText);
    text.replace(u"Return"_s, u"⏎"_s);
    text.replace(u"Enter"_s, u"⏎"_s);
    // A plus is a separator, except where it is the key itself.
    QString spaced;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool separator = text[i] == u'+' && i > 0 && i + 1 < text.size() && text[i - 1] != u'+';
        spaced += separator ? QChar(u' ') : text[i];
    }
    return spaced;
}

static ControlState stateOf(const QAbstractButton* button)
{
    return {.enabled = button->isEnabled(),
            .hovered = button->underMouse(),
            .pressed = button->isDown(),
            .checked = button->isChecked()};
}

PushButton::PushButton(const QString& text, ButtonKind kind, QWidget* parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    const auto follow = [this] {
        setFont(Theme::current().font(Type::Body));
        updateGeometry();
    };
    follow();
    connect(&Theme::current(), &Theme::changed, this, follow);
}

void PushButton::setKind(ButtonKind kind)
{
    m_kind = kind;
    update();
}

void PushButton::setGlyph(std::optional<Glyph> glyph)
{
    m_glyph = glyph;
    updateGeometry();
    update();
}

void PushButton::setKeyHint(const QKeySequence& key)
{
    m_keyHint = keyHintText(key);
    updateGeometry();
    update();
}

int PushButton::contentWidth() const
{
    const Theme& theme = Theme::current();
    int width = fontMetrics().size(Qt::TextShowMnemonic, text()).width();
    if (m_glyph)
        width += theme.px(extent::icon) + (text().isEmpty() ? 0 : hintGap);
    if (!m_keyHint.isEmpty())
        width += hintGap + theme.metrics(Type::Caption).horizontalAdvance(m_keyHint);
    return width;
}

QSize PushButton::sizeHint() const
{
    const int side = m_kind == ButtonKind::Quiet ? space::s : space::m;
    const int height = qMax(Theme::current().px(extent::control), fontMetrics().height() + space::m);
    const int arrow = menu() ? Theme::current().px(space::l) : 0;
    return {contentWidth() + 2 * side + arrow, height};
}

QSize PushButton::minimumSizeHint() const
{
    return sizeHint();
}

void PushButton::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isReturn || (event->modifiers() & ~Qt::KeypadModifier))
        return QPushButton::keyPressEvent(event);
    click();
}

void PushButton::changeEvent(QEvent* event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void PushButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::current();
    const ControlState state = stateOf(this);
    paintButton(&painter, rect(), m_kind, state);

    const QColor ink = buttonText(m_kind, state);
    const int icon = theme.px(extent::icon);
    const int arrow = menu() ? theme.px(space::l) : 0;
    int x = qMax(space::xs, (width() - contentWidth() - arrow) / 2);
    const auto place = [&](int length) {
        const QRect spot = QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, length, height()));
        x += length;
        return spot;
    };
    if (m_glyph) {
        QRect square(0, 0, icon, icon);
        square.moveCenter(place(icon).center());
        painter.drawPixmap(square, Icon::pixmap(*m_glyph, icon, ink, devicePixelRatioF()));
        x += text().isEmpty() ? 0 : hintGap;
    }
    painter.setPen(ink);
    const int words = fontMetrics().size(Qt::TextShowMnemonic, text()).width();
    painter.drawText(place(words), int(Qt::AlignCenter) | Qt::TextSingleLine | Qt::TextHideMnemonic, text());
    if (!m_keyHint.isEmpty()) {
        x += hintGap;
        painter.setFont(theme.font(Type::Caption));
        painter.setPen(m_kind == ButtonKind::Primary && state.enabled ? ink : tokens().dim);
        const int hint = theme.metrics(Type::Caption).horizontalAdvance(m_keyHint);
        painter.drawText(place(hint), int(Qt::AlignCenter) | Qt::TextSingleLine, m_keyHint);
    }
    if (menu()) {
        x += space::xs;
        QRect square(0, 0, theme.px(space::m), theme.px(space::m));
        square.moveCenter(place(square.width()).center());
        Icon::paint(&painter, Glyph::ChevronDown, square, ink);
    }
}

IconButton::IconButton(Glyph glyph, const QString& name, QWidget* parent)
    : QToolButton(parent)
    , m_glyph(glyph)
{
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
    setName(name);
    connect(&Theme::current(), &Theme::changed, this, &QWidget::updateGeometry);
}

void IconButton::setGlyph(Glyph glyph)
{
    m_glyph = glyph;
    update();
}

void IconButton::setName(const QString& name, const QKeySequence& key)
{
    setAccessibleName(name);
    const QString tip = key.isEmpty() ? name : tr("%1 (%2)", "name of a button, its key").arg(name, keyHintText(key));
    setToolTip(plainToolTip(tip));
}

void IconButton::setGlyphSize(int size)
{
    m_glyphSize = size;
    updateGeometry();
    update();
}

QSize IconButton::sizeHint() const
{
    const int side = Theme::current().px(m_glyphSize + space::m);
    return {side, side};
}

void IconButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ControlState state = stateOf(this);
    paintButton(&painter, rect(), ButtonKind::Quiet, state);
    const int side = Theme::current().px(m_glyphSize);
    QRect square(0, 0, side, side);
    square.moveCenter(rect().center());
    const QColor ink = state.enabled && (state.hovered || state.checked) ? tokens().text : tokens().dim;
    painter.drawPixmap(square, Icon::pixmap(m_glyph, side, ink, devicePixelRatioF()));
}

} // namespace ui
