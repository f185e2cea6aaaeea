#pragma once
// From an attachment that is here to the program that shows it (THR-2, docs/decisions/0015-files-of-strangers.md).
// UI thread.

#include "desk/file_kind.h"

#include <functional>

class QWidget;

namespace ui
{

class Preferences;

/// Whether files of this kind are opened without being asked about.
bool opensUnasked(const Preferences& preferences, desk::FileKind kind);
void setOpensUnasked(Preferences& preferences, desk::FileKind kind, bool unasked);
/// "Always open PDF files without asking"; Other has no words.
QString unaskedWords(desk::FileKind kind);

/// Opens the file `path` in the desktop's program for it, if its name and its first bytes say the same harmless kind.
/// The first time of a kind asks, over the window of `parent`; what is not what its name says is only offered to be
/// saved. `save` is called when that is chosen, `failed` when no program took the file; neither outlives `parent`.
void openFile(QWidget* parent, Preferences& preferences, const QString& path, const std::function<void()>& save,
              const std::function<void()>& failed);

} // namespace ui
