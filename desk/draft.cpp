#include "desk/draft.h"

namespace desk
{

namespace
{
QString htmlOf(const Draft& draft)
{
    return draft.html.isEmpty() ? draft.text.toHtmlEscaped() : draft.html;
}
} // namespace

Draft inFrontOf(const Draft& returned, const Draft& present)
{
    if (present.isEmpty())
        return returned;
    Draft both = returned;
    both.text += QStringLiteral("\n\n") + present.text;
    if (!returned.html.isEmpty() || !present.html.isEmpty())
        both.html = htmlOf(returned) + htmlOf(present);
    both.files += present.files;
    both.unfilled += present.unfilled;
    both.unfilled.removeDuplicates();
    both.seen = newest(returned.seen, present.seen);
    return both;
}

} // namespace desk
