#pragma once

#include <QString>

namespace app
{

/// Sends Qt's messages to `path` with time and level, one a line, at most 8 MiB (then the file starts anew, the old one
/// beside it as `.1`); an empty path keeps warnings and worse on stderr. A sentence when the file cannot be opened,
/// else empty.
QString startLog(const QString& path);

} // namespace app
