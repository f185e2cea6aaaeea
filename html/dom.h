// Small readers for the parser's tree.
#pragma once

#include <QString>

#include <gumbo.h>

namespace html
{

/// The element's allow-listed name; empty for others (html, body, tbody) and for text.
QByteArray nameOf(const GumboNode* node);

/// The value of `name`, or an empty string.
QString attribute(const GumboNode* node, const char* name);

/// Children of an element or document; null when it has none.
const GumboVector* childrenOf(const GumboNode* node);

/// The text of a text or whitespace node; null for others.
const char* textOf(const GumboNode* node);

} // namespace html
