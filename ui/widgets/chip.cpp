#include "ui/widgets/chip.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/flow_layout.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace ui
{

static constexpr int chipSide = 6;
static constexpr int widestChip = 240;

static QColor toneColor(ChipTone tone)
{
    const Tokens& t = tokens();
    switch (tone) {
    case ChipTone::Neutral:
        return t.dim;
    case ChipTone::Accent:
        return t.accent;
    case ChipTone::Ok:
        return t.ok;
    case ChipTone::Warn:
        return t.warn;
    case ChipTone::Danger:
        return t.danger;
    }
    Q_UNREACHABLE();
}

static QColor toneGround(ChipTone tone)
{
    const Tokens& t = tokens();
    switch (tone) {
    case ChipTone::Neutral:
        return t.chip;
    case ChipTone::Accent:
        return t.selection;
    case ChipTone::Ok:
        return t.okBg;
    case ChipTone::Warn:
        return t.warnBg;
    case ChipTone::Danger:
        return t.dangerBg;
    }
    Q_UNREACHABLE();
}

QSize chipSize(const QString& text, int maximumWidth)
{
    const QFontMetrics& metrics = Theme::current().metrics(Type::Caption);
    const int width = metrics.horizontalAdvance(singleLine(text)) + 2 * chipSide;
    return {maximumWidth > 0 ? qMin(width, maximumWidth) : width, metrics.height() + 3};
}

void paintChip(QPainter* painter, const QRect& rect, const QString& text, ChipTone tone)
{
    paintBox(painter, rect, radius::chip, toneGround(tone));
    painter->save();
    painter->setFont(Theme::current().font(Type::Caption));
    painter->setPen(toneColor(tone));
    const QRect inner = rect.adjusted(chipSide, 0, -chipSide, 0);
    const QString shown =
        Theme::current().metrics(Type::Caption).elidedText(singleLine(text), Qt::ElideRight, inner.width() + 1);
    drawLine(painter, inner, Qt::AlignCenter, shown);
    painter->restore();
}

Chip::Chip(const QString& text, QWidget* parent, ChipTone tone)
    : QAbstractButton(parent)
    , m_tone(tone)
{
    setText(text);
    setAccessibleName(text);
    setToolTip(plainToolTip(text));
    FocusRing::setRing(this, radius::chip);
    updateFocusPolicy();
    connect(&Theme::current(), &Theme::changed, this, &QWidget::updateGeometry);
}

void Chip::setInteractive(bool interactive)
{
    m_interactive = interactive;
    updateFocusPolicy();
}

void Chip::setRemovable(bool removable)
{
    m_removable = removable;
    setAccessibleDescription(removable ? tr("Delete removes it") : QString());
    updateFocusPolicy();
    updateGeometry();
    update();
}

void Chip::updateFocusPolicy()
{
    const bool reachable = m_interactive || m_removable;
    setFocusPolicy(reachable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(reachable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QSize Chip::sizeHint() const
{
    QSize size = chipSize(text(), Theme::current().px(widestChip));
    if (m_removable)
        size.rwidth() += size.height() - chipSide;
    return size;
}

QSize Chip::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), Theme::current().px(40)), sizeHint().height()};
}

QRect Chip::crossRect() const
{
    const QRect spot(width() - height(), 0, height(), height());
    return QStyle::visualRect(layoutDirection(), rect(), spot);
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!m_removable) {
        paintChip(&painter, rect(), text(), m_tone);
        return;
    }
    paintBox(&painter, rect(), radius::chip, tokens().chip);
    const QRect words = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(0, 0, chipSide - height(), 0));
    paintChip(&painter, words, text(), ChipTone::Neutral);
    const qreal inset = height() * 0.27;
    Icon::paint(&painter, Glyph::Cross, QRectF(crossRect()).adjusted(inset, inset, -inset, -inset), tokens().dim);
}

void Chip::keyPressEvent(QKeyEvent* event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeRequested();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Chip::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_removable && isDown() && crossRect().contains(event->position().toPoint())) {
        setDown(false);
        Q_EMIT removeRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

bool Chip::hitButton(const QPoint& position) const
{
    return (m_interactive || m_removable) && QAbstractButton::hitButton(position);
}

ChipFlow::ChipFlow(QWidget* parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(this, space::xs))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChipFlow::setChips(const QStringList& texts)
{
    if (texts == m_texts)
        return;
    m_texts = texts;
    rebuild();
}

void ChipFlow::setEditable(bool editable)
{
    if (m_editable == editable)
        return;
    m_editable = editable;
    rebuild();
}

static int focusedPlace(const QLayout& layout)
{
    for (int i = 0; i < layout.count(); ++i)
        if (layout.itemAt(i)->widget()->hasFocus())
            return i;
    return -1;
}

void ChipFlow::rebuild()
{
    const int focused = focusedPlace(*m_flow);
    while (QLayoutItem* item = m_flow->takeAt(0)) {
        // A chip may be in the middle of telling that it was removed.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString& text : m_texts) {
        auto* chip = new Chip(text, this);
        chip->setRemovable(m_editable);
        connect(chip, &Chip::removeRequested, this, [this, text] { Q_EMIT removeRequested(text); });
        m_flow->addWidget(chip);
        chip->show();
    }
    if (m_editable) {
        auto* add = new Chip(QStringLiteral("+"), this);
        add->setInteractive(true);
        add->setAccessibleName(tr("Add label"));
        add->setToolTip(tr("Add label"));
        connect(add, &QAbstractButton::clicked, this, &ChipFlow::addRequested);
        m_flow->addWidget(add);
        add->show();
    }
    if (focused >= 0 && m_flow->count() > 0)
        m_flow->itemAt(qMin(focused, m_flow->count() - 1))->widget()->setFocus();
    updateGeometry();
}

} // namespace ui
