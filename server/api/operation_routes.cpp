#include "server/api/answers.h"
#include "server/api/routes.h"
#include "server/api/service.h"
#include "server/rules/operations.h"

#include <QJsonDocument>

namespace server::api
{

using namespace Qt::StringLiterals;

namespace
{

http::Response execute(Service& service, const Call& call)
{
    const auto result = rules::execute(call.store, service.channels(), call.session.agent.id,
                                       call.request.param(u"uuid"_s), call.request.body, service.now());
    if (!result)
        return faultAnswer(result.fault());
    http::Response answer = http::Response::json(result->body, result->status);
    if (result->status >= 400)
        answer.contentType = "application/problem+json";
    return answer;
}

QString wordOf(rules::Settled::Outcome outcome)
{
    switch (outcome) {
    case rules::Settled::Outcome::Cancelled:
        return u"cancelled"_s;
    case rules::Settled::Outcome::Executed:
        return u"executed"_s;
    case rules::Settled::Outcome::Refused:
        return u"refused"_s;
    }
    return {};
}

/// `at` tells a uuid that is too old to be known from one that never came.
http::Response cancel(Service& service, const Call& call)
{
    bool isNumber = true;
    const qint64 at = call.request.hasQuery(u"at"_s) ? call.request.queryValue(u"at"_s).toLongLong(&isNumber) : 0;
    if (!isNumber || at < 0)
        return problem(400, u"bad-request"_s, u"at: expected a point in time"_s);
    const QString uuid = call.request.param(u"uuid"_s);
    const auto settled = rules::cancel(call.store, call.session.agent.id, uuid, {at}, service.now());
    if (!settled)
        return faultAnswer(settled.fault());
    QJsonObject body{{u"id"_s, uuid}, {u"outcome"_s, wordOf(settled->outcome)}};
    if (settled->outcome != rules::Settled::Outcome::Cancelled) {
        body.insert(u"status"_s, settled->answer.status);
        body.insert(u"answer"_s, settled->answer.body);
    }
    return http::Response::json(body, 200);
}

} // namespace

void addOperationRoutes(http::Router& router, Service& service)
{
    http::RouteOptions large;
    large.maxBody = qint64(1024) * 1024;
    large.admit = service.admitting();
    router.add("PUT", u"/v1/operations/{uuid}"_s,
               service.signedIn([&service](const Call& call) { return execute(service, call); }), large);
    router.add("DELETE", u"/v1/operations/{uuid}"_s,
               service.signedIn([&service](const Call& call) { return cancel(service, call); }));
}

} // namespace server::api
