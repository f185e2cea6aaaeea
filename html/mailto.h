// Links that write a mail (RFC 6068).
#pragma once

#include <QString>

namespace html
{

/// The normal form of a `mailto:` link: addresses, cc, subject and body, and no other field. Mail programs take more
/// from a link than the RFC knows, files of this computer among it (`attach=`), and hidden recipients. Values are
/// decoded, lose line breaks and all other controls, and are encoded anew, so that none can begin another field. Empty
/// when `link` is no mailto link or nothing of it is left. Asked again for its own answer it gives the same.
QString plainMailto(const QString& link);

} // namespace html
