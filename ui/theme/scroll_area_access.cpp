#include "ui/theme/scroll_area_access.h"

#include <QAbstractScrollArea>
#include <QAccessibleWidget>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

class ScrollAreaAccess final : public QAccessibleWidget
{
public:
    explicit ScrollAreaAccess(QAbstractScrollArea& area)
        : QAccessibleWidget(&area, QAccessible::Client)
    {
    }

    int childCount() const override { return int(shown().size()); }

    QAccessibleInterface* child(int index) const override
    {
        const QObjectList all = shown();
        return index >= 0 && index < all.size() ? QAccessible::queryAccessibleInterface(all.at(index)) : nullptr;
    }

    int indexOfChild(const QAccessibleInterface* child) const override
    {
        return child ? int(shown().indexOf(child->object())) : -1;
    }

private:
    /// The viewport, then the bars and the corner that can be seen.
    QObjectList shown() const
    {
        const auto* area = qobject_cast<const QAbstractScrollArea*>(object());
        if (!area)
            return {};
        QObjectList all{area->viewport()};
        for (QObject* each : area->children()) {
            const auto* beside = qobject_cast<const QWidget*>(each);
            if (beside && each != area->viewport() && !beside->isWindow() && beside->isVisible())
                all.append(each);
        }
        return all;
    }
};

QAccessibleInterface* makeScrollArea(const QString& name, QObject* object)
{
    if (name != "QScrollArea"_L1 && name != "QAbstractScrollArea"_L1)
        return nullptr;
    auto* area = qobject_cast<QAbstractScrollArea*>(object);
    return area ? new ScrollAreaAccess(*area) : nullptr;
}

} // namespace

void installScrollAreaAccess()
{
    static const bool once = [] {
        QAccessible::installFactory(makeScrollArea);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace ui
