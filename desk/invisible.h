#pragma once
// Which characters show nothing. A text of them alone is an empty one, and none of them tells two texts apart.

#include <QString>

namespace desk
{

/// True for a code point without a glyph of its own: Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties),
/// control and format characters, and the letters that are drawn as a blank (U+115F, U+2800, U+3164 ...). False for
/// white space.
bool isInvisible(char32_t codePoint);

/// `text` without invisible characters; white space stays.
QString withoutInvisible(const QString& text);

/// True when a reader would see nothing of `text`: it holds white space and invisible characters only, or is empty.
bool showsNothing(const QString& text);

} // namespace desk
