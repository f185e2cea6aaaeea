// Links whose text is not what they lead to.
#pragma once

#include <QString>

namespace html
{

/// True when `text` names a host, mail address or telephone that is not the one `target` (of safeLink()) leads to, or
/// names the right one in a spelling that reads as another: letters of two scripts in one word, or a host that stands
/// before an `@`. Names are found anywhere in the text; invisible characters, wide letters and the full stops of other
/// scripts (UTS 46) do not hide them. A site and what stands under it are the same, with and without `www.`. Pure, any
/// thread.
bool isMisleading(const QString& text, const QString& target);

} // namespace html
