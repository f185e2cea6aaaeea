#include "ui/overview/section_rows.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/paint.h"
#include "ui/theme/text_cache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/section.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace ui
{

namespace
{
void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be the one whose signal brought us here
        } else if (QLayout* inner = item->layout()) {
            clearLayout(inner);
        }
        delete item;
    }
}
} // namespace

void clearRows(Section& section)
{
    clearLayout(section.body());
}

void remark(Section& section, const QString& text)
{
    section.body()->addWidget(new TextLabel(text, Type::Secondary, Ink::Dim, section.body()->parentWidget()));
}

void settleRows(Section& section)
{
    const auto rows = section.body()->parentWidget()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget* row : rows)
        if (!row->testAttribute(Qt::WA_WState_ExplicitShowHide))
            row->show();
    section.body()->activate();
    section.layout()->activate();
}

LinkRow::LinkRow(const QString& words, const QString& trailing, QWidget* parent)
    : QAbstractButton(parent)
    , m_trailing(trailing)
{
    setText(singleLine(words));
    setAccessibleName(trailing.isEmpty() ? words : tr("%1, %2", "row, remark").arg(words, trailing));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(plainToolTip(words));
    FocusRing::setRing(this, radius::control);
}

QSize LinkRow::sizeHint() const
{
    const Theme& theme = Theme::current();
    return {theme.px(160), theme.metrics(Type::Secondary).height() + space::s};
}

QSize LinkRow::minimumSizeHint() const
{
    return {Theme::current().px(60), sizeHint().height()};
}

void LinkRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::current();
    if (underMouse())
        paintBox(&painter, rect(), radius::control, theme.tokens().hover);
    const QFontMetrics& metrics = theme.metrics(Type::Secondary);
    const int right = metrics.horizontalAdvance(m_trailing);
    const auto mirrored = [this](const QRect& area) { return QStyle::visualRect(layoutDirection(), rect(), area); };
    const int room = width() - right - space::s;
    painter.setFont(theme.font(Type::Secondary));
    painter.setPen(theme.tokens().text);
    drawLine(&painter, mirrored({0, 0, room, height()}), Qt::AlignVCenter | Qt::AlignLeading,
             metrics.elidedText(text(), Qt::ElideRight, room));
    painter.setPen(theme.tokens().dim);
    drawLine(&painter, mirrored({width() - right, 0, right, height()}), Qt::AlignVCenter | Qt::AlignLeading,
             m_trailing);
}

QWidget* factRow(const QString& words, const QString& trailing, QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, space::xs / 2, 0, space::xs / 2);
    line->setSpacing(space::s);
    line->addWidget(new ElidedLabel(words, Type::Secondary, Ink::Text, row), 1);
    auto* small = new ElidedLabel(trailing, Type::Secondary, Ink::Dim, row);
    small->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    small->setMinimumWidth(small->sizeHint().width());
    line->addWidget(small);
    return row;
}

} // namespace ui
