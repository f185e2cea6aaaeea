#pragma once
// A small shop's desk for looking at the window: tickets of every channel, one long enough to read.

#include "tests/ui/pane_desk.h"

namespace shots
{

/// Fills the desk; `tickets` false leaves it empty.
void fill(ui_test::PaneDesk& desk, bool tickets);
/// What the connection looks like on a good day.
store::SyncState live(const ui_test::PaneDesk& desk);

} // namespace shots
