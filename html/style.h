// The few inline styles a mail may keep.
#pragma once

#include <QString>

namespace html
{

/// What one `style` attribute comes to.
struct Style {
    QString css;         ///< Normal form `name:value;...`, allow-listed names only, fixed order.
    bool hidden = false; ///< The element is meant not to be seen: it and its content are left out.
};

/// Reads `css` (at most 4 kB of it). `color`, `background` and `align` are the old attributes, weaker than the style.
Style readStyle(const QString& css, const QString& color, const QString& background, const QString& align);

} // namespace html
