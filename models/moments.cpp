#include "models/moments.h"

#include <QDateTime>
#include <QRegularExpression>

namespace models
{

using namespace Qt::StringLiterals;

QString timeOfDay(QTime time, const QLocale& locale)
{
    // Qt's "C" locale and some others have seconds even in their short format.
    static const QRegularExpression seconds(u"[:.]ss?(?![a-z])"_s);
    return locale.toString(time, locale.timeFormat(QLocale::ShortFormat).remove(seconds));
}

QString dateAndTime(desk::Instant at, const QLocale& locale)
{
    if (!at.isSet())
        return {};
    const QDateTime local = at.utc().toLocalTime();
    return locale.toString(local.date(), QLocale::ShortFormat) + u' ' + timeOfDay(local.time(), locale);
}

} // namespace models
