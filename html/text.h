// Plain text on its way to the screen: escaping, links, snippets.
#pragma once

#include <QString>

namespace html
{

/// True for control, bidi-override and other characters that change how their neighbours are read. Tab and newline
/// are not among them.
bool isDeceptive(char16_t unit);

/// `text` without the deceptive characters.
QString withoutDeceptive(const QString& text);

/// `text` with U+FFFD for each character of private use: only the sender's own font has it, and looking for it in every
/// font of this computer takes the window a tenth of a second.
QString withoutPrivateUse(const QString& text);

/// Escapes for element content and double-quoted attributes.
QString escaped(const QString& text);

/// SMS, chat and notes as HTML: escaped, newlines kept, http(s) and mail addresses linked; capped like mails are.
QString plainToHtml(const QString& text);

/// The first words of `text`, whitespace folded, deceptive characters gone, at most `max` UTF-16 units with the
/// ellipsis; never half a surrogate pair.
QString snippet(const QString& text, int max);

} // namespace html
