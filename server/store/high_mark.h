#pragma once
// The highest seq that was handed out, in a file beside the data (DESK-6): a second sign that a database went back in
// time, for when nobody who holds a cursor comes. Internal to the server.

#include <QString>

namespace server::store
{

/// 0 where there is none or it cannot be read.
qint64 highMark(const QString& dataDir);
/// Raises it, never lowers it; what cannot be written is no trouble, cursors tell all the same. Not flushed: after a
/// power cut it may be behind, which tells nothing.
void raiseHighMark(const QString& dataDir, qint64 seq);
/// Once a desk is known to have gone back: it is counted from here on.
void lowerHighMark(const QString& dataDir, qint64 seq);

} // namespace server::store
