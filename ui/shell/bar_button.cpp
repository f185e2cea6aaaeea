#include "ui/shell/bar_button.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/paint.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"

#include <QPainter>
#include <QStyle>

namespace ui
{

namespace
{
constexpr int kDot = 7;
constexpr int kDotGap = 6;
constexpr int kButtonSide = 6;
constexpr int kFace = 26;
} // namespace

BarButton::BarButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, &QWidget::updateGeometry);
}

void BarButton::setState(const QString& text, Ink ink, bool dot, const QString& spoken)
{
    const bool resized = text != this->text() || dot != m_dot;
    setText(text);
    setAccessibleName(spoken.isEmpty() ? text : spoken);
    m_ink = ink;
    m_dot = dot;
    setVisible(!text.isEmpty());
    if (resized)
        updateGeometry();
    update();
}

void BarButton::setDotInk(Ink ink)
{
    m_dotInk = ink;
    update();
}

QSize BarButton::sizeHint() const
{
    const QFontMetrics& metrics = Theme::current().metrics(Type::Secondary);
    const int dot = m_dot ? kDot + kDotGap : 0;
    // Digits are painted in cells of one width, which may be wider than the text's own.
    return {metrics.horizontalAdvance(text()) + int(text().size()) / 2 + dot + 2 * kButtonSide,
            metrics.height() + space::s};
}

void BarButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    if (underMouse() || isDown())
        paintBox(&painter, rect(), radius::chip, mixed(t.side, t.text, isDown() ? 0.1 : 0.06));
    QRect inner = rect().adjusted(kButtonSide, 0, -kButtonSide, 0);
    if (m_dot) {
        const QRect place(inner.left(), inner.center().y() - kDot / 2, kDot, kDot);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(inkColor(m_dotInk.value_or(m_ink)));
        painter.drawEllipse(QStyle::visualRect(layoutDirection(), inner, place));
        const QRect rest = inner.adjusted(kDot + kDotGap, 0, 0, 0);
        inner = QStyle::visualRect(layoutDirection(), inner, rest);
    }
    painter.setFont(Theme::current().font(Type::Secondary));
    painter.setPen(inkColor(m_ink));
    drawFigures(&painter, inner, Qt::AlignVCenter | Qt::AlignLeading, text());
}

void BarButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void BarButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

FaceButton::FaceButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    FocusRing::setRing(this, kFace / 2);
}

void FaceButton::setFace(const QString& name, const QString& seed)
{
    m_name = name;
    m_seed = seed;
    setAccessibleName(name.isEmpty() ? tr("Menu") : tr("Menu of %1").arg(name));
    setToolTip(name.isEmpty() ? tr("Menu") : plainToolTip(name));
    update();
}

QSize FaceButton::sizeHint() const
{
    const int side = Theme::current().px(kFace);
    return {side, side};
}

void FaceButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0, avatarPixmap({m_name, m_seed, {}}, width(), tokens().side, devicePixelRatioF()));
}

} // namespace ui
