#include "ui/theme/icon.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QPainter>
#include <QStyleOption>

namespace ui
{

static constexpr int shortcutGap = 24;

int menuMargin(const QWidget* menu)
{
    return menu && menu->testAttribute(Qt::WA_TranslucentBackground) ? extent::shadow : 1;
}

static int leadWidth(const QStyleOptionMenuItem* item)
{
    const bool lead = item->maxIconWidth > 0 || item->menuHasCheckableItems;
    return space::s + (lead ? Theme::current().px(extent::icon) + space::s : 0);
}

QSize menuItemSize(const QStyleOption* option, const QSize& text)
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (!item)
        return text;
    if (item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty())
        return {text.width(), 2 * space::xs + 1};
    const int height = qMax(Theme::current().px(28), item->fontMetrics.height() + space::m);
    int width = leadWidth(item) + text.width() + space::m;
    if (item->text.contains(u'\t'))
        width += shortcutGap;
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        width += Theme::current().px(extent::icon) + space::s;
    return {qMax(width, Theme::current().px(160)), height};
}

void paintMenuCard(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const Tokens& t = tokens();
    if (menuMargin(widget) <= 1) {
        painter->fillRect(option->rect, t.line);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), t.panel);
        return;
    }
    constexpr int room = extent::shadow;
    const QRectF card = QRectF(option->rect).adjusted(room, room, -room, -room);
    paintShadow(painter, card, radius::control);
    paintBox(painter, card, radius::control, t.panel, t.line);
}

static QColor itemColor(const QStyleOptionMenuItem* item, const QWidget* widget)
{
    const Tokens& t = tokens();
    if (!(item->state & QStyle::State_Enabled))
        return t.dim;
    const auto* menu = qobject_cast<const QMenu*>(widget);
    const QAction* action = menu ? menu->actionAt(item->rect.center()) : nullptr;
    return Style::isDestructive(action) ? t.danger : t.text;
}

static void paintSeparator(const QStyleOptionMenuItem* item, QPainter* painter)
{
    const Tokens& t = tokens();
    if (item->text.isEmpty()) {
        painter->fillRect(item->rect.left(), item->rect.center().y(), item->rect.width(), 1, t.line);
        return;
    }
    painter->setFont(Theme::current().font(Type::CaptionStrong));
    painter->setPen(t.dim);
    painter->drawText(item->rect.adjusted(space::s, 0, -space::s, 0),
                      int(Qt::AlignVCenter) | Qt::AlignLeading | Qt::TextSingleLine, item->text);
}

static void paintLead(const QStyleOptionMenuItem* item, QPainter* painter, const QRect& square, const QColor& ink)
{
    const bool checked = item->checkType != QStyleOptionMenuItem::NotCheckable && item->checked;
    if (checked) {
        Icon::paint(painter, Glyph::Check, square, ink);
        return;
    }
    if (!item->icon.isNull())
        item->icon.paint(painter, square, Qt::AlignCenter,
                         item->state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled);
}

bool paintMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (!item)
        return false;
    painter->save();
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        paintSeparator(item, painter);
        painter->restore();
        return true;
    }
    if (item->state & QStyle::State_Selected && item->state & QStyle::State_Enabled)
        paintBox(painter, item->rect, radius::chip, tokens().hover, tokens().line);

    const QColor ink = itemColor(item, widget);
    const int side = Theme::current().px(extent::icon);
    const auto place = [&](int x, int width) {
        const QRect spot(item->rect.x() + x, item->rect.y(), width, item->rect.height());
        return QStyle::visualRect(item->direction, item->rect, spot);
    };
    const int lead = leadWidth(item);
    const int end = item->rect.width() - space::m;
    if (lead > space::s) {
        QRect square(0, 0, side, side);
        square.moveCenter(place(space::s, side).center());
        paintLead(item, painter, square, ink);
    }
    const int flags = int(Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextHideMnemonic;
    const QStringList parts = item->text.split(u'\t');
    painter->setFont(item->font);
    painter->setPen(ink);
    painter->drawText(place(lead, end - lead), flags | QStyle::visualAlignment(item->direction, Qt::AlignLeft),
                      parts.value(0));
    if (parts.size() > 1) {
        painter->setFont(Theme::current().font(Type::Caption));
        painter->setPen(tokens().dim);
        painter->drawText(place(lead, end - lead), flags | QStyle::visualAlignment(item->direction, Qt::AlignRight),
                          parts.value(1));
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
        QRect square(0, 0, side, side);
        square.moveCenter(place(end - side + space::xs, side).center());
        Icon::paint(painter, item->direction == Qt::LeftToRight ? Glyph::ChevronRight : Glyph::ChevronLeft, square,
                    tokens().dim);
    }
    painter->restore();
    return true;
}

} // namespace ui
