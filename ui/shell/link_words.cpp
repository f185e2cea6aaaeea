#include "ui/shell/link_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;
using store::Link;

namespace
{

struct LinkWordsText {
    Q_DECLARE_TR_FUNCTIONS(ui::LinkWords)
};

} // namespace

LinkWord linkWord(const store::SyncState& state)
{
    switch (state.link) {
    case Link::Offline:
        return {LinkWordsText::tr("Offline"), Ink::Warn};
    case Link::Connecting:
        return {LinkWordsText::tr("Connecting…"), Ink::Dim};
    case Link::CatchingUp:
        return {LinkWordsText::tr("Catching up…"), Ink::Dim};
    case Link::Live:
        return {LinkWordsText::tr("Online"), Ink::Ok};
    case Link::SignedOut:
        return {LinkWordsText::tr("Signed out"), Ink::Warn};
    case Link::Refused:
        return {LinkWordsText::tr("Refused"), Ink::Danger};
    }
    return {};
}

WaitWords waitWords(const store::SyncState& state)
{
    switch (state.link) {
    case Link::Offline:
        return {Glyph::CloudOffline, LinkWordsText::tr("Your desk cannot be reached"),
                state.trouble.isEmpty() ? LinkWordsText::tr("It is tried again by itself.") : state.trouble};
    case Link::SignedOut:
    case Link::Refused:
        return {Glyph::Lock, LinkWordsText::tr("Your desk is closed to you"),
                state.trouble.isEmpty() ? LinkWordsText::tr("Your tickets come here once you are signed in.")
                                        : state.trouble};
    default:
        return {Glyph::Sync, LinkWordsText::tr("Getting your desk"),
                LinkWordsText::tr("The newest tickets come first; you can start as soon as they stand here.")};
    }
}

QString caughtUpText(const store::SyncState& state, const QLocale& locale)
{
    if (!state.caughtUp.isSet())
        return LinkWordsText::tr("Not caught up yet");
    const QDateTime at = state.caughtUp.utc().toLocalTime();
    const QString time = at.toString(u"HH:mm:ss"_s);
    if (at.date() == QDate::currentDate())
        return LinkWordsText::tr("Caught up to %1").arg(time);
    return LinkWordsText::tr("Caught up to %1").arg(locale.toString(at.date(), QLocale::ShortFormat) + u' ' + time);
}

int historyPercent(const store::SyncState& state)
{
    if (state.historyComplete)
        return 100;
    if (state.historyTotal <= 0)
        return 0;
    return int(std::clamp<qint64>(state.historyDone * 100 / state.historyTotal, 0, 99));
}

QString historyText(const store::SyncState& state, const QLocale& locale)
{
    if (state.historyComplete || state.historyTotal <= 0)
        return {};
    return LinkWordsText::tr("History %1 %").arg(locale.toString(historyPercent(state)));
}

bool isFirstSync(const store::SyncState& state)
{
    return !state.caughtUp.isSet();
}

} // namespace ui
