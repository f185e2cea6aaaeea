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
struct DiscardQuestionWords {
    Q_DECLARE_TR_FUNCTIONS(ui::DiscardQuestion)
};

QString titleOf(bool text, Went went)
{
    if (went == Went::Perhaps)
        return text ? DiscardQuestionWords::tr("Take this text back?")
                    : DiscardQuestionWords::tr("Take this action back?");
    return text ? DiscardQuestionWords::tr("Discard this text?") : DiscardQuestionWords::tr("Discard this action?");
}

QString consequence(bool text, Went went)
{
    switch (went) {
    case Went::Perhaps:
        return DiscardQuestionWords::tr(
            "It may have been sent already; Bellhop asks the desk as soon as it can. If it was not, it never "
            "will be. If it was, it stands, and you are told.");
    case Went::NobodyKnows:
        return DiscardQuestionWords::tr(
            "It may have been sent already, and nobody can tell. Discarding it only ends the attempts from "
            "here: look into the ticket whether it arrived.");
    case Went::No:
        break;
    }
    return text ? DiscardQuestionWords::tr(
                      "It is never sent. “Edit” would put it back into the composer instead; a copy stays "
                      "among the ticket's earlier versions.")
                : DiscardQuestionWords::tr("The ticket goes back to what the desk has.");
}

QString buttonOf(bool text, Went went)
{
    if (went == Went::Perhaps)
        return DiscardQuestionWords::tr("Take it back");
    return text ? DiscardQuestionWords::tr("Discard the text") : DiscardQuestionWords::tr("Discard the action");
}
} // namespace

Went wentOf(const store::OutboxRow& row)
{
    if (!store::mayHaveGone(row))
        return Went::No;
    return row.state == store::OutboxState::Parked ? Went::NobodyKnows : Went::Perhaps;
}

void askToDiscard(models::Actions& actions, const desk::Operation& operation, Went went, QWidget* parent)
{
    const bool text = desk::isWritten(operation);
    QMessageBox* box = question(parent, "discardQuestion", titleOf(text, went), consequence(text, went));
    if (!box)
        return;
    box->setDefaultButton(box->addButton(DiscardQuestionWords::tr("Keep it"), QMessageBox::RejectRole));
    const auto* yes = box->addButton(buttonOf(text, went), QMessageBox::DestructiveRole);
    QObject::connect(yes, &QAbstractButton::clicked, &actions,
                     [&actions, id = operation.id] { actions.withdraw(id, false); });
    box->open();
}

} // namespace ui
