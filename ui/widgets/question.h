#pragma once
// Questions before something ends: over their window, never in the way of the event loop.

#include <QString>

class QMessageBox;
class QWidget;

namespace ui
{

/// A plain-text question named `name` over the window of `parent`, to be given its buttons and opened; it deletes
/// itself when it closes. nullptr while one of this name stands there already.
QMessageBox* question(QWidget* parent, const char* name, const QString& title, const QString& text);

} // namespace ui
