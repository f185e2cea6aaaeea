#pragma once
// Names of icons as the models give them, as glyphs.

#include "ui/theme/icon.h"

namespace ui
{

/// The glyph of a model's icon name: one of ours, or a word of the models (team, label, person, ticket ...);
/// `fallback` for what is unknown.
Glyph glyphOf(const QString& name, Glyph fallback = Glyph::Star);

} // namespace ui
