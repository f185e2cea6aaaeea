#include "ui/shell/outbox_delegate.h"

#include "models/outbox_model.h"
#include "ui/theme/icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace ui
{

using models::OutboxModel;
using store::OutboxState;

namespace
{

struct Mark {
    Glyph glyph;
    QColor color;
};

Mark markOf(const store::OutboxRow& row)
{
    const Tokens& t = tokens();
    switch (row.state) {
    case OutboxState::Held:
        return {Glyph::Undo, t.dim};
    case OutboxState::Queued:
        return row.attempts > 0 ? Mark{Glyph::Retry, t.warn} : Mark{Glyph::Clock, t.dim};
    case OutboxState::TakingBack:
        return {Glyph::Undo, t.warn};
    case OutboxState::Sending:
        return {Glyph::Send, t.accent};
    case OutboxState::Parked:
        return {Glyph::Error, t.danger};
    case OutboxState::Acknowledged:
        return {Glyph::Check, t.ok};
    }
    return {Glyph::Clock, t.dim};
}

} // namespace

OutboxDelegate::OutboxDelegate(OutboxModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

void OutboxDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const Tokens& t = tokens();
    painter->fillRect(option.rect, option.state.testFlag(QStyle::State_Selected) ? t.selection : t.panel);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_HeaderMargin, nullptr, option.widget);
    QRect text = option.rect.adjusted(margin, 0, -margin, 0);
    painter->setPen(t.text);
    if (index.column() == OutboxModel::State) {
        const Mark mark = markOf(m_model.row(index.row()));
        const int side = theme.px(14);
        const QRect place(text.left(), text.center().y() - side / 2, side, side);
        Icon::paint(painter, mark.glyph, QStyle::visualRect(option.direction, text, place), mark.color);
        text = QStyle::visualRect(option.direction, text, text.adjusted(side + space::s - 2, 0, 0, 0));
        painter->setPen(mark.color);
    } else if (index.column() == OutboxModel::Since || index.column() == OutboxModel::Text) {
        painter->setPen(t.dim);
    }
    painter->setFont(theme.font(Type::Body));
    drawLine(painter, text, Qt::AlignVCenter | Qt::AlignLeading,
             m_texts.elided(index.data().toString(), Type::Body, text.width()));
    paintRowFocus(painter, option, index);
}

/// The keyboard works on the row: each cell paints its part of one ring.
void OutboxDelegate::paintRowFocus(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    if (!view || !view->hasFocus() || view->currentIndex().row() != index.row())
        return;
    const QRect row = view->visualRect(index.siblingAtColumn(0))
                          .united(view->visualRect(index.siblingAtColumn(m_model.columnCount() - 1)));
    painter->save();
    painter->setClipRect(option.rect);
    paintFocusRing(painter, row.adjusted(0, 0, 0, -1), 0, true);
    painter->restore();
}

} // namespace ui
