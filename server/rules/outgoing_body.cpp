#include "server/rules/outgoing_body.h"

#include "html/clean.h"

namespace server::rules
{

OutgoingBody outgoingBody(const QString& text, const QString& html)
{
    if (html.isEmpty())
        return {text, {}, false};
    const html::CleanResult kept = html::clean(html);
    return {text.trimmed().isEmpty() ? kept.plainText : text, kept.html + kept.quotedHtml, kept.truncated};
}

} // namespace server::rules
