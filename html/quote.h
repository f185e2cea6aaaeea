// Finds where the quoted earlier mail begins.
#pragma once

#include <gumbo.h>

namespace html
{

/// The node from which everything is quoted, in document order; null when nothing is, when the mail is nothing but a
/// quote (a forward), or when the customer wrote below or between: new words are never folded away.
const GumboNode* findQuote(const GumboNode* root);

} // namespace html
