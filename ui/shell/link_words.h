#pragma once
// The state of the connection in words, the same in the top bar, the status bar and the banners (BEY-4).

#include "models/desk_session.h"
#include "ui/theme/icon.h"
#include "ui/widgets/elided_label.h"

#include <QLocale>
#include <QString>

namespace ui
{

/// One or two words for the top bar; the ink only underlines them.
struct LinkWord {
    QString text;
    Ink ink = Ink::Dim;
};

LinkWord linkWord(const store::SyncState& state);
/// What an empty list says while its tickets have not come yet.
struct WaitWords {
    Glyph glyph = Glyph::Sync;
    QString title;
    QString text;
};

WaitWords waitWords(const store::SyncState& state);
/// "Caught up to 12:03:41", or that it never was.
QString caughtUpText(const store::SyncState& state, const QLocale& locale = QLocale());
/// "History 83 %"; empty once all is here or while nothing is known of it.
QString historyText(const store::SyncState& state, const QLocale& locale = QLocale());
/// Share of the history that is here, 0 to 100; 100 when it is complete.
int historyPercent(const store::SyncState& state);
/// No pull has ever ended: what is on screen may be a part only.
bool isFirstSync(const store::SyncState& state);

} // namespace ui
