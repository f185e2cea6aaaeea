#pragma once
// Which characters are kept in texts, and which of strangers' names would lead readers astray.

#include <QChar>
#include <QString>

#include <algorithm>

namespace server::store
{

/// U+0000 and the other control characters but tab, line feed and carriage return: refused in addresses, names, keys
/// and settings, shown as U+FFFD in what a customer wrote.
inline bool isForbidden(QChar c)
{
    return c.category() == QChar::Other_Control && c != u'\t' && c != u'\n' && c != u'\r';
}

inline bool hasForbidden(QStringView text)
{
    return std::any_of(text.cbegin(), text.cend(), isForbidden);
}

/// The text with U+FFFD for each forbidden character.
inline QString shownText(QString text)
{
    if (hasForbidden(text))
        std::replace_if(text.begin(), text.end(), isForbidden, QChar(QChar::ReplacementCharacter));
    return text;
}

/// Control characters, line breaks, and the marks that turn the direction of the text around them.
inline bool isDeceptive(QChar c)
{
    const QChar::Category category = c.category();
    const bool turns = (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
    return turns || category == QChar::Other_Control || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph;
}

} // namespace server::store
