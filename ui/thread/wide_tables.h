#pragma once
// Tables with more columns than the card has room for.

class QTextDocument;

namespace ui
{

/// Gives the columns of each table that would be squeezed at `width` pixels room for their longest words, within
/// bounds: such a table becomes wider than the text, which then scrolls sideways, and its lines stay readable. Tables
/// that have room are left as they are. Call it before laying out at `width`; a text without tables costs nothing.
void keepColumnsReadable(QTextDocument& document, int width);

} // namespace ui
