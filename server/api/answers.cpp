#include "server/api/answers.h"

#include "desk/capability.h"
#include "desk/json.h"
#include "server/store/settings.h"

#include <QJsonDocument>

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

int statusOf(store::FaultKind kind)
{
    switch (kind) {
    case store::FaultKind::Invalid:
        return 400;
    case store::FaultKind::SignedOut:
        return 401;
    case store::FaultKind::NotAllowed:
        return 403;
    case store::FaultKind::NotFound:
        return 404;
    case store::FaultKind::Conflict:
        return 409;
    case store::FaultKind::Gone:
        return 410;
    case store::FaultKind::Refused:
        return 422;
    case store::FaultKind::Unavailable:
        return 503;
    case store::FaultKind::Broken:
        return 500;
    }
    return 500;
}

void putNext(QJsonObject& object, const QString& next)
{
    if (!next.isEmpty())
        object.insert(u"next"_s, next);
}

} // namespace

http::Response problem(int status, const QString& code, const QString& detail)
{
    return http::Response::problem(status, code, detail);
}

http::Response faultAnswer(const store::Fault& fault)
{
    http::Response answer = problem(statusOf(fault.kind), fault.code, fault.message);
    if (fault.code == u"wrong-offset"_s)
        answer.headers.set("Upload-Offset", QByteArray::number(fault.detail));
    else if (fault.isTransient() || fault.code == u"running"_s)
        answer.headers.set("Retry-After", QByteArray::number(std::max<qint64>(1, fault.detail)));
    return answer;
}

QByteArray bytes(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject pageJson(const store::FeedPage& page)
{
    return {{u"from"_s, desk::cursorText(page.from)},
            {u"to"_s, desk::cursorText(page.to)},
            {u"more"_s, page.more},
            {u"changes"_s, arrayOf(page.changes)}};
}

QJsonObject deskJson(const store::DeskInfo& desk)
{
    return {{u"id"_s, desk.id}, {u"name"_s, desk.name}, {u"sample"_s, desk.sample}};
}

QJsonObject bootstrapJson(const store::Bootstrap& bootstrap)
{
    QJsonObject senders;
    for (auto it = bootstrap.smsSenders.cbegin(); it != bootstrap.smsSenders.cend(); ++it)
        senders.insert(it.key(), store::smsSenderWord(it.value()));
    QJsonObject counts;
    for (auto it = bootstrap.counts.cbegin(); it != bootstrap.counts.cend(); ++it)
        counts.insert(it.key(), it.value());
    return {{u"cursor"_s, desk::cursorText(bootstrap.cursor)},
            {u"agent"_s, toJson(bootstrap.agent)},
            {u"desk"_s, deskJson(bootstrap.desk)},
            {u"agents"_s, arrayOf(bootstrap.agents)},
            {u"teams"_s, arrayOf(bootstrap.teams)},
            {u"labels"_s, arrayOf(bootstrap.labels)},
            {u"macros"_s, arrayOf(bootstrap.macros)},
            {u"views"_s, arrayOf(bootstrap.views)},
            {u"smsSenders"_s, senders},
            {u"counts"_s, counts},
            {u"capabilities"_s, QJsonArray::fromStringList(desk::capabilityWords())},
            {u"totals"_s, QJsonObject{{u"tickets"_s, bootstrap.tickets}, {u"messages"_s, bootstrap.messages}}}};
}

QJsonObject ticketPageJson(const store::TicketPage& page)
{
    QJsonObject object{{u"tickets"_s, arrayOf(page.tickets)},
                       {u"profiles"_s, arrayOf(page.profiles)},
                       {u"messages"_s, arrayOf(page.messages)}};
    putNext(object, page.next);
    return object;
}

QJsonObject messagePageJson(const store::MessagePage& page)
{
    QJsonObject object{{u"messages"_s, arrayOf(page.messages)}};
    putNext(object, page.next);
    return object;
}

QJsonObject profileJson(const store::ProfileDetails& details)
{
    return {{u"profile"_s, toJson(details.profile)},
            {u"orders"_s, arrayOf(details.orders)},
            {u"subscriptions"_s, arrayOf(details.subscriptions)},
            {u"events"_s, arrayOf(details.events)},
            {u"tickets"_s, arrayOf(details.tickets)}};
}

QJsonObject searchJson(const store::SearchPage& page)
{
    QJsonArray hits;
    for (const store::SearchHit& hit : page.hits) {
        QJsonObject one{{u"ticket"_s, toJson(hit.ticket)}};
        if (hit.message)
            one.insert(u"message"_s, toJson(*hit.message));
        hits.append(one);
    }
    QJsonObject object{{u"hits"_s, hits}};
    putNext(object, page.next);
    return object;
}

QJsonObject signInJson(const rules::SignIn& signIn)
{
    return {{u"access"_s, signIn.access},
            {u"accessExpires"_s, signIn.accessExpires.ms},
            {u"refresh"_s, signIn.refresh},
            {u"agent"_s, toJson(signIn.agent)}};
}

} // namespace server::api
