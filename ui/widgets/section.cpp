#include "ui/widgets/section.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace ui
{

SectionHeader::SectionHeader(const QString& title, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    FocusRing::setRing(this, radius::chip);
    const auto describe = [this](bool expanded) {
        setAccessibleDescription(expanded ? tr("expanded") : tr("collapsed"));
    };
    describe(true);
    connect(this, &QAbstractButton::toggled, this, describe);
    connect(&Theme::current(), &Theme::changed, this, &QWidget::updateGeometry);
}

void SectionHeader::setTrailing(const QString& text)
{
    m_trailing = text;
    setAccessibleName(text.isEmpty() ? this->text() : tr("%1, %2", "section, remark").arg(this->text(), text));
    update();
}

QSize SectionHeader::sizeHint() const
{
    const Theme& theme = Theme::current();
    const int words = theme.metrics(Type::SecondaryStrong).horizontalAdvance(text()) +
                      theme.metrics(Type::Secondary).horizontalAdvance(m_trailing);
    return {words + theme.px(space::xl) + space::m, theme.metrics(Type::SecondaryStrong).height() + space::s};
}

QSize SectionHeader::minimumSizeHint() const
{
    return {Theme::current().px(60), sizeHint().height()};
}

void SectionHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::current();
    const auto mirrored = [this](const QRect& spot) { return QStyle::visualRect(layoutDirection(), rect(), spot); };
    const int flags =
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
    const QFontMetrics& strong = theme.metrics(Type::SecondaryStrong);
    const int trailing = m_trailing.isEmpty() ? 0 : theme.metrics(Type::Secondary).horizontalAdvance(m_trailing);
    const int mark = theme.px(12);
    const int room = qMax(0, width() - trailing - mark - 2 * space::xs);
    const QString title = strong.elidedText(text(), Qt::ElideRight, room);
    const int end = strong.horizontalAdvance(title);

    painter.setFont(theme.font(Type::SecondaryStrong));
    painter.setPen(tokens().text);
    painter.drawText(mirrored({0, 0, end + 1, height()}), flags, title);
    if (!isChecked() || underMouse() || hasFocus()) {
        const QRect spot = mirrored({end + space::xs, (height() - mark) / 2, mark, mark});
        const Glyph closed = layoutDirection() == Qt::LeftToRight ? Glyph::ChevronRight : Glyph::ChevronLeft;
        Icon::paint(&painter, isChecked() ? Glyph::ChevronDown : closed, spot, tokens().dim);
    }
    painter.setFont(theme.font(Type::Secondary));
    painter.setPen(tokens().dim);
    painter.drawText(mirrored({width() - trailing - 1, 0, trailing + 1, height()}), flags, m_trailing);
}

void SectionHeader::keyPressEvent(QKeyEvent* event)
{
    const bool forward = event->key() == (layoutDirection() == Qt::LeftToRight ? Qt::Key_Right : Qt::Key_Left);
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left) {
        setChecked(forward);
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

Section::Section(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_header(new SectionHeader(title))
    , m_content(new QWidget)
    , m_body(new QVBoxLayout(m_content))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, space::s);
    column->setSpacing(space::xs);
    column->addWidget(m_header);
    column->addWidget(m_content);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(2);
    connect(m_header, &QAbstractButton::toggled, this, [this](bool expanded) {
        m_content->setVisible(expanded);
        Q_EMIT toggled(expanded);
    });
}

bool Section::isExpanded() const
{
    return m_header->isChecked();
}

void Section::setExpanded(bool expanded)
{
    m_header->setChecked(expanded);
}

} // namespace ui
