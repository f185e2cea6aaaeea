#pragma once
// The one door through which links leave the program (THR-3). UI thread.

class QUrl;

namespace ui
{

/// `url` in the form in which another program may have it: http, https, mailto with no more than addresses, subject and
/// body, tel; invalid for everything else.
QUrl outsideUrl(const QUrl& url);

/// Gives that form to the desktop's program for it; false when it is none or no program took it.
bool openOutside(const QUrl& url);

} // namespace ui
