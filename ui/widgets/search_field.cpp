#include "ui/widgets/search_field.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace ui
{

SearchField::SearchField(const QString& placeholder, QWidget* parent)
    : QLineEdit(parent)
    , m_clear(new IconButton(Glyph::Cross, tr("Clear search"), this))
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    m_clear->setGlyphSize(12);
    m_clear->setFocusPolicy(Qt::NoFocus); // Escape does the same from the keyboard
    m_clear->setCursor(Qt::ArrowCursor);
    m_clear->hide();
    connect(m_clear, &QAbstractButton::clicked, this, [this] {
        clear();
        setFocus();
    });
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_clear->setVisible(!text.isEmpty());
        placeClearButton();
    });
    connect(&Theme::current(), &Theme::changed, this, &SearchField::updateMargins);
    updateMargins();
}

void SearchField::setKeyHint(const QKeySequence& key)
{
    m_keyHint = keyHintText(key);
    updateMargins();
    update();
}

void SearchField::updateMargins()
{
    const int lead = Theme::current().px(extent::icon) + space::m;
    const int hint =
        m_keyHint.isEmpty() ? 0 : Theme::current().metrics(Type::Caption).horizontalAdvance(m_keyHint) + 16;
    const int end = qMax(m_clear->sizeHint().width() + space::xs, hint);
    const bool forward = layoutDirection() == Qt::LeftToRight;
    setTextMargins(forward ? lead : end, 0, forward ? end : lead, 0);
}

void SearchField::placeClearButton()
{
    const QSize size = m_clear->sizeHint();
    const QRect spot(QPoint(width() - size.width() - space::xs, (height() - size.height()) / 2), size);
    m_clear->setGeometry(QStyle::visualRect(layoutDirection(), rect(), spot));
}

void SearchField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    placeClearButton();
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Theme& theme = Theme::current();
    const Tokens& t = tokens();
    const int side = theme.px(extent::icon);
    const QRect glass(space::m - 2, (height() - side) / 2, side, side);
    painter.drawPixmap(QStyle::visualRect(layoutDirection(), rect(), glass),
                       Icon::pixmap(Glyph::Search, side, t.dim, devicePixelRatioF()));
    if (m_keyHint.isEmpty() || !text().isEmpty() || hasFocus())
        return;
    const QFontMetrics& metrics = theme.metrics(Type::Caption);
    QRect plate(0, 0, metrics.horizontalAdvance(m_keyHint) + 12, metrics.height() + 4);
    plate.moveCenter(rect().center());
    plate.moveRight(width() - space::s - 1);
    plate = QStyle::visualRect(layoutDirection(), rect(), plate);
    paintBox(&painter, plate, radius::chip, t.side, t.line);
    painter.setFont(theme.font(Type::Caption));
    painter.setPen(t.dim);
    painter.drawText(plate, int(Qt::AlignCenter) | Qt::TextSingleLine, m_keyHint);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    if (!text().isEmpty())
        clear();
    else
        Q_EMIT left();
}

} // namespace ui
