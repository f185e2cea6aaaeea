#pragma once
// Throwing away what waits in the outbox: asked for the same way wherever it can be done (BEY-2).

#include "desk/operation.h"

class QWidget;

namespace models
{
class Actions;
}

namespace ui
{

/// Asks with the consequence in the button, and withdraws the operation on yes.
void askToDiscard(models::Actions& actions, const desk::Operation& operation, QWidget* parent);

} // namespace ui
