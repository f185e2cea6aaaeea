#pragma once
// Which characters of strangers' names would lead readers astray.

#include <QChar>

namespace server::store
{

/// Control characters, line breaks, and the marks that turn the direction of the text around them.
inline bool isDeceptive(QChar c)
{
    const QChar::Category category = c.category();
    const bool turns = (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
    return turns || category == QChar::Other_Control || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph;
}

} // namespace server::store
