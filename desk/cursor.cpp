#include "desk/cursor.h"

#include <algorithm>

namespace desk
{

namespace
{

constexpr qsizetype kLongestWord = 40;

bool isOfWord(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

/// Digits alone: toLongLong() would also take signs and blanks.
std::optional<qint64> wholeNumber(QStringView text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return digits && ok ? std::optional(number) : std::nullopt;
}

} // namespace

QString cursorText(const Cursor& cursor)
{
    const QString number = QString::number(cursor.seq);
    return cursor.word.isEmpty() ? number : cursor.word + u'-' + number;
}

std::optional<Cursor> cursorFrom(QStringView text)
{
    const qsizetype dash = text.lastIndexOf(u'-');
    const auto seq = wholeNumber(text.mid(dash + 1));
    if (!seq || dash == 0 || dash > kLongestWord)
        return std::nullopt;
    const QStringView word = text.left(std::max<qsizetype>(dash, 0));
    if (!std::all_of(word.begin(), word.end(), isOfWord))
        return std::nullopt;
    return Cursor(word.toString(), *seq);
}

} // namespace desk
