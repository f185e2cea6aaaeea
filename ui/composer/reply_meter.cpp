#include "ui/composer/reply_meter.h"

#include "ui/theme/relative_time.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui
{

using namespace Qt::StringLiterals;

namespace
{
struct ReplyMeterText {
    Q_DECLARE_TR_FUNCTIONS(ui::ReplyMeter)
};
} // namespace

MeterText meterText(desk::Channel channel, const desk::TextMeasure& measure)
{
    MeterText meter;
    const bool sms = channel == desk::Channel::Sms;
    if (measure.limit == 0 || measure.used == 0 || (!sms && measure.used * 5 < measure.limit * 4))
        return meter;
    const QLocale locale;
    const QString figures =
        ReplyMeterText::tr("%1 / %2").arg(locale.toString(measure.used), locale.toString(measure.limit));
    meter.text = figures;
    if (sms) {
        meter.text += u" · "_s + ReplyMeterText::tr("%n segment(s)", nullptr, measure.smsSegments);
        if (!measure.gsm7)
            meter.text += u" · "_s + ReplyMeterText::tr("special characters: shorter segments");
    }
    meter.spoken =
        ReplyMeterText::tr("%1 of %2 used").arg(locale.toString(measure.used), locale.toString(measure.limit));
    if (!measure.fits) {
        meter.ink = Ink::Danger;
        meter.text += u" · "_s + ReplyMeterText::tr("too long");
    } else if (measure.used * 10 > measure.limit * 9) {
        meter.ink = Ink::Warn;
    }
    return meter;
}

MeterText windowText(desk::Instant closes, desk::Instant now)
{
    MeterText meter;
    if (!closes.isSet() || closes <= now)
        return meter;
    meter.text = ReplyMeterText::tr("Reply window closes in %1").arg(remainingTime(closes.utc(), now.utc()));
    meter.spoken = meter.text;
    meter.ink = closes - now < 2 * desk::kHour ? Ink::Warn : Ink::Dim;
    return meter;
}

} // namespace ui
