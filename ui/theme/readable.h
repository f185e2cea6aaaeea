#pragma once
// Colours that others chose, made readable: a mail's author did not know on which ground it would be shown (THR-3).

#include <QColor>

class QTextDocument;

namespace ui
{

/// What is seen where `upper`, perhaps half transparent, lies on the opaque `ground`. An invalid `upper` lies nowhere.
QColor laidOver(const QColor& upper, const QColor& ground);

/// `ink` as it may stand on the opaque `ground`: itself where its contrast is at least `least` (WCAG 2), else the same
/// hue, lighter or darker. Ink with the colour of its ground, or none at all, comes to light too: an agent sees what
/// filters read. `least` is at most 4.5, which black or white reaches on every ground. Opaque. Pure.
QColor readableOn(const QColor& ink, const QColor& ground, qreal least = 4.5);

/// Moves the colour of each run of text, link and list mark of `document` until it is readable on what is behind it:
/// the backgrounds of its own, its block, cell and tables, and `ground` under all of them. Text without a colour is
/// taken to be `ink`. Linear. Changes the document, so it is for one that is only shown, right after its text was set.
void makeReadable(QTextDocument& document, const QColor& ink, const QColor& ground);

/// Takes all colours of text and backgrounds away, links' too: what is pasted into a reply looks as the reply does, and
/// stays readable when the theme changes. An edit of the document like any other.
void dropColours(QTextDocument& document);

} // namespace ui
