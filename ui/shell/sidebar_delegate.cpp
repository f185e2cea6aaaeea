#include "ui/shell/sidebar_delegate.h"

#include "models/views_model.h"
#include "ui/shell/view_icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_badge.h"

#include <QPainter>

namespace ui
{

using namespace Qt::StringLiterals;
using models::ViewsModel;

namespace
{

constexpr int kRowGap = 0;
constexpr int kIconGap = 10;
constexpr int kHeadingRoom = 8; ///< above a heading

bool isInbox(const QModelIndex& index)
{
    return index.data(ViewsModel::IdRole).toString() == "my-inbox"_L1;
}

QString countOf(const QModelIndex& index)
{
    const qint64 count = index.data(ViewsModel::CountRole).toLongLong();
    if (count < 0)
        return {};
    const QString text = countText(count);
    return index.data(ViewsModel::ExactRole).toBool() ? text : u"≈"_s + text;
}

} // namespace

SidebarDelegate::SidebarDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_texts(256)
{
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const bool heading = index.data(ViewsModel::HeadingRole).toBool();
    const int extra = heading ? kHeadingRoom : kRowGap;
    return {option.rect.width(), theme.px(extent::sidebarRow) + extra};
}

void SidebarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const Tokens& t = tokens();
    const QString name = index.data(Qt::DisplayRole).toString();
    if (index.data(ViewsModel::HeadingRole).toBool())
        return paintHeading(painter, option.rect, name);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
    if (selected || hovered)
        paintBox(painter, box, radius::control, selected ? t.selection : mixed(t.side, t.hover, 0.8));
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(painter, box, radius::control, true);

    const int side = theme.px(extent::icon);
    const QRect inner = box.adjusted(space::s, 0, -space::s, 0);
    QRect icon(inner.left(), inner.center().y() - side / 2 + 1, side, side);
    const Type type = selected ? Type::BodyStrong : Type::Body;
    const int taken = paintCount(painter, inner, index, selected);
    QRect text = inner.adjusted(side + kIconGap, 0, -taken, 0);
    if (option.direction == Qt::RightToLeft) {
        icon = QStyle::visualRect(option.direction, inner, icon);
        text = QStyle::visualRect(option.direction, inner, text);
    }
    const Glyph glyph = glyphOf(index.data(ViewsModel::IconRole).toString());
    Icon::paint(painter, glyph, icon, selected ? t.accent : t.dim);
    painter->setFont(theme.font(type));
    painter->setPen(t.text);
    painter->drawText(text, int(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine,
                      m_texts.elided(name, type, text.width()));
}

void SidebarDelegate::paintHeading(QPainter* painter, const QRect& row, const QString& text) const
{
    const Theme& theme = Theme::current();
    const QRect line = row.adjusted(space::l, kHeadingRoom, -space::l, 0);
    painter->setFont(theme.font(Type::CaptionStrong));
    painter->setPen(tokens().dim);
    painter->drawText(line, int(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine,
                      m_texts.elided(text, Type::CaptionStrong, line.width()));
}

int SidebarDelegate::paintCount(QPainter* painter, const QRect& row, const QModelIndex& index, bool selected) const
{
    const Theme& theme = Theme::current();
    const qint64 unread = index.data(ViewsModel::UnreadRole).toLongLong();
    const bool badge = isInbox(index) && unread > 0;
    const QString text = badge ? countText(unread, 999) : countOf(index);
    if (text.isEmpty())
        return 0;
    const int width = badge ? countBadgeSize(text).width() : m_texts.width(text, Type::Secondary) + 2;
    const QRect place = QStyle::visualRect(painter->layoutDirection(), row,
                                           QRect(row.right() - width + 1, row.top(), width, row.height()));
    if (badge) {
        paintCountBadge(painter, place, text);
        return width + space::s;
    }
    painter->setFont(theme.font(Type::Secondary));
    painter->setPen(selected ? tokens().text : tokens().dim);
    drawFigures(painter, place, Qt::AlignVCenter | Qt::AlignTrailing, text);
    return width + space::s;
}

} // namespace ui
