#include "desk/snippet.h"

namespace desk
{

namespace
{

constexpr qsizetype kSnippetLength = 160;
constexpr qsizetype kLooked = 4 * kSnippetLength; ///< white space collapses: look a little further than what is shown

} // namespace

QString snippetOf(const QString& text, const QList<Attachment>& attachments)
{
    QStringView start = QStringView(text).trimmed().left(kLooked);
    QString line = start.toString().simplified().left(kSnippetLength);
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    if (line.isEmpty() && !attachments.isEmpty())
        return attachments.first().name;
    return line;
}

} // namespace desk
