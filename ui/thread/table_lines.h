#pragma once
// Tables of a message in thin lines of the theme instead of the double frames of 1996.

class QTextDocument;

namespace ui
{

/// For tables that have a border; call before the first layout. Lays nothing out.
void thinTableLines(QTextDocument& document);

} // namespace ui
