#include "ui/thread/message_troubles.h"

#include "html/clean.h"
#include "models/draft_keeper.h"
#include "ui/widgets/buttons.h"

#include <QCoreApplication>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
struct MessageTroublesText {
    Q_DECLARE_TR_FUNCTIONS(ui::MessageTroubles)
};

QString writeAgainTip(const desk::Message& message)
{
    const QString tip =
        message.delivery == desk::Delivery::Unconfirmed
            ? MessageTroublesText::tr(
                  "Puts the text into the composer. The first one may have arrived: sent again, the "
                  "customer may get it twice.")
            : MessageTroublesText::tr("Puts the text into the composer, in front of what is written there.");
    if (message.attachments.isEmpty())
        return tip;
    return tip + u' ' + MessageTroublesText::tr("Its files have to be attached again.");
}
} // namespace

bool canBeWrittenAgain(const desk::Message& message)
{
    const bool isTroubled =
        message.delivery == desk::Delivery::Failed || message.delivery == desk::Delivery::Unconfirmed;
    return isTroubled && message.authorKind == desk::AuthorKind::Agent && !message.text.trimmed().isEmpty();
}

desk::Draft writtenAgain(const desk::Message& message)
{
    desk::Draft draft;
    draft.ticket = message.ticket;
    draft.note = message.kind == desk::MessageKind::Note;
    draft.text = message.text;
    if (!message.html.isEmpty()) {
        const html::CleanResult clean = html::clean(message.html);
        draft.html = clean.html + clean.quotedHtml;
    }
    return draft;
}

PushButton* writeAgainButton(models::DraftKeeper& drafts, const desk::Message& message, QWidget* parent)
{
    auto* button = new PushButton(MessageTroublesText::tr("Write again"), ButtonKind::Secondary, parent);
    button->setObjectName(u"writeAgain"_s);
    button->setAccessibleName(MessageTroublesText::tr("Write this message again"));
    button->setToolTip(writeAgainTip(message));
    QObject::connect(button, &QPushButton::clicked, &drafts,
                     [&drafts, message] { drafts.bringBack(writtenAgain(message)); });
    return button;
}

} // namespace ui
