#pragma once
// How much of a channel's length is used, and how long it may still be answered (THR-4, REPLY-7). Pure.

#include "desk/reply_rules.h"
#include "ui/widgets/elided_label.h"

namespace ui
{

struct MeterText {
    QString text; ///< empty = nothing worth saying
    QString spoken;
    Ink ink = Ink::Dim;
};

/// "128 / 1,600 · 1 segment"; for other channels only from four fifths of the limit on. An emoji needs UCS-2: said.
MeterText meterText(desk::Channel channel, const desk::TextMeasure& measure);
/// "Reply window closes in 21 h 52 min"; empty when there is none.
MeterText windowText(desk::Instant closes, desk::Instant now);

} // namespace ui
