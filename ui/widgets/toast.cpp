#include "ui/widgets/toast.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QTimerEvent>

#include <algorithm>

using namespace std::chrono_literals;

namespace ui
{

static constexpr int widest = 460;
static constexpr int fromEdge = 20; ///< where composer and messages begin
static constexpr int tickMs = 1000;

Toast::Toast(QWidget* window)
    : QWidget(window)
    , m_text(new TextLabel)
    , m_undo(new PushButton({}, ButtonKind::Quiet))
    , m_close(new IconButton(Glyph::Cross, tr("Close")))
{
    auto* row = new QHBoxLayout(this);
    const int room = extent::shadow;
    row->setContentsMargins(room + space::m, room + space::s, room + space::s, room + space::s);
    row->setSpacing(space::s);
    row->addWidget(m_text, 1);
    row->addWidget(m_undo);
    row->addWidget(m_close);
    m_close->setGlyphSize(12);
    m_undo->setGlyph(Glyph::Undo);
    hide();
    window->installEventFilter(this);
    connect(m_undo, &QAbstractButton::clicked, this, [this] { finish(true); });
    connect(m_close, &QAbstractButton::clicked, this, [this] { finish(false); });
}

void Toast::present(const QString& text, std::chrono::milliseconds life, bool undo)
{
    if (m_active)
        finish(false);
    m_text->setText(text);
    setAccessibleName(text);
    m_life = m_remaining = life;
    m_active = true;
    m_undoable = undo;
    m_undo->setVisible(undo);
    showRemaining();
    place();
    show();
    raise();
    m_timer.start(tickMs, this);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toast::advance(std::chrono::milliseconds elapsed)
{
    if (!m_active)
        return;
    // What can be undone ends when it was said to end; a mere notice waits for its reader.
    if (!m_undoable && (underMouse() || isAncestorOf(window()->focusWidget())))
        return;
    m_remaining -= elapsed;
    if (m_remaining <= 0ms) {
        finish(false);
        return;
    }
    showRemaining();
}

void Toast::showRemaining()
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_remaining).count();
    m_undo->setText(tr("Undo (%n s)", "seconds left", int(seconds)));
    m_undo->setAccessibleName(tr("Undo"));
    update();
}

void Toast::finish(bool undo)
{
    if (!m_active)
        return;
    m_active = false;
    m_timer.stop();
    hide();
    if (undo)
        Q_EMIT undone();
    else
        Q_EMIT expired();
}

void Toast::standIn(const QList<QWidget*>& areas)
{
    for (QWidget* area : areas) {
        m_areas.append(area);
        area->installEventFilter(this);
    }
}

void Toast::place()
{
    QRect area = parentWidget()->rect().adjusted(0, 0, 0, -extent::statusBar);
    const auto stands = std::find_if(m_areas.begin(), m_areas.end(),
                                     [](const QPointer<QWidget>& one) { return one && one->isVisible(); });
    const bool inArea = stands != m_areas.end();
    if (inArea)
        area = QRect((*stands)->mapTo(parentWidget(), QPoint()), (*stands)->size());
    const int width =
        qMin(qMax(sizeHint().width(), Theme::current().px(280)), qMin(area.width(), Theme::current().px(widest)));
    const int height = qMax(sizeHint().height(), layout()->heightForWidth(width));
    constexpr int room = extent::shadow;
    const int lead = inArea ? qMin(fromEdge - room, (area.width() - width) / 2) : (area.width() - width) / 2;
    const QRect card(area.left() + lead, area.bottom() + 1 - height + room - space::s, width, height);
    setGeometry(QStyle::visualRect(layoutDirection(), area, card));
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    const bool moved = event->type() == QEvent::Resize || event->type() == QEvent::Move ||
                       event->type() == QEvent::Show || event->type() == QEvent::Hide;
    if (moved && m_active)
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer.timerId())
        advance(std::chrono::milliseconds(tickMs));
    else
        QWidget::timerEvent(event);
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    constexpr int room = extent::shadow;
    const QRectF card = QRectF(rect()).adjusted(room, room, -room, -room);
    paintShadow(&painter, card, radius::card);
    paintBox(&painter, card, radius::card, t.panel, t.line);
    if (!m_undoable || m_life <= 0ms)
        return;
    const qreal share = qreal(m_remaining.count()) / qreal(m_life.count());
    QRectF left = card.adjusted(radius::card, 0, -radius::card, -1);
    left.setTop(left.bottom() - 2);
    left.setWidth(left.width() * qBound(0.0, share, 1.0));
    painter.fillRect(left, t.accent);
}

} // namespace ui
