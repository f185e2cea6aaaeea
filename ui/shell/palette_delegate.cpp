#include "ui/shell/palette_delegate.h"

#include "models/palette_model.h"
#include "ui/shell/view_icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace ui
{

using models::PaletteModel;

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), Theme::current().px(kRow)};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const Tokens& t = tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool enabled = index.data(PaletteModel::EnabledRole).toBool();
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        paintBox(painter, option.rect, radius::control, selected ? t.selection : t.hover);
    const QRect inner = option.rect.adjusted(space::s, 0, -space::m - 2, 0); // the scroll bar stands in the margin
    const auto mirrored = [&](const QRect& rect) { return QStyle::visualRect(option.direction, inner, rect); };
    const int side = theme.px(extent::icon);
    Icon::paint(painter, glyphOf(index.data(PaletteModel::IconRole).toString(), Glyph::ChevronRight),
                mirrored(QRect(inner.left(), inner.center().y() - side / 2 + 1, side, side)),
                selected ? t.accent : t.dim);
    int right = inner.right();
    if (const QString key = index.data(PaletteModel::KeyRole).toString(); !key.isEmpty()) {
        const int width = m_texts.width(key, Type::Caption) + 12;
        const int height = theme.metrics(Type::Caption).height() + 4;
        const QRect plate(right - width + 1, inner.center().y() - height / 2, width, height);
        paintBox(painter, mirrored(plate), radius::chip, t.side, t.line);
        painter->setFont(theme.font(Type::Caption));
        painter->setPen(t.dim);
        painter->drawText(mirrored(plate), int(Qt::AlignCenter) | Qt::TextSingleLine, key);
        right -= width + space::s;
    }
    const int left = inner.left() + side + space::s + 2;
    const int room = right - left;
    const QString title = index.data(Qt::DisplayRole).toString();
    const QString detail = index.data(PaletteModel::DetailRole).toString();
    const int titleWidth = std::min(m_texts.width(title, Type::Body) + 2, room);
    painter->setFont(theme.font(Type::Body));
    painter->setPen(enabled ? t.text : t.dim);
    drawLine(painter, mirrored(QRect(left, inner.top(), titleWidth, inner.height())),
             Qt::AlignVCenter | Qt::AlignLeading, m_texts.elided(title, Type::Body, titleWidth));
    const int rest = room - titleWidth - space::s;
    if (detail.isEmpty() || rest < 24)
        return;
    painter->setFont(theme.font(Type::Secondary));
    painter->setPen(t.dim);
    drawLine(painter, mirrored(QRect(left + titleWidth + space::s, inner.top(), rest, inner.height())),
             Qt::AlignVCenter | Qt::AlignLeading, m_texts.elided(detail, Type::Secondary, rest));
}

} // namespace ui
