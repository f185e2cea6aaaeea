#pragma once
// Throwing away what waits in the outbox: asked for the same way wherever it can be done (BEY-2).

#include "desk/operation.h"
#include "store/outbox_row.h"

class QWidget;

namespace models
{
class Actions;
}

namespace ui
{

/// What the question may say of it: never more than is known (BEY-15).
enum class Went { No, Perhaps, NobodyKnows };
Went wentOf(const store::OutboxRow& row);

/// Asks with the consequence in the button, and withdraws the operation on yes.
void askToDiscard(models::Actions& actions, const desk::Operation& operation, Went went, QWidget* parent);

} // namespace ui
