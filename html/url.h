// Which addresses a mail may name.
#pragma once

#include <QString>

namespace html
{

/// What may become of an image source.
enum class ImageKind { Dropped, Inline, Blocked, Remote };

/// An image source after judgement.
struct ImageSource {
    ImageKind kind = ImageKind::Dropped;
    QString address; ///< For Inline `cid:`/`data:`, for Remote the http(s) address, else empty.
};

/// The normal form of a link to http, https, mailto (mailto.h) or tel (the number alone); empty for everything else.
/// Whitespace, control and bidi characters are removed first, as browsers do before they read the scheme.
QString safeLink(const QString& href);

/// Judges `src`: cid and data bitmaps (png, jpeg, gif up to 64 kB) stay, http(s) is remote, files and SVG are dropped.
ImageSource imageSource(const QString& src);

} // namespace html
