#pragma once
// The first words of a message, as a list row shows them.

#include "desk/message.h"

#include <QList>
#include <QString>

namespace desk
{

/// Plain text on one line, at most 160 UTF-16 units, no surrogate pair split; the first file's name when there is no
/// text.
QString snippetOf(const QString& text, const QList<Attachment>& attachments);

} // namespace desk
