#pragma once
// The offered snooze times, a date and time of one's own, and "until the customer writes" (TKT-2).

#include "desk/instant.h"

#include <functional>

class QMenu;
class QWidget;

namespace ui
{

/// `chosen` gets the time; unset = until the customer writes. The times are of the moment when the menu opens.
void fillSnoozeMenu(QMenu& menu, const desk::Clock& clock, QWidget* window, std::function<void(desk::Instant)> chosen);

} // namespace ui
