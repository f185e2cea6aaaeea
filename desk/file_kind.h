#pragma once
// Which files of strangers another program may be given at once (THR-2, docs/decisions/0015-files-of-strangers.md).

#include <QByteArray>
#include <QString>

namespace desk
{

/// Kinds that show something and run nothing by themselves. Everything else is Other: saved on request, never opened.
enum class FileKind : quint8 { Other, Picture, Pdf, Text, Document, Sound, Video };

/// How many of its first bytes `contentAgrees` wants to see of a file.
inline constexpr qsizetype kTellingBytes = 4096;

/// By the ending alone, as a desktop reads it; a name without one is Other.
FileKind fileKind(const QString& name);

/// True when a file that begins with `head` is what its ending says. Desktops differ in which of the two they go by, so
/// what does not agree is treated as Other.
bool contentAgrees(const QString& name, const QByteArray& head);

} // namespace desk
