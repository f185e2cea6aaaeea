#pragma once
// Bytes of attachments on the disk: what a row may say only once it is true after a power cut. Internal to the server.

#include <QByteArray>
#include <QString>

namespace server::store
{

/// Writes at the offset; what a broken attempt wrote beyond it is gone. On the disk when it returns true, together with
/// the file's name.
bool writeAt(const QString& path, qint64 offset, const QByteArray& bytes);
/// Whether the file can be read and has this SHA-256 (lower-case hex).
bool digestFits(const QString& path, const QString& sha256);
/// Whether this is the finished file of an upload whose last piece is `end`.
bool isFinished(const QString& path, qint64 size, const QString& sha256, const QByteArray& end);
/// Moves the finished file to where its digest says; two uploads of the same bytes share it. A file of another size
/// under that name is what a crash left of it and is replaced. On the disk when it returns true.
bool settle(const QString& partial, const QString& path, qint64 size);

} // namespace server::store
