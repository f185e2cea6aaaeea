#pragma once
// How a message looks before any widget: its shape, its words and marks (THR-2, THR-7, TKT-11). Pure.

#include "desk/message.h"
#include "ui/theme/icon.h"
#include "ui/widgets/elided_label.h"

#include <optional>

namespace ui
{

/// Mail is a wide card, chat-like channels are bubbles; notes and events look like neither.
enum class CardShape { Mail, Bubble, Note, Event };
CardShape shapeOf(const desk::Message& message);

/// A delivery state as icon and word: neither stands alone.
struct DeliveryLook {
    Glyph glyph = Glyph::Clock;
    QString word;
    Ink ink = Ink::Dim;
};
/// nullopt for what has no state (inbound, notes that are stored).
std::optional<DeliveryLook> deliveryLook(const desk::Message& message);

/// An event line's sentence, without a time (TKT-11).
QString eventSentence(const desk::Message& message);
Glyph eventGlyph(const desk::Message& message);

/// "IMG_2034.jpg, 1.2 MB".
QString fileSummary(const QString& name, qint64 bytes);
Glyph fileGlyph(const QString& mime);

/// Height that a card of `width` will probably have: a good guess keeps the scroll bar still.
int estimatedHeight(const desk::Message& message, int width);
/// Width of the card inside a column of `width` pixels, before it shrinks to a short text.
int cardWidth(CardShape shape, int width);

} // namespace ui
