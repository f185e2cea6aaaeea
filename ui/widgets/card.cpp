#include "ui/widgets/card.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace ui
{

Card::Card(QWidget* parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
    setContentsMargins(1, 1, 1, 1);
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(&painter, rect(), radius::card, tokens().panel, tokens().line);
}

QRect popoverGeometry(const QSize& size, const QRect& anchor, const QRect& screen)
{
    const QSize fit = size.boundedTo(screen.size());
    const int x = qBound(screen.left(), anchor.left(), screen.right() - fit.width() + 1);
    const int below = anchor.bottom() + 1;
    const int above = anchor.top() - fit.height();
    int y = below;
    if (below + fit.height() - 1 > screen.bottom())
        y = above >= screen.top() ? above : screen.bottom() - fit.height() + 1;
    return {QPoint(x, qMax(screen.top(), y)), fit};
}

Popover::Popover(QWidget* content, QWidget* parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint)
    , m_content(content)
{
    setAttribute(Qt::WA_TranslucentBackground, compositingActive());
    auto* column = new QVBoxLayout(this);
    const int room = margin() + 1;
    column->setContentsMargins(room, room, room, room);
    column->addWidget(content);
    setAccessibleName(content->accessibleName());
}

int Popover::margin() const
{
    return testAttribute(Qt::WA_TranslucentBackground) ? extent::shadow : 0;
}

void Popover::openAt(const QWidget* anchor)
{
    openAt(QRect(anchor->mapToGlobal(QPoint(0, 0)), anchor->size()));
}

static QWidget* firstControl(QWidget* inside)
{
    const auto children = inside->findChildren<QWidget*>();
    for (QWidget* child : children)
        if (child->focusPolicy() & Qt::TabFocus && child->isEnabled() && !child->isHidden())
            return child;
    return inside;
}

void Popover::openAt(const QRect& globalAnchor)
{
    const QScreen* onScreen = QGuiApplication::screenAt(globalAnchor.center());
    if (!onScreen)
        onScreen = QGuiApplication::primaryScreen();
    // The shadow may leave the screen, the card may not.
    const int room = margin();
    const QMargins shadow(room, room, room, room);
    const QSize card = sizeHint().shrunkBy(shadow);
    const QRect anchor = globalAnchor.adjusted(0, -space::xs, 0, space::xs);
    setGeometry(popoverGeometry(card, anchor, onScreen->availableGeometry()).marginsAdded(shadow));
    show();
    firstControl(m_content)->setFocus(Qt::PopupFocusReason);
}

void Popover::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const int room = margin();
    const QRectF card = QRectF(rect()).adjusted(room, room, -room, -room);
    if (room > 0)
        paintShadow(&painter, card, radius::card);
    else
        painter.fillRect(rect(), t.panel);
    paintBox(&painter, card, room > 0 ? radius::card : 0, t.panel, t.line);
}

void Popover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void Popover::mousePressEvent(QMouseEvent* event)
{
    const int room = margin();
    if (rect().adjusted(room, room, -room, -room).contains(event->position().toPoint()))
        QWidget::mousePressEvent(event);
    else
        close();
}

void Popover::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    Q_EMIT closed();
}

} // namespace ui
