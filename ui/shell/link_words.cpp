#include "ui/shell/link_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui
{

using namespace Qt::StringLiterals;
using store::Link;

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::LinkWords", text);
}

} // namespace

LinkWord linkWord(const store::SyncState& state)
{
    switch (state.link) {
    case Link::Offline:
        return {tr("Offline"), Ink::Warn};
    case Link::Connecting:
        return {tr("Connecting…"), Ink::Dim};
    case Link::CatchingUp:
        return {tr("Catching up…"), Ink::Dim};
    case Link::Live:
        return {tr("Online"), Ink::Ok};
    case Link::SignedOut:
        return {tr("Signed out"), Ink::Warn};
    case Link::Refused:
        return {tr("Refused"), Ink::Danger};
    }
    return {};
}

QString caughtUpText(const store::SyncState& state, const QLocale& locale)
{
    if (!state.caughtUp.isSet())
        return tr("Not caught up yet");
    const QDateTime at = state.caughtUp.utc().toLocalTime();
    const QString time = at.toString(u"HH:mm:ss"_s);
    if (at.date() == QDate::currentDate())
        return tr("Caught up to %1").arg(time);
    return tr("Caught up to %1").arg(locale.toString(at.date(), QLocale::ShortFormat) + u' ' + time);
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
    return tr("History %1 %").arg(locale.toString(historyPercent(state)));
}

bool isFirstSync(const store::SyncState& state)
{
    return !state.caughtUp.isSet();
}

} // namespace ui
