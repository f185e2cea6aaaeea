#pragma once
// A small sample desk in a temporary folder: a ticket of every channel, and what the pictures need.

#include "tests/ui/pane_desk.h"

namespace ui_test
{

enum Sample {
    Mail = 48213,
    Sms = 48214,
    Chat = 48215,
    Instagram = 48216,
    WhatsApp = 48217,
    Closed = 48218,
    Long = 48219,
    Stale = 48220,
    Parts = 48221
};

void fillSample(PaneDesk& desk);
desk::TicketId sampleId(Sample sample);
/// Parks the newest reply of the ticket as stale, with what came in between.
void parkStale(PaneDesk& desk, Sample sample);

} // namespace ui_test
