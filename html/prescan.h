// The linear pass before the HTML5 parser: bounds depth, tables, nodes and bytes, so that no later step can blow up.
#pragma once

#include <QByteArray>

namespace html
{

/// Tamed HTML: balanced, allow-listed elements only, within the caps. Attribute values are still the mail's own.
struct Prescan {
    QByteArray html;
    bool truncated = false;
};

/// Reads `utf8` once, in linear time.
Prescan prescan(const QByteArray& utf8);

} // namespace html
