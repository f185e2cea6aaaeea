#pragma once
// How well a typed pattern fits a title (BEY-9).

#include <QString>

namespace models
{

/// Higher is better; -1 = it does not fit. Whole title, its beginning, beginnings of words, a part, letters in order:
/// in this order of worth, shorter titles first among equals. Case and accents do not matter. Every word of the pattern
/// must fit.
int fuzzyRank(const QString& pattern, const QString& title);

} // namespace models
