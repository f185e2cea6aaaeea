#pragma once
// What can be done about a message that the desk has and could not deliver, or whose fate it does not know (BEY-2).

#include "desk/draft.h"
#include "desk/message.h"

class QWidget;

namespace models
{
class DraftKeeper;
}

namespace ui
{

class PushButton;

/// Whether its author may want to write it again: an agent's text that failed or is unconfirmed. Pure.
bool canBeWrittenAgain(const desk::Message& message);

/// The text as a draft for its ticket, its HTML cleaned. Files are not in it: only the desk has them.
desk::Draft writtenAgain(const desk::Message& message);

/// A button that brings the text back into the composer, in front of what is being written there. Its words never call
/// a message unsent that may have arrived.
PushButton* writeAgainButton(models::DraftKeeper& drafts, const desk::Message& message, QWidget* parent);

} // namespace ui
