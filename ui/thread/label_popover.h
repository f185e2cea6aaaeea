#pragma once
// Labels of a ticket with check marks, filtered while typing (OVR-1).

#include "desk/ticket.h"
#include "ui/context.h"

class QWidget;

namespace ui
{

/// Opens beside `anchor`; each change is an action of its own.
void openLabelPopover(const Context& context, const desk::Ticket& ticket, QWidget* anchor);

} // namespace ui
