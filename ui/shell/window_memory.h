#pragma once
// Sizes of the window and its columns, kept between starts.

#include "ui/preferences.h"

#include <QList>
#include <QSize>

class QSplitter;
class QWidget;

namespace ui
{

/// Places the window as it was left, on a screen that exists; else centred at a size that fits.
void restoreWindow(const Preferences& preferences, QWidget* window);
/// For dialogs that grow with the text: `wanted`, as far as the screen has room for it.
void resizeWithinScreen(QWidget* window, QSize wanted);
void rememberWindow(Preferences& preferences, const QWidget* window);
/// Widths of the columns as they were left, else `fallback`.
void restoreColumns(const Preferences& preferences, QSplitter* columns, const QList<int>& fallback);
void rememberColumns(Preferences& preferences, const QSplitter* columns);

} // namespace ui
