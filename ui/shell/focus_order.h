#pragma once
// Where Tab leads. Qt goes by the order in which widgets were made, and cards of a thread and rows of the overview are
// made long after the composer and the bars: from a message Tab would miss the composer.

class QWidget;

namespace ui
{

/// The control of `window` that Tab (`next`) or Shift+Tab reaches from `from`, in the order of the layouts, around at
/// the ends; nullptr where nothing takes the focus. A thread is one stop, with what stands in the focused message
/// behind it.
QWidget* neighbourInFocus(QWidget* window, QWidget* from, bool next);

} // namespace ui
