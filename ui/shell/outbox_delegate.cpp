#include "ui/shell/outbox_delegate.h"

#include "models/outbox_model.h"
#include "ui/theme/icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

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
    QRect text = option.rect.adjusted(space::s, 0, -space::s, 0);
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
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect.adjusted(0, 0, 0, -1), 0, true);
}

} // namespace ui
