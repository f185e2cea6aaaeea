#pragma once
// A link that is not what it says, told from others before it is pressed: its words are warned of by colour and a wavy
// line, and behind them stands where it leads. What stands behind is ours: it is seen and read aloud, never copied.

#include "html/clean.h"

class QTextDocument;

namespace ui
{

/// Marks the misleading links of `document`, which was filled from the HTML that `links` belong to. UI thread; asked
/// once for each filling, since it adds words.
void markMisleadingLinks(QTextDocument& document, const QList<html::Link>& links);

/// Takes the added words out again, for a copy that leaves the program.
void removeLinkMarks(QTextDocument& document);

} // namespace ui
