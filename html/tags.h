// What the cleaner knows about element names. Names are lower-case ASCII.
#pragma once

#include <QByteArray>

namespace html
{

/// The element `name` becomes: itself, a near relative of the allow-list, or empty when only its tags go.
QByteArray tagFor(const QByteArray& name);

/// Elements whose content goes with them (scripts, styles, foreign content).
bool dropsContent(const QByteArray& name);

/// Of those, the ones whose text runs to the end of the mail if the end tag is missing.
bool isRawText(const QByteArray& name);

/// br, hr, img.
bool isVoid(const QByteArray& name);

/// Allow-listed elements that start a new block and thereby end a paragraph.
bool isBlock(const QByteArray& name);

/// Attributes the later steps look at; all others are dropped unread.
bool isKnownAttribute(const QByteArray& name);

} // namespace html
