// Cuts a cleaned mail into parts that each are laid out at once.
#pragma once

#include <QStringList>

namespace html
{

/// What one part may cost, in microseconds of LayoutCost: a quarter of the 50 ms that a press may take, since a card
/// lays its text out more than once and paints it.
inline constexpr double kPageMicros = 12000;

/// The parts of `cleaned`, which must come from clean() or plainToHtml(); together they have each of its characters,
/// pictures and links, in order. Each part is well-formed: what is open at a cut is closed and opened again, a
/// numbered list goes on counting. Cuts are made between blocks, else between words, else between characters. A mail
/// within the bound is one part; an empty one is none. Spans of table cells are bounded (see TableGrid). Any thread.
QStringList pages(const QString& cleaned);

/// The beginning of a plain text that is laid out within `kPageMicros`: for what is shown until the parts are known.
/// Never half a surrogate pair.
QString beginning(const QString& text);

} // namespace html
