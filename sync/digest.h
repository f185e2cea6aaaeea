#pragma once

#include <QString>

namespace syncing
{

/// SHA-256 of a file's bytes, in lower-case hex; empty when it cannot be read. Waits for the disk: not on the worker.
QString digestOf(const QString& path);

} // namespace syncing
