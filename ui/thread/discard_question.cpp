#include "ui/thread/discard_question.h"

#include "models/actions.h"
#include "ui/widgets/question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace ui
{

namespace
{
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::DiscardQuestion)
};
} // namespace

void askToDiscard(models::Actions& actions, const desk::Operation& operation, QWidget* parent)
{
    const bool text = desk::isWritten(operation);
    QMessageBox* box =
        question(parent, "discardQuestion", text ? Words::tr("Discard this text?") : Words::tr("Discard this action?"),
                 text ? Words::tr("It is never sent. “Edit” would put it back into the composer instead; a copy stays "
                                  "among the ticket's earlier versions.")
                      : Words::tr("The ticket goes back to what the desk has."));
    if (!box)
        return;
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    const auto* yes = box->addButton(text ? Words::tr("Discard the text") : Words::tr("Discard the action"),
                                     QMessageBox::DestructiveRole);
    QObject::connect(yes, &QAbstractButton::clicked, &actions,
                     [&actions, id = operation.id] { actions.withdraw(id, false); });
    box->open();
}

} // namespace ui
