#pragma once
// Names that strangers give their files (THR-2).

#include <QString>

namespace desk
{

/// At most so many characters, and so many bytes of UTF-8: what every file system takes, with room for ".part".
inline constexpr qsizetype kLongestFileName = 120;
inline constexpr qsizetype kMostFileNameBytes = 200;

/// `name` as it is shown, as it stands on this disk and as it is offered for saving: one file in whatever folder it is
/// put, never empty, and what is read is what it is. Nothing invisible and nothing that turns the text around it is
/// left; any blanks are one blank; separators of paths and what other systems refuse become "_"; dots, dashes and
/// blanks go from the beginning, dots and blanks from the end. A name that is too long loses the end of its stem and
/// keeps its ending. Plain names stay as they are.
QString plainFileName(const QString& name);

/// What stands behind the last dot of the plain name, in lower case; empty when there is none.
QString fileEnding(const QString& name);

} // namespace desk
