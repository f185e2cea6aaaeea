#include "ui/shell/view_icons.h"

#include <QHash>

namespace ui
{

using namespace Qt::StringLiterals;

Glyph glyphOf(const QString& name, Glyph fallback)
{
    static const QHash<QString, Glyph> words{{u"email"_s, Glyph::Mail},   {u"team"_s, Glyph::Users},
                                             {u"label"_s, Glyph::Tag},    {u"person"_s, Glyph::User},
                                             {u"ticket"_s, Glyph::Inbox}, {u"command"_s, Glyph::ChevronRight}};
    if (const auto known = words.constFind(name); known != words.constEnd())
        return *known;
    return Icon::byName(name).value_or(fallback);
}

} // namespace ui
