#include "ui/thread/label_popover.h"

#include "models/actions.h"
#include "models/desk_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/search_field.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{

struct LabelPopoverText {
    Q_DECLARE_TR_FUNCTIONS(ui::LabelPopover)
};

constexpr int kMostLabels = 10;

/// Up and Down of the search line move in the list; Enter toggles, and so does Space while nothing is typed.
class ListKeys : public QObject
{
public:
    ListKeys(QListWidget* list, QObject* parent)
        : QObject(parent)
        , m_list(list)
    {
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::KeyPress)
            return false;
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up)
            return step(key == Qt::Key_Down ? 1 : -1);
        const auto* line = qobject_cast<const QLineEdit*>(watched);
        const bool space = key == Qt::Key_Space && line && line->text().isEmpty();
        if ((key != Qt::Key_Return && key != Qt::Key_Enter && !space) || !m_list->currentItem())
            return false;
        QListWidgetItem* item = m_list->currentItem();
        item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
        return true;
    }

private:
    bool step(int by)
    {
        for (int row = m_list->currentRow() + by; row >= 0 && row < m_list->count(); row += by) {
            if (m_list->item(row)->isHidden())
                continue;
            m_list->setCurrentRow(row);
            break;
        }
        return true;
    }
    QListWidget* m_list;
};

void filter(QListWidget& list, const QString& text)
{
    QListWidgetItem* first = nullptr;
    for (int row = 0; row < list.count(); ++row) {
        QListWidgetItem* item = list.item(row);
        item->setHidden(!item->text().contains(text.trimmed(), Qt::CaseInsensitive));
        if (!first && !item->isHidden())
            first = item;
    }
    list.setCurrentItem(first);
}

} // namespace

void openLabelPopover(const Context& context, const desk::Ticket& ticket, QWidget* anchor)
{
    auto* content = new QWidget;
    content->setAccessibleName(LabelPopoverText::tr("Labels"));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(space::s, space::s, space::s, space::s);
    column->setSpacing(space::xs);
    auto* field = new SearchField(LabelPopoverText::tr("Find a label"), content);
    auto* list = new QListWidget(content);
    list->setAccessibleName(LabelPopoverText::tr("Labels"));
    list->setFrameShape(QFrame::NoFrame);
    list->setMinimumWidth(Theme::current().px(220));
    for (const desk::Label& label : context.session.labels()) {
        auto* item = new QListWidgetItem(label.name, list);
        item->setData(Qt::UserRole, label.id.value());
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(ticket.labels.contains(label.id) ? Qt::Checked : Qt::Unchecked);
    }
    list->setFixedHeight(list->sizeHintForRow(0) * std::min(list->count(), kMostLabels));
    column->addWidget(field);
    column->addWidget(list);
    if (list->count() == 0)
        column->addWidget(
            new TextLabel(LabelPopoverText::tr("This desk has no labels yet."), Type::Secondary, Ink::Dim, content));
    auto* popover = new Popover(content, anchor->window());
    popover->setAttribute(Qt::WA_DeleteOnClose);
    field->installEventFilter(new ListKeys(list, popover));
    QObject::connect(field, &QLineEdit::textChanged, list, [list](const QString& text) { filter(*list, text); });
    QObject::connect(field, &SearchField::left, popover, &QWidget::close);
    models::Actions& actions = context.actions;
    QObject::connect(list, &QListWidget::itemChanged, &actions,
                     [&actions, id = ticket.id](const QListWidgetItem* item) {
                         const desk::LabelId label(item->data(Qt::UserRole).toString());
                         if (item->checkState() == Qt::Checked)
                             actions.addLabel(id, label);
                         else
                             actions.removeLabel(id, label);
                     });
    list->setCurrentRow(0);
    popover->openAt(anchor);
}

} // namespace ui
