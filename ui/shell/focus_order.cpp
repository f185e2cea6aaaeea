#include "ui/shell/focus_order.h"

#include "ui/thread/message_card.h"

#include <QLayout>
#include <QSplitter>
#include <QWidget>

namespace ui
{

namespace
{

/// The widgets below `parent` as they are laid out; what no layout holds, such as what floats, comes last.
QWidgetList childrenInOrder(const QWidget* parent)
{
    QWidgetList children;
    const auto add = [&](const auto& self, const QLayout* layout) -> void {
        for (int i = 0; layout && i < layout->count(); ++i) {
            QLayoutItem* item = layout->itemAt(i);
            if (item->layout())
                self(self, item->layout());
            else if (item->widget())
                children.append(item->widget());
        }
    };
    add(add, parent->layout());
    if (const auto* splitter = qobject_cast<const QSplitter*>(parent))
        for (int i = 0; i < splitter->count(); ++i)
            children.append(splitter->widget(i));
    for (auto* child : parent->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (!children.contains(child))
            children.append(child);
    return children;
}

bool takesTab(const QWidget* widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
}

void collect(QWidget* widget, const QWidget* focus, QWidgetList& stops)
{
    if (widget->isHidden() || !widget->isEnabled())
        return;
    if (qobject_cast<MessageCard*>(widget) && widget != focus && !widget->isAncestorOf(focus))
        return;
    if (takesTab(widget))
        stops.append(widget);
    const QWidgetList children = childrenInOrder(widget);
    for (QWidget* child : children)
        if (!child->isWindow())
            collect(child, focus, stops);
}

} // namespace

QWidget* neighbourInFocus(QWidget* window, QWidget* from, bool next)
{
    QWidgetList stops;
    for (QWidget* child : childrenInOrder(window))
        if (!child->isWindow())
            collect(child, from, stops);
    if (stops.isEmpty())
        return nullptr;
    qsizetype at = stops.indexOf(from);
    for (QWidget* holder = from; at < 0 && holder && holder != window; holder = holder->parentWidget())
        at = stops.indexOf(holder);
    if (at < 0)
        return next ? stops.first() : stops.last();
    return stops.at((at + (next ? 1 : stops.size() - 1)) % stops.size());
}

} // namespace ui
