#pragma once
// Each line of a message takes its own direction, as UAX 9 has it for paragraphs (P2, P3).

class QTextDocument;

namespace ui
{

/// Makes paragraphs of the lines of `document` that run in different directions, since a paragraph has but one. Looks
/// and copied text stay as they are. UI thread; once for each filling.
void separateLineDirections(QTextDocument& document);

} // namespace ui
