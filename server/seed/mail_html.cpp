#include "server/seed/mail_html.h"

namespace server::seed
{

using namespace Qt::StringLiterals;

namespace
{

QString orderTable(const Matter& matter)
{
    return u"<table border=\"1\" cellpadding=\"4\"><tr><th>Order</th><th>Article</th><th "
           u"align=\"right\">Pieces</th></tr>"
           "<tr><td>%1</td><td>%2</td><td align=\"right\">1</td></tr></table>"_s.arg(matter.order.toHtmlEscaped(),
                                                                                     matter.product.toHtmlEscaped());
}

QString signature(const Matter& matter, bool isRemote)
{
    const QString banner =
        isRemote ? u"<img src=\"https://img.example/banner.png\" width=\"240\" height=\"40\" alt=\"Banner\">"_s
                 : QString();
    return u"<p style=\"color:#777777;font-size:small\">--<br>%1<br><a href=\"https://www.example/\">www.example</a></p>%2"_s
        .arg(matter.first.toHtmlEscaped(), banner);
}

} // namespace

QString mailHtml(Random& random, const QString& text, const QString& quoted, const Matter& matter, const QString& cid)
{
    QString body;
    for (const QString& line : text.split(u'\n'))
        body += u"<p>"_s + line.toHtmlEscaped() + u"</p>"_s;
    if (!cid.isEmpty())
        body += u"<p><img src=\"cid:%1\" alt=\"Picture\"></p>"_s.arg(cid);
    if (!matter.order.isEmpty() && random.chance(35))
        body += orderTable(matter);
    if (random.chance(50))
        body += signature(matter, random.chance(50));
    if (!quoted.isEmpty())
        body +=
            u"<div>The desk wrote:</div><blockquote type=\"cite\" style=\"margin-left:1em;border-left:2px solid #ccc\">"
            "<p>%1</p></blockquote>"_s.arg(quoted.toHtmlEscaped());
    return u"<!DOCTYPE html><html><head><style>p{margin:0 0 8px}</style></head><body>%1</body></html>"_s.arg(body);
}

} // namespace server::seed
