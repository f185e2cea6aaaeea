#include "models/body_cache.h"

#include "html/pages.h"
#include "html/text.h"

namespace models
{

namespace
{

QList<Page> pagesOf(const QString& html)
{
    QList<Page> list;
    const QStringList pages = html::pages(html);
    for (const QString& page : pages)
        list.append({page});
    return list;
}

Body bodyOf(html::CleanResult result)
{
    return {pagesOf(result.html), pagesOf(result.quotedHtml), std::move(result.links), result.blockedRemote,
            result.truncated};
}

Body bodyOf(const desk::Message& message, bool remoteImages)
{
    if (message.html.isEmpty()) {
        Body body;
        body.pages = pagesOf(html::plainToHtml(message.text));
        body.truncated = message.text.size() > html::kMaxShownBytes / 2;
        return body;
    }
    html::CleanOptions options;
    options.remoteImages = remoteImages;
    return bodyOf(html::clean(message.html, options));
}

int costOf(const Body& body)
{
    qsizetype units = 0;
    for (const QList<Page>* pages : {&body.pages, &body.quoted})
        for (const Page& page : *pages)
            units += page.html.size() + qsizetype(sizeof(Page) / sizeof(QChar));
    for (const html::Link& link : body.links)
        units += link.text.size() + link.target.size();
    return int(units * qsizetype(sizeof(QChar)) + qsizetype(sizeof(Body)));
}

} // namespace

BodyCache::BodyCache(QObject* parent)
    : QObject(parent)
    , m_bodies(kBytes)
{
}

std::optional<Body> BodyCache::request(const desk::Message& message, bool remoteImages)
{
    const Key key{message.id, message.rev, qHashMulti(0, message.html, message.text), remoteImages};
    if (const Body* known = m_bodies.object(key))
        return *known;
    if (message.html.isEmpty() && message.text.size() <= kShort) {
        Body body = bodyOf(message, remoteImages);
        keep(key, body);
        return body;
    }
    if (!m_asked.contains(key))
        clean(key, message);
    return std::nullopt;
}

void BodyCache::clear()
{
    m_bodies.clear();
}

void BodyCache::clean(const Key& key, const desk::Message& message)
{
    m_asked.insert(key);
    const desk::Mailbox answers(this);
    m_cleaner.post([this, answers, key, message](store::Reader*) {
        Body body = bodyOf(message, key.remoteImages);
        answers.post([this, key, body = std::move(body)] {
            m_asked.remove(key);
            keep(key, body);
            Q_EMIT ready(key.message);
        });
    });
}

void BodyCache::keep(const Key& key, Body body)
{
    const int cost = costOf(body);
    m_bodies.insert(key, new Body(std::move(body)), cost);
}

} // namespace models
